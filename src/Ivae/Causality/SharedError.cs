using MathNet.Numerics.LinearAlgebra.Double;

namespace Ivae.Causality;

/// <summary>
/// Errors of a fitted mechanism, which are the same in all segments because the mechanism is: mean and spread of the
/// disturbance that move with the cause by one function for all segments. A hidden cause, in contrast, moves them
/// otherwise in each segment, since what it shares in the cause differs.
/// </summary>
internal static class SharedError
{
    private const double MeanSize = 0.7979; // E|z| of a standard normal
    private const double Ridge = 1e-6;

    /// <summary>
    /// e = (n − m_u − δ(a)) / (s_u σ(a)), with mean 0 and variance 1 in each block: δ and σ are broken lines in the
    /// cause a, found by least squares over all blocks that one fit has scored.
    /// </summary>
    /// <param name="disturbance">Disturbance n of the effect <c>[N]</c>.</param>
    /// <param name="cause">The cause a <c>[N]</c>.</param>
    /// <param name="blocks">Rows of each half of each segment; every second block was scored by the same fit.</param>
    public static double[] Remove(
        IReadOnlyList<float> disturbance, IReadOnlyList<float> cause, IReadOnlyList<int[]> blocks)
    {
        var result = new double[disturbance.Count];
        for (var half = 0; half < 2; half++)
        {
            int[][] own = [.. blocks.Where((_, i) => i % 2 == half)];
            int[] rows = [.. own.SelectMany(block => block)];
            var places = own.Select((block, i) =>
                Enumerable.Range(own.Take(i).Sum(other => other.Length), block.Length).ToArray()).ToArray();
            double[] n = [.. rows.Select(row => (double)disturbance[row])], weights = new double[rows.Length];
            foreach (var place in places)
            {
                var scale = Standardise(n, place);
                foreach (var i in place)
                    weights[i] = scale;
            }

            var basis = Basis([.. rows.Select(row => (double)cause[row])], places);

            // In units of each block, δ(a) is divided by s_u; σ(a) is not.
            double[][] scaled =
                [.. basis.Select(column => column.Zip(weights, (value, scale) => value / scale).ToArray())];
            Subtract(n, Fitted(scaled, n));
            double[] size = Array.ConvertAll(n, Math.Abs);
            foreach (var place in places)
                Centre(size, place);
            var spread = Fitted(basis, size);
            for (var i = 0; i < n.Length; i++)
                n[i] /= Math.Max(CausalityDecisions.MinSharedScale, 1 + spread[i] / MeanSize);
            foreach (var place in places)
                Standardise(n, place);
            for (var i = 0; i < n.Length; i++)
                result[rows[i]] = n[i];
        }

        return result;
    }

    /// <summary>Values with mean 0 and variance 1 in each block.</summary>
    public static double[] Standardised(IReadOnlyList<float> values, IReadOnlyList<int[]> blocks)
    {
        double[] result = [.. values.Select(value => (double)value)];
        foreach (var block in blocks)
            Standardise(result, block);
        return result;
    }

    /// <summary>
    /// The cause and what of it is above each of its quantiles, about the mean of each block; in units of its standard
    /// deviation.
    /// </summary>
    private static double[][] Basis(double[] cause, int[][] places)
    {
        double[] sorted = [.. cause.Order()];
        var knots = Math.Clamp(cause.Length / CausalityDecisions.RowsPerKnot, 1, CausalityDecisions.MaxKnots);
        double[][] basis = [cause,
            .. Enumerable.Range(1, knots).Select(k => sorted[k * (sorted.Length - 1) / (knots + 1)])
                .Select(knot => Array.ConvertAll(cause, value => Math.Max(0, value - knot)))];
        foreach (var column in basis)
            foreach (var place in places)
                Centre(column, place);
        return basis;
    }

    /// <summary>Least squares, with a ridge too small to matter that keeps empty columns apart.</summary>
    private static double[] Fitted(double[][] basis, double[] y)
    {
        var columns = DenseMatrix.OfColumnArrays(basis);
        var gram = columns.TransposeThisAndMultiply(columns);
        var ridge = Ridge * gram.Trace() / basis.Length;
        for (var i = 0; i < basis.Length; i++)
            gram[i, i] += ridge;
        return (columns * gram.Cholesky().Solve(columns.TransposeThisAndMultiply(DenseVector.OfArray(y)))).AsArray();
    }

    private static void Subtract(double[] values, double[] others)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] -= others[i];
    }

    private static void Centre(double[] values, int[] place)
    {
        var mean = place.Average(i => values[i]);
        foreach (var i in place)
            values[i] -= mean;
    }

    /// <summary>Brings entries to mean 0 and variance 1, and says what their standard deviation was.</summary>
    private static double Standardise(double[] values, int[] place)
    {
        Centre(values, place);
        var scale = Math.Max(Math.Sqrt(place.Average(i => values[i] * values[i])), 1e-12);
        foreach (var i in place)
            values[i] /= scale;
        return scale;
    }
}
