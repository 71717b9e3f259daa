using System.Numerics;
using System.Numerics.Tensors;

namespace Ivae.Numerics;

/// <summary>What is not finite among many numbers, found at the speed of memory.</summary>
internal static class Finite
{
    /// <summary>How far from 0 the furthest number is; NaN where one is, 0 of no numbers.</summary>
    public static T Furthest<T>(ReadOnlySpan<T> numbers)
        where T : IFloatingPointIeee754<T> =>
        numbers.IsEmpty ? T.Zero : T.Abs(TensorPrimitives.MaxMagnitude(numbers));

    /// <summary>Whether any is NaN, which means a missing value.</summary>
    public static bool LackAny<T>(ReadOnlySpan<T> numbers)
        where T : IFloatingPointIeee754<T> => T.IsNaN(Furthest(numbers));
}
