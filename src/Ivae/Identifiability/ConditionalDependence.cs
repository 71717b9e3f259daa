using System.Numerics.Tensors;
using Ivae.Independence;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>
/// Whether latents depend on each other given u, level by level, so that signs that differ between levels do not
/// cancel: S = Σ_m (N_m − 1) ‖cov_m(φ(z_i), ψ(z_j))‖² with φ of the normal scores within a level their value, their
/// size, or random Fourier features of a Gaussian kernel. If they are independent S has mean M tr·tr and variance
/// 2M‖·‖²‖·‖² of the features' covariances; for values and sizes it is about χ² of M degrees of freedom.
/// </summary>
/// <remarks>
/// Source of the kernel form: Zhang, Filippi, Gretton and Sejdinovic, "Large-scale kernel methods for independence
/// testing", 2018, section 4.
/// </remarks>
internal static class ConditionalDependence
{
    private const int Frequencies = 8;

    /// <summary>The strongest of each kind that every pair shows, the clearest first.</summary>
    /// <param name="standard">(z − mean(u)) / deviation(u) <c>[N, L]</c>.</param>
    /// <param name="codes">Level of each row <c>[N]</c>, or a group of rows whose u resemble each other.</param>
    /// <param name="random">Where the frequencies of the kernel come from.</param>
    public static IReadOnlyList<PairDependence> Of(Matrix standard, int[] codes, RandomStream random)
    {
        var levels = Enumerable.Range(0, standard.Rows).GroupBy(row => codes[row])
            .Select(level => level.ToArray()).Where(rows => rows.Length >= Hsic.MinRows).ToArray();
        var n = standard.Columns;
        if (levels.Length == 0 || n < 2)
            return [];
        int[] ends = [.. levels.Select(rows => rows.Length)];
        for (var m = 1; m < ends.Length; m++)
            ends[m] += ends[m - 1];
        var omega = new double[Frequencies];
        random.FillNormal<double>(omega);
        var views = new View[n][];
        Parallel.For(0, n, i => views[i] = Views(standard.Column(i), levels, ends, omega));
        var pairs = (from i in Enumerable.Range(0, n) from j in Enumerable.Range(i + 1, n - i - 1) select (i, j))
            .ToArray();
        var found = new PairDependence[pairs.Length * views[0].Length];
        Parallel.For(0, found.Length, k =>
        {
            var ((i, j), kind) = (pairs[k / views[0].Length], k % views[0].Length);
            found[k] = Test(views[i][kind], views[j][kind], ends) with
            {
                First = i,
                Second = j,
                Kind = (DependenceKind)kind,
            };
        });
        var adjusted = MultipleTesting.Holm([.. found.Select(pair => pair.PValue)]);
        return [.. found.Select((pair, k) => pair with { PValue = adjusted[k] })
            .OrderByDescending(pair => pair.IsClear).ThenByDescending(pair => pair.Low)
            .ThenByDescending(pair => pair.Effect)];
    }

    private static View[] Views(float[] z, int[][] levels, int[] ends, double[] omega)
    {
        int[] order = [.. levels.SelectMany(rows => rows)];
        double[] values = [.. levels.SelectMany(rows => Correlation.NormalScores([.. rows.Select(row => z[row])]))];
        var sizes = new double[values.Length];
        var codes = new int[values.Length];
        for (var (m, start) = (0, 0); m < ends.Length; start = ends[m++])
        {
            Array.Fill(codes, m, start, ends[m] - start);
            Correlation.NormalScores([.. values[start..ends[m]].Select(value => (float)Math.Abs(value))])
                .CopyTo(sizes, start);
        }

        var (ofValues, ofSizes) = (Memory.Of(values, codes, order), Memory.Of(sizes, codes, order));
        var waves = new double[values.Length * 2 * omega.Length];
        for (var row = 0; row < values.Length; row++)
            for (var f = 0; f < omega.Length; f++)
                (waves[2 * (row * omega.Length + f)], waves[2 * (row * omega.Length + f) + 1]) =
                    Math.SinCos(values[row] * omega[f]);
        return
        [
            View.Of(values, 1, ends, ofValues),
            View.Of(sizes, 1, ends, ofSizes),
            View.Of(waves, 2 * omega.Length, ends, ofValues.Within.Rows >= ofSizes.Within.Rows ? ofValues : ofSizes),
        ];
    }

