using System.Collections.Concurrent;
using System.Globalization;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Causality;

/// <summary>
/// Held-out slopes and disturbances of mechanisms, each fitted once when first asked for: every row is scored by the
/// fit to the half it is not in.
/// </summary>
/// <param name="data">The data.</param>
/// <param name="options">How mechanisms are fitted.</param>
/// <param name="stream">Where their random numbers come from.</param>
/// <param name="checkpoint">Where those that are fitted are kept, if anywhere.</param>
/// <param name="cancellation">Ends a fit.</param>
internal sealed class MechanismScores(CausalData data, MechanismOptions options, RandomStream stream,
    Checkpoint? checkpoint, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<string, Lazy<(double[] LogSlope, float[] Disturbance)>> known = new();
    private readonly int[][] halves = [.. new[] { 0, 1 }
        .Select(half => Enumerable.Range(0, data.Rows).Where(row => data.Half[row] == half).ToArray())];

    /// <summary>The data.</summary>
    public CausalData Data => data;

    /// <summary>Rows of each half of each segment; the halves of a segment follow each other.</summary>
    public IReadOnlyList<int[]> Blocks { get; } =
        [.. Enumerable.Range(0, data.Rows).GroupBy(row => (data.Segment[row], data.Half[row]))
            .OrderBy(group => group.Key).Select(group => group.ToArray())];

    /// <summary>log ∂n/∂x_target <c>[N]</c> and the disturbance n <c>[N]</c>.</summary>
    public (double[] LogSlope, float[] Disturbance) Of(int target, IEnumerable<int> parents)
    {
        int[] ordered = [.. parents.Order()];
        var key = string.Create(CultureInfo.InvariantCulture, $"{target}|{string.Join(',', ordered)}");
        return known.GetOrAdd(key, name => new(() => Kept(target, ordered, stream.Split(name)))).Value;
    }

    /// <summary>
    /// Mean of log p(x_target | x_parents, u) over each block, in nats: log ∂n/∂x − log s − ½ log 2πe. The disturbance
    /// has its own mean and standard deviation s in the block: those of the training rows err by more than two orders
    /// of a pair often differ, and what two numbers a block gain is the same for every mechanism.
    /// </summary>
    public double[] LogLikelihood(int target, IEnumerable<int> parents)
    {
        var (logSlope, disturbance) = Of(target, parents);
        return [.. Blocks.Select(rows =>
        {
            var mean = rows.Average(row => (double)disturbance[row]);
            var variance = Math.Max(rows.Average(row => (disturbance[row] - mean) * (disturbance[row] - mean)), 1e-24);
            return rows.Average(row => logSlope[row]) - 0.5 * Math.Log(Math.Tau * Math.E * variance);
        })];
    }

    /// <summary>The scores that were kept, or those of a fit.</summary>
    private (double[] LogSlope, float[] Disturbance) Kept(int target, int[] parents, RandomStream own)
    {
        var kept = checkpoint?.Of(string.Create(
            CultureInfo.InvariantCulture, $"{target}-of-{string.Join('-', parents)}"));
        var (logSlope, disturbance) = (new double[data.Rows], new float[data.Rows]);
        if (kept?.Restore(Exchange) == true)
            return (logSlope, disturbance);
        (logSlope, disturbance) = Fit(target, parents, own);
        kept?.Keep(Exchange, hasEnded: true);
        return (logSlope, disturbance);

        void Exchange(StateArchive state)
        {
            state.Values<double>(logSlope);
            state.Values<float>(disturbance);
        }
    }

    private (double[] LogSlope, float[] Disturbance) Fit(int target, int[] parents, RandomStream own)
    {
        var (logSlope, disturbance) = (new double[data.Rows], new float[data.Rows]);
        for (var half = 0; half < 2; half++)
        {
            var mechanism =
                Mechanism.Fit(data, target, parents, options, halves[half], own.Split((ulong)half), cancellation);
            var rows = halves[1 - half];
            var (slopes, values) = mechanism.Score(rows);
            for (var i = 0; i < rows.Length; i++)
                (logSlope[rows[i]], disturbance[rows[i]]) = (slopes[i], values[i]);
        }

        return (logSlope, disturbance);
    }
}
