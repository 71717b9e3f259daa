using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Independence;

/// <summary>
/// The Gram matrix of k(a, b) = exp(−‖a − b‖²/2σ²) over the rows of a sample, a row at a time: N×N numbers are never
/// stored.
/// </summary>
internal sealed class GaussianKernel
{
    private readonly double[][] columns;
    private readonly double factor;
    private readonly double[] difference;

    /// <param name="sample">x <c>[N, p]</c>.</param>
    /// <param name="bandwidth">σ, positive.</param>
    public GaussianKernel(Matrix sample, double bandwidth)
    {
        columns = [.. Enumerable.Range(0, sample.Columns)
            .Select(j => Array.ConvertAll(sample.Column(j), value => (double)value))];
        factor = -0.5 / (bandwidth * bandwidth);
        difference = new double[sample.Rows];
    }

    /// <summary>‖xᵢ − xⱼ‖² for j = <paramref name="from"/> … <paramref name="from"/> + destination − 1.</summary>
    public void SquaredDistances(int i, int from, Span<double> destination)
    {
        destination.Clear();
        var scratch = difference.AsSpan(0, destination.Length);
        foreach (var column in columns)
        {
            TensorPrimitives.Subtract(column.AsSpan(from, destination.Length), column[i], scratch);
            TensorPrimitives.MultiplyAdd<double>(scratch, scratch, destination, destination);
        }
    }

    /// <summary>k(xᵢ, xⱼ) for j = <paramref name="from"/> … <paramref name="from"/> + destination − 1.</summary>
    public void Row(int i, int from, Span<double> destination)
    {
        SquaredDistances(i, from, destination);
        TensorPrimitives.Multiply(destination, factor, destination);
        TensorPrimitives.Exp(destination, destination);
    }
}
