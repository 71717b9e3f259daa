using Ivae.Numerics;

namespace Ivae.Evaluation;

/// <summary>How far chance moves a held-out MCC.</summary>
internal static class ScoreUncertainty
{
    private const int Resamples = 1000;
    private const int Permutations = 200;
    private const int Blocks = 100;
    private const int NullRows = 5000;

    /// <summary>
    /// 95 % percentile interval of the mean absolute correlation of fixed pairs under resampling of whole groups of
    /// rows. Groups are the segments, or 100 blocks of neighbouring rows where there are fewer than two segments.
    /// </summary>
    /// <param name="latents">Held-out rows, <c>[N, L]</c>.</param>
    /// <param name="sources">Held-out rows, <c>[N, n]</c>.</param>
    /// <param name="assignment">Latent of each source, <c>[n]</c>.</param>
    /// <param name="segments">Segment of each held-out row, <c>[N]</c>, or <see langword="null"/>.</param>
    /// <param name="random">Stream of the resampling.</param>
    public static (double Low, double High) Interval(
        Matrix latents, Matrix sources, int[] assignment, int[]? segments, RandomStream random)
    {
        var groups = Groups(latents.Rows, segments, out var count);
        var pairs = Enumerable.Range(0, assignment.Length).Where(i => assignment[i] >= 0).ToArray();
        if (pairs.Length == 0)
            return (0, 0);
        var (z, s) = (Columns.Standardised(latents), Columns.Standardised(sources));
        var moments = new PairMoments[count, pairs.Length];
        for (var row = 0; row < z.Rows; row++)
            for (var p = 0; p < pairs.Length; p++)
                moments[groups[row], p].Add(z[row, assignment[pairs[p]]], s[row, pairs[p]]);

        var scores = new double[Resamples];
        var total = new PairMoments[pairs.Length];
        for (var resample = 0; resample < Resamples; resample++)
        {
            Array.Clear(total);
            for (var draw = 0; draw < count; draw++)
            {
                var group = random.NextInt32(count);
                for (var p = 0; p < total.Length; p++)
                    total[p].Add(moments[group, p]);
            }

            scores[resample] = total.Average(pair => Math.Abs(pair.Correlation));
        }

        Array.Sort(scores);
        return (scores[Resamples * 25 / 1000], scores[Resamples * 975 / 1000 - 1]);
    }

    /// <summary>
    /// The level that 95 % of held-out scores stay below when the rows of the latents are permuted, that is, when
    /// nothing was found. Beyond 5000 rows it is computed on a random 5000 and scaled by √(5000/N), as the spread of a
    /// null correlation is.
    /// </summary>
    public static double NullLevel(Matrix latents, Matrix sources, RandomStream random)
    {
        var rows = Math.Min(latents.Rows, NullRows);
        var chosen = random.Split("rows").Permutation(latents.Rows).AsSpan(0, rows);
        var (z, s) = (latents.TakeRows(chosen), sources.TakeRows(chosen));
        var scores = new double[Permutations];
        Parallel.For(0, Permutations, i =>
            scores[i] = MeanCorrelationCoefficient.ComputeHeldOut(
                z.TakeRows(random.Split((ulong)i).Permutation(rows)), s).Score);
        Array.Sort(scores);
        return scores[Permutations * 95 / 100 - 1] * Math.Sqrt((double)rows / latents.Rows);
    }

    private static int[] Groups(int rows, int[]? segments, out int count)
    {
        var groups = new int[rows];
        if (segments is not null)
        {
            var index = new Dictionary<int, int>();
            for (var row = 0; row < rows; row++)
            {
                index.TryAdd(segments[row], index.Count);
                groups[row] = index[segments[row]];
            }

            count = index.Count;
            if (count > 1)
                return groups;
        }

        count = Math.Min(Blocks, rows);
        for (var row = 0; row < rows; row++)
            groups[row] = (int)((long)row * count / rows);
        return groups;
    }

    /// <summary>Sums from which the correlation of one pair follows.</summary>
    private struct PairMoments
    {
        private double n, a, b, aa, bb, ab;

        public readonly double Correlation
        {
            get
            {
                var (varianceA, varianceB) = (n * aa - a * a, n * bb - b * b);
                return varianceA > 1e-12 * n * aa && varianceB > 1e-12 * n * bb
                    ? (n * ab - a * b) / Math.Sqrt(varianceA * varianceB)
                    : 0;
            }
        }

        public void Add(double x, double y)
        {
            n++;
            a += x;
            b += y;
            aa += x * x;
            bb += y * y;
            ab += x * y;
        }

        public void Add(in PairMoments other)
        {
            n += other.n;
            a += other.a;
            b += other.b;
            aa += other.aa;
            bb += other.bb;
            ab += other.ab;
        }
    }
}
