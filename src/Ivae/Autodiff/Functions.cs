using System.Numerics;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>The operations on variables that have no operator, by the names of the formulas.</summary>
public static class Functions
{
    /// <summary>X·W + b <c>[B, C]</c>.</summary>
    public static Variable<T> Affine<T>(this Variable<T> x, Variable<T> weight, Variable<T>? bias = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(weight);
        return x.Tape.Record(new Affine<T>(x, weight, bias));
    }

    /// <summary>The activation of each element.</summary>
    public static Variable<T> Activate<T>(this Variable<T> x, Activation activation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        return activation == Activation.None ? x : x.Tape.Record(new ActivationOperation<T>(x, activation));
    }

    internal static Variable<T> Gather<T>(this Variable<T> table, Codes codes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => table.Tape.Record(new GatherRows<T>(table, codes));

    /// <summary>Some columns <c>[B, count]</c>.</summary>
    public static Variable<T> Slice<T>(this Variable<T> x, int start, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Tape.Record(new ColumnRange<T>(x, start, count));
    }

    /// <summary>The columns of A, then those of B <c>[B, C + E]</c>.</summary>
    internal static Variable<T> Join<T>(this Variable<T> a, Variable<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => a.Tape.Record(new Concatenate<T>(a, b));

    /// <summary>Sum of each row <c>[B, 1]</c>.</summary>
    public static Variable<T> SumOfRow<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Tape.Record(new RowSums<T>(x));
    }

    /// <summary>Mean of all elements <c>[1, 1]</c>.</summary>
    public static Variable<T> Average<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Tape.Record(new Mean<T>(x));
    }

    internal static Variable<T> Times<T>(this Variable<T> x, Func<double> factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x.Tape.Record(new Scaled<T>(x, factor));
}
