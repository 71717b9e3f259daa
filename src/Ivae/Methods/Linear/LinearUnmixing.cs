using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Methods.Linear;

/// <summary>Linear latents z = (x − c) W.</summary>
/// <param name="Center">c <c>[D]</c>.</param>
/// <param name="Matrix">W <c>[D, L]</c>, row-major.</param>
internal sealed record LinearUnmixing(double[] Center, double[] Matrix)
{
    /// <summary>Number of latents L.</summary>
    public int Latents => Matrix.Length / Center.Length;

    /// <summary>Iterations it took; 0 for a solution in closed form.</summary>
    public int Iterations { get; init; }

    /// <summary>Whether the iterations settled; if not, latents may change with the seed.</summary>
    public bool Converged { get; init; } = true;

    /// <summary>z <c>[N, L]</c> of x <c>[N, D]</c>.</summary>
    /// <exception cref="ArgumentException"><paramref name="x"/> does not have D columns.</exception>
    public Matrix Apply(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Columns != Center.Length)
            throw new ArgumentException($"{x.Columns} columns; this map was fitted to {Center.Length}.", nameof(x));
        var z = new Matrix(x.Rows, Latents);
        for (var row = 0; row < x.Rows; row++)
            for (var j = 0; j < Latents; j++)
            {
                var sum = 0.0;
                for (var i = 0; i < Center.Length; i++)
                    sum += (x[row, i] - Center[i]) * Matrix[i * Latents + j];
                z[row, j] = (float)sum;
            }

        return z;
    }

    /// <summary>The map whose first r latents are B z of those of this one, B <c>[r, r]</c>; the others stay.</summary>
    internal LinearUnmixing Then(Matrix<double> b)
    {
        var (r, matrix) = (b.RowCount, (double[])Matrix.Clone());
        for (var i = 0; i < Center.Length; i++)
            for (var j = 0; j < r; j++)
                matrix[i * Latents + j] = Enumerable.Range(0, r).Sum(k => Matrix[i * Latents + k] * b[j, k]);
        return this with { Matrix = matrix };
    }
}