    private static PairDependence Test(View a, View b, int[] ends)
    {
        var (sum, freedom, product) = (0.0, 0, new float[a.Width * b.Width]);
        for (var (m, start) = (0, 0); m < ends.Length; start = ends[m++])
        {
            var rows = ends[m] - start;
            MatrixProduct.MultiplyTransposedLeft<float>(
                a.Rows(start, ends[m]), b.Rows(start, ends[m]), product, rows, a.Width, b.Width, accumulate: false);
            sum += TensorPrimitives.SumOfSquares<float>(product) / (rows - 1.0);
            freedom += rows - 1;
        }

        // Neighbours that are alike count as fewer rows, and levels whose rows alternate as fewer levels.
        var time = a.Memory.Within.OfPair(b.Memory.Within);
        var shared = Math.Max(1, a.Memory.Across.OfPair(b.Memory.Across) / time);
        var (statistic, mean) = (sum / time, ends.Length * a.Trace * b.Trace);
        var variance = 2 * ends.Length * shared * a.Square * b.Square;
        var beyond = statistic - mean;
        var error = Quantile.Normal975 * Math.Sqrt(variance * (1 + 2 * Math.Max(0, beyond) / mean));
        return new(0, 0, default, Effect(beyond), Effect(beyond - error), Effect(beyond + error),
            Hsic.GammaTail(statistic, mean, variance));

        double Effect(double size) =>
            Math.Min(1, Math.Sqrt(Math.Max(0, size) * time / (freedom * Math.Sqrt(a.Square * b.Square))));
    }

    /// <summary>Features of one latent <c>[N, W]</c>, centred within levels.</summary>
    /// <param name="Features">Row by row.</param>
    /// <param name="Width">W.</param>
    /// <param name="Trace">Trace of their covariance within levels.</param>
    /// <param name="Square">Sum of squares of that covariance.</param>
    /// <param name="Memory">How alike neighbours are.</param>
    private sealed record View(float[] Features, int Width, double Trace, double Square, Memory Memory)
    {
        public static View Of(double[] features, int width, int[] ends, Memory memory)
        {
            for (var (m, start) = (0, 0); m < ends.Length; start = ends[m++])
                for (var c = 0; c < width; c++)
                {
                    var mean = 0.0;
                    for (var row = start; row < ends[m]; row++)
                        mean += features[row * width + c] / (ends[m] - start);
                    for (var row = start; row < ends[m]; row++)
                        features[row * width + c] -= mean;
                }

            var (values, covariance) = (Array.ConvertAll(features, value => (float)value), new float[width * width]);
            MatrixProduct.MultiplyTransposedLeft<float>(
                values, values, covariance, ends[^1], width, width, accumulate: false);
            var freedom = (double)(ends[^1] - ends.Length);
            var trace = Enumerable.Range(0, width).Sum(c => covariance[c * width + c] / freedom);
            return new(values, width, trace,
                TensorPrimitives.SumOfSquares<float>(covariance) / (freedom * freedom), memory);
        }

        public ReadOnlySpan<float> Rows(int start, int end) =>
            Features.AsSpan(start * Width, (end - start) * Width);
    }

    /// <summary>How alike neighbouring rows are.</summary>
    /// <param name="Within">From row to row of a level.</param>
    /// <param name="Across">From row to row, whatever their levels.</param>
    private sealed record Memory(CorrelationTime Within, CorrelationTime Across)
    {
        /// <summary>Of scores that are in order of levels.</summary>
        public static Memory Of(double[] scores, int[] codes, int[] order)
        {
            var byRow = (double[])scores.Clone();
            Array.Sort((int[])order.Clone(), byRow);
            return new(CorrelationTime.Of(scores, codes), CorrelationTime.Of(byRow, new int[byRow.Length]));
        }
    }
}
