using System.Collections.Concurrent;
using System.Globalization;
using Ivae.Numerics;

namespace Ivae.Causality;

/// <summary>Held-out log-likelihoods and disturbances of mechanisms, each fitted once when first asked for: every row is scored by the fit to the half it is not in.</summary>
internal sealed class MechanismScores(CausalData data, MechanismOptions options, RandomStream stream, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<string, Lazy<(double[] LogLikelihood, float[] Disturbance)>> known = new();
    private readonly int[][] halves = [.. new[] { 0, 1 }.Select(half => Enumerable.Range(0, data.Rows).Where(row => data.Half[row] == half).ToArray())];

    /// <summary>The data.</summary>
    public CausalData Data => data;

    /// <summary>Rows of each half of each segment; the halves of a segment follow each other.</summary>
    public IReadOnlyList<int[]> Blocks { get; } =
        [.. Enumerable.Range(0, data.Rows).GroupBy(row => (data.Segment[row], data.Half[row])).OrderBy(group => group.Key).Select(group => group.ToArray())];

    /// <summary>log p(x_target | x_parents, u) <c>[N]</c> in nats, and the disturbance <c>[N]</c>.</summary>
    public (double[] LogLikelihood, float[] Disturbance) Of(int target, IEnumerable<int> parents)
    {
        int[] ordered = [.. parents.Order()];
        var key = string.Create(CultureInfo.InvariantCulture, $"{target}|{string.Join(',', ordered)}");
        return known.GetOrAdd(key, name => new(() => Fit(target, ordered, stream.Split(name)))).Value;
    }

    /// <summary>Mean over each block.</summary>
    public double[] BlockMeans(double[] values) => [.. Blocks.Select(rows => rows.Average(row => values[row]))];

    private (double[] LogLikelihood, float[] Disturbance) Fit(int target, int[] parents, RandomStream own)
    {
        var (likelihood, disturbance) = (new double[data.Rows], new float[data.Rows]);
        for (var half = 0; half < 2; half++)
        {
            var mechanism = Mechanism.Fit(data, target, parents, options, halves[half], own.Split((ulong)half), cancellation);
            var rows = halves[1 - half];
            var (scores, values) = mechanism.Score(rows);
            for (var i = 0; i < rows.Length; i++)
                (likelihood[rows[i]], disturbance[rows[i]]) = (scores[i], values[i]);
        }

        return (likelihood, disturbance);
    }
}
