using System.Numerics;

namespace Ivae.Numerics;

/// <summary>
/// Registers of floats with access to their bits, from which <see cref="LaneMath"/> builds the element functions.
/// </summary>
internal interface IFloatLanes<TSelf> : ILanes<TSelf, float>, IBitwiseOperators<TSelf, TSelf, TSelf>
    where TSelf : unmanaged, IFloatLanes<TSelf>
{
    /// <summary>The same 32 bits in every place.</summary>
    static abstract TSelf Bits(int pattern);

    /// <summary>The sum of the bit patterns as whole numbers.</summary>
    static abstract TSelf AddBits(TSelf x, TSelf y);

    static abstract TSelf ShiftLeft(TSelf x, int count);

    /// <summary>Shifts to the right and keeps the sign.</summary>
    static abstract TSelf ShiftRight(TSelf x, int count);

    /// <summary>The bit patterns, as signed whole numbers, turned into floats.</summary>
    static abstract TSelf ToNumber(TSelf x);

    /// <summary><paramref name="then"/> where the sign bit is set, <paramref name="otherwise"/> elsewhere.</summary>
    static abstract TSelf WhereNegative(TSelf x, TSelf then, TSelf otherwise);

    static abstract TSelf CopySign(TSelf size, TSelf sign);

    /// <summary>The smaller one; NaN if <paramref name="x"/> is.</summary>
    static abstract TSelf Min(TSelf bound, TSelf x);

    /// <summary>The larger one; NaN if <paramref name="x"/> is.</summary>
    static abstract TSelf Max(TSelf bound, TSelf x);

    /// <summary>x·2ⁿ with n = <paramref name="shifted"/> − 1.5·2²³, rounded once, for −252 ≤ n ≤ 254.</summary>
    static abstract TSelf Scale(TSelf x, TSelf shifted);

    static TSelf ILanes<TSelf, float>.Exp(TSelf x) => LaneMath.Exp(x);

    static TSelf ILanes<TSelf, float>.ExpM1(TSelf x) => LaneMath.ExpM1(x);

    static TSelf ILanes<TSelf, float>.Log(TSelf x) => LaneMath.Log(x);

    static TSelf ILanes<TSelf, float>.Tanh(TSelf x) => LaneMath.Tanh(x);

    static TSelf ILanes<TSelf, float>.Sigmoid(TSelf x) => LaneMath.Sigmoid(x);

    static TSelf ILanes<TSelf, float>.Softplus(TSelf x) => LaneMath.Softplus(x);

    static TSelf ILanes<TSelf, float>.Softplus(TSelf x, out TSelf slope) => LaneMath.Softplus(x, out slope);
}
