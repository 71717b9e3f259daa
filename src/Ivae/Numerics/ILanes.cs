using System.Numerics;

namespace Ivae.Numerics;

/// <summary>One register's worth of numbers, so that a kernel is written once for every instruction set; the JIT sees plain vector code.</summary>
internal unsafe interface ILanes<TSelf, T> : IAdditionOperators<TSelf, TSelf, TSelf>
    where TSelf : unmanaged, ILanes<TSelf, T>
    where T : unmanaged, INumberBase<T>
{
    /// <summary>Numbers in a register.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the processor has 32 registers rather than 16, which decides how many accumulators a kernel keeps.</summary>
    static abstract bool HasManyRegisters { get; }

    /// <summary>The same number in every place.</summary>
    static abstract TSelf Create(T value);

    static abstract TSelf Load(T* source);

    void Store(T* destination);

    /// <summary>x·y + z, with one rounding where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>Writes Σ x0, Σ x1, Σ x2, Σ x3.</summary>
    static abstract void StoreSums(TSelf x0, TSelf x1, TSelf x2, TSelf x3, T* destination);

    /// <summary>Writes the transpose of a Count × Count tile.</summary>
    static abstract void Transpose(T* source, nint sourceStride, T* destination, nint destinationStride);
}
