using System.Numerics;

namespace Ivae.Numerics;

/// <summary>
/// One register's worth of numbers, so that a kernel is written once for every instruction set; the JIT sees plain
/// vector code.
/// </summary>
internal unsafe interface ILanes<TSelf, T> :
    IAdditionOperators<TSelf, TSelf, TSelf>, ISubtractionOperators<TSelf, TSelf, TSelf>,
IMultiplyOperators<TSelf, TSelf, TSelf>, IUnaryNegationOperators<TSelf, TSelf>
    where TSelf : unmanaged, ILanes<TSelf, T>
    where T : unmanaged
{
    /// <summary>Numbers in a register.</summary>
    static abstract int Count { get; }

    /// <summary>
    /// Whether the processor has 32 registers rather than 16, which decides how many accumulators a kernel keeps.
    /// </summary>
    static abstract bool HasManyRegisters { get; }

    static abstract TSelf Create(T value);

    /// <summary>The same number in every place, rounded.</summary>
    static abstract TSelf Constant(double value);

    static abstract TSelf Load(T* source);

    void Store(T* destination);

    /// <summary>x·y + z, with one rounding where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>x / y to a unit in the last place, for y of a size between 2⁻¹²⁶ and 2¹²⁶.</summary>
    static abstract TSelf Quotient(TSelf x, TSelf y);

    /// <summary>√x to a unit in the last place; for x below 10⁻³⁰ the result may be 10⁻¹⁵.</summary>
    static abstract TSelf SquareRoot(TSelf x);

    /// <summary><paramref name="then"/> where x &gt; 0, <paramref name="otherwise"/> elsewhere.</summary>
    static abstract TSelf WherePositive(TSelf x, TSelf then, TSelf otherwise);

    static abstract TSelf Exp(TSelf x);

    /// <summary>eˣ − 1 for x ≤ 0.</summary>
    static abstract TSelf ExpM1(TSelf x);

    static abstract TSelf Log(TSelf x);

    static abstract TSelf Tanh(TSelf x);

    static abstract TSelf Sigmoid(TSelf x);

    static abstract TSelf Softplus(TSelf x);

    /// <summary>The same and its slope, the sigmoid, from one exponential.</summary>
    static abstract TSelf Softplus(TSelf x, out TSelf slope);

    /// <summary>Writes Σ x0, Σ x1, Σ x2, Σ x3.</summary>
    static abstract void StoreSums(TSelf x0, TSelf x1, TSelf x2, TSelf x3, T* destination);

    /// <summary>Writes the transpose of a Count × Count tile.</summary>
    static abstract void Transpose(T* source, nint sourceStride, T* destination, nint destinationStride);
}
