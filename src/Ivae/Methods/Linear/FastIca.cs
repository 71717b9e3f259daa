using Ivae.Networks;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Methods.Linear;

/// <summary>
/// Linear independent component analysis: of the whitened rows y, the rotation W whose components wᵀy are the least
/// Gaussian, all found at once: w ← E[y g(wᵀy)] − E[g′(wᵀy)] w, then W ← (W Wᵀ)^(−1/2) W.
/// </summary>
/// <remarks>Source: Hyvärinen, "Fast and robust fixed-point algorithms for independent component analysis", IEEE Trans.
/// Neural Networks 10, 1999, equations 20 and 42.</remarks>
internal static class FastIca
{
    /// <summary>Largest change of a direction, max |1 − |diag(W W_oldᵀ)||, at which it has settled.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>Iterations after which it is given up.</summary>
    public const int MaxIterations = 1000;

    /// <summary>
    /// The unmixing of rows into L components of mean 0 and variance 1, whose order and signs mean nothing.
    /// </summary>
    /// <param name="x">Rows <c>[N, D]</c>; of D &gt; L columns, the L principal components are unmixed.</param>
    /// <param name="latents">L, 1 to D.</param>
    /// <param name="stream">Where the first rotation comes from.</param>
    /// <param name="contrast">g.</param>
    /// <exception cref="ArgumentException">L or N is out of range.</exception>
    public static LinearUnmixing Fit(
        Matrix x, int latents, RandomStream stream, ContrastFunction contrast = ContrastFunction.Tanh)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(stream);
        var initial =
            Matrix<double>.Build.DenseOfRowMajor(latents, latents, Initial.Orthonormal(latents, latents, stream));
        return Fit(x, initial, contrast);
    }

    /// <summary>The same from a given rotation <c>[L, L]</c>, a component a row.</summary>
    internal static LinearUnmixing Fit(Matrix x, Matrix<double> rotation, ContrastFunction contrast)
    {
        var latents = rotation.RowCount;
        var whitening = PrincipalComponents.Fit(x, latents);
        var y = Whitened(whitening, x);
        var (w, iteration, change) = (Decorrelated(rotation), 0, double.PositiveInfinity);
        while (change >= Tolerance && iteration < MaxIterations)
        {
            var next = Decorrelated(Step(y, w, contrast));
            change = (next * w.Transpose()).Diagonal().Max(cosine => Math.Abs(1 - Math.Abs(cosine)));
            (w, iteration) = (next, iteration + 1);
        }

        var matrix = Matrix<double>.Build.DenseOfRowMajor(x.Columns, latents, whitening.Matrix) * w.Transpose();
        return new LinearUnmixing(whitening.Center, matrix.ToRowMajorArray())
        {
            Iterations = iteration,
            Converged = change < Tolerance,
        };
    }

    /// <summary>One fixed-point step of every component.</summary>
    private static Matrix<double> Step(double[][] y, Matrix<double> w, ContrastFunction contrast)
    {
        var n = w.RowCount;
        var (weights, next, slopes) = (w.ToRowMajorArray(), new double[n * n], new double[n]);
        foreach (var row in y)
            for (var i = 0; i < n; i++)
            {
                var component = 0.0;
                for (var j = 0; j < n; j++)
                    component += weights[i * n + j] * row[j];
                var (g, slope) = Evaluate(contrast, component);
                slopes[i] += slope;
                for (var j = 0; j < n; j++)
                    next[i * n + j] += g * row[j];
            }

        for (var i = 0; i < next.Length; i++)
            next[i] = (next[i] - slopes[i / n] * weights[i]) / y.Length;
        return Matrix<double>.Build.DenseOfRowMajor(n, n, next);
    }

    /// <summary>g(y) and g′(y).</summary>
    internal static (double Value, double Slope) Evaluate(ContrastFunction contrast, double y)
    {
        if (contrast == ContrastFunction.Cube)
            return (y * y * y, 3 * y * y);
        if (contrast == ContrastFunction.Gauss)
            return (y * Math.Exp(-y * y / 2), (1 - y * y) * Math.Exp(-y * y / 2));
        var g = Math.Tanh(y);
        return (g, 1 - g * g);
    }

    /// <summary>(W Wᵀ)^(−1/2) W, the rotation nearest to W.</summary>
    private static Matrix<double> Decorrelated(Matrix<double> w)
    {
        var svd = w.Svd();
        return svd.U * svd.VT;
    }

    private static double[][] Whitened(LinearUnmixing whitening, Matrix x)
    {
        var z = whitening.Apply(x);
        return [.. Enumerable.Range(0, z.Rows)
            .Select(row => Array.ConvertAll(z.Row(row).ToArray(), value => (double)value))];
    }
}
