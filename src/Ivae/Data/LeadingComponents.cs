using System.Numerics.Tensors;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Data;

/// <summary>
/// The directions of most variance of centred rows, without their covariance matrix <c>[D, D]</c>: rows are read again
/// for each step of a subspace iteration, of which each costs N·D·m, so that many columns and few rows are one case.
/// </summary>
/// <remarks>Source: Halko, Martinsson and Tropp, "Finding structure with randomness", SIAM Review 53, 2011, algorithm
/// 4.4.</remarks>
/// <param name="Directions">Orthonormal components, a row each <c>[K, D]</c> row-major, by falling variance.</param>
/// <param name="Variances">Variance along each <c>[K]</c>.</param>
/// <param name="Total">Sum of the variances of all D columns.</param>
internal sealed record LeadingComponents(double[] Directions, double[] Variances, double Total)
{
    private const int Steps = 8;
    private const int Spare = 10;

    /// <summary>
    /// Mean variance of the directions that the first k components leave: the noise σ² of probabilistic principal
    /// component analysis, with the least that counts.
    /// </summary>
    public double Rest(int k)
    {
        var others = Directions.Length / Variances.Length - k;
        var left = others == 0 ? 0 : (Total - Variances.Take(k).Sum()) / others;
        return Math.Max(DataDecisions.LeastVariance, left);
    }

    /// <summary>Reads row i into a span <c>[D]</c>, centred.</summary>
    public delegate void Reader(int row, Span<double> destination);

    /// <summary>The first K components.</summary>
    /// <param name="rows">N, at least 2.</param>
    /// <param name="columns">D.</param>
    /// <param name="count">K, 1 to min(N, D).</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="cancellation">Ends it between two rows.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LeadingComponents Fit(
        int rows, int columns, int count, Reader read, CancellationToken cancellation)
    {
        var m = Math.Min(count + Spare, Math.Min(rows, columns));
        var basis = new double[m * columns];
        new RandomStream(0).Split("components").FillNormal(basis.AsSpan());
        Orthonormalise(basis, columns, cancellation);
        for (var step = 0; step < Steps; step++)
        {
            (basis, _) = Product(basis, rows, columns, read, cancellation);
            Orthonormalise(basis, columns, cancellation);
        }

        // of the covariance C, the variances and directions in the span of the basis Q are those of Q C Qᵀ
        var (product, total) = Product(basis, rows, columns, read, cancellation);
        var small = Matrix<double>.Build.Dense(m, m, (i, j) => TensorPrimitives.Dot<double>(
            basis.AsSpan(i * columns, columns), product.AsSpan(j * columns, columns)));
        var eigen = (0.5 * (small + small.Transpose())).Evd(Symmetricity.Symmetric);
        var (directions, variances) = (new double[count * columns], new double[count]);
        for (var k = 0; k < count; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            variances[k] = Math.Max(0, eigen.EigenValues[m - 1 - k].Real); // MathNet sorts by rising eigenvalue
            var direction = directions.AsSpan(k * columns, columns);
            for (var i = 0; i < m; i++)
                TensorPrimitives.MultiplyAdd<double>(
                    basis.AsSpan(i * columns, columns), eigen.EigenVectors[i, m - 1 - k], direction, direction);
            if (direction[TensorPrimitives.IndexOfMaxMagnitude<double>(direction)] < 0)
                TensorPrimitives.Negate<double>(direction, direction);
        }

        return new LeadingComponents(directions, variances, total);
    }

    /// <summary>Q C <c>[m, D]</c> and the trace of the covariance C of the rows.</summary>
    private static (double[] Product, double Trace) Product(
        double[] basis, int rows, int columns, Reader read, CancellationToken cancellation)
    {
        var (product, row, trace) = (new double[basis.Length], new double[columns], 0.0);
        for (var i = 0; i < rows; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            read(i, row);
            trace += TensorPrimitives.SumOfSquares<double>(row) / rows;
            for (var k = 0; k < basis.Length; k += columns)
            {
                var along = TensorPrimitives.Dot<double>(basis.AsSpan(k, columns), row);
                var to = product.AsSpan(k, columns);
                TensorPrimitives.MultiplyAdd<double>(row, along / rows, to, to);
            }
        }

        return (product, trace);
    }

    /// <summary>Makes rows orthonormal, each in turn and twice; one that depends on others becomes 0.</summary>
    private static void Orthonormalise(double[] basis, int columns, CancellationToken cancellation)
    {
        for (var i = 0; i < basis.Length; i += columns)
        {
            cancellation.ThrowIfCancellationRequested();
            var own = basis.AsSpan(i, columns);
            var before = TensorPrimitives.Norm<double>(own);
            for (var pass = 0; pass < 2; pass++)
                for (var j = 0; j < i; j += columns)
                {
                    var other = basis.AsSpan(j, columns);
                    TensorPrimitives.MultiplyAdd<double>(other, -TensorPrimitives.Dot<double>(own, other), own, own);
                }

            var norm = TensorPrimitives.Norm<double>(own);
            TensorPrimitives.Multiply<double>(own, norm > 1e-13 * before ? 1 / norm : 0, own);
        }
    }
}
