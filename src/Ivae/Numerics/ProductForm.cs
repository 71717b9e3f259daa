namespace Ivae.Numerics;

/// <summary>Which operand of a matrix product lies transposed in memory.</summary>
internal enum ProductForm
{
    /// <summary>A·B.</summary>
    Plain,

    /// <summary>A·Bᵀ.</summary>
    TransposedRight,

    /// <summary>Aᵀ·B.</summary>
    TransposedLeft,
}
