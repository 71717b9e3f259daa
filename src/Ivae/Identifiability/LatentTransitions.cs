using System.Text.Json.Serialization;
using Ivae.Data;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>
/// What a prior that reads the past found on rows it was not fitted to: what the past says of a row, the graph among
/// latents, and whether innovations are independent given the past and u.
/// </summary>
internal sealed record LatentTransitions
{
    private const int Batch = 512;
    private const int Blocks = 20;
    private const int MaxPairs = 5;
    private const int MaxRows = 20_000;

    /// <summary>Rows that were looked at.</summary>
    public required int Rows { get; init; }

    /// <summary>
    /// Nats per row by which a row is more likely given its own past than given that of another row, with the same u.
    /// </summary>
    public required double Gain { get; init; }

    /// <summary>Its standard error, over blocks of rows.</summary>
    public required double GainError { get; init; }

    /// <summary>Every pair of latents at every lag.</summary>
    [JsonIgnore]
    public IReadOnlyList<LatentEdge> Pairs { get; init; } = [];

    /// <summary>Those that count as edges, the strongest first.</summary>
    public IReadOnlyList<LatentEdge> Edges =>
        [.. Pairs.Where(pair => pair.IsEdge).OrderByDescending(pair => pair.Strength)];

    /// <summary>The innovations that depend most on each other given the past and u.</summary>
    public required IReadOnlyList<PairDependence> Dependence { get; init; }

    /// <summary>Whether no two innovations clearly depend on each other.</summary>
    public bool AreInnovationsIndependent => !Dependence.Any(pair => pair.IsClear);

    /// <summary>Whether the past says anything, beyond error.</summary>
    public bool DoesPastMatter => Gain > Math.Max(
        Quantile.Normal975 * GainError, IdentifiabilityDecisions.LeastGainOfPast);

    /// <summary>Whether the past moves a latent.</summary>
    public bool IsMoved(int latent) => Pairs.Any(pair => pair.IsEdge && pair.To == latent);

    /// <summary>What was found on rows that the model was not fitted to.</summary>
    public static LatentTransitions? Of(IvaeModel model, Dataset data)
    {
        var units = model.Units(data);
        return Of(model, units, model.Transform(units), [.. Enumerable.Range(0, units.Rows)]);
    }

    /// <summary>The gain of the past alone, of about as many rows as asked for at most.</summary>
    public static double GainOfPast(IvaeModel model, Dataset data, int maxRows)
    {
        var units = model.Units(data);
        var rows = EvenRows.Of(units.WithPast([.. Enumerable.Range(0, units.Rows)], model.Past), maxRows);
        return Gains(model.PriorGraph(), units, model.Transform(units), rows).DefaultIfEmpty(0).Average();
    }

    /// <summary>What was found on some rows; none where the prior reads no past, or no row has one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="units">All rows, so that the rows before are at hand.</param>
    /// <param name="latents">Their latents <c>[N, L]</c>.</param>
    /// <param name="judged">Rows to look at, in order; of more than 20 000 so many, evenly spaced.</param>
    public static LatentTransitions? Of(IvaeModel model, ModelData units, Matrix latents, int[] judged)
    {
        var having = units.WithPast(judged, model.Past);
        if (model.Past == 0 || having.Length == 0)
            return null;
        var rows = EvenRows.Of(having, MaxRows);
        var graph = model.PriorGraph();
        var (n, past) = (model.Latents, model.Past);
        double[] spread = [.. Columns.Variance(latents.TakeRows(rows)).Select(Math.Sqrt)];
        var strengths = new double[Blocks, past * n, n];
        var gains = new double[Blocks];
        var counts = new int[Blocks];
        var gainOf = Gains(graph, units, latents, rows);
        var innovations = new Matrix(rows.Length, n);
        for (var start = 0; start < rows.Length; start += Batch)
        {
            int[] batch = [.. rows.Skip(start).Take(Batch)];
            int BlockOf(int row) => (int)((long)(start + row) * Blocks / rows.Length);
            graph.Load(units, latents, batch, batch);
            for (var i = 0; i < batch.Length; i++)
                (gains[BlockOf(i)], counts[BlockOf(i)]) =
                    (gains[BlockOf(i)] + gainOf[start + i], counts[BlockOf(i)] + 1);
            graph.Innovations(innovations, start);
            for (var to = 0; to < n; to++)
                foreach (var (i, slope) in graph.Slopes(to).Index())
                    strengths[BlockOf(i / (past * n)), i % (past * n), to] +=
                        slope * spread[i % n] / spread[to];
        }

        var (gain, gainError) = Mean(gains, counts);
        return new LatentTransitions
        {
            Rows = rows.Length,
            Gain = gain,
            GainError = gainError,
            Pairs = [.. from lag in Enumerable.Range(0, past)
                        from before in Enumerable.Range(0, n)
                        from to in Enumerable.Range(0, n)
                        select Pair(lag, before, to)],
            Dependence = [.. ConditionalDependence
                .Of(innovations, Levels(units, rows), new RandomStream(model.Options.Seed).Split("innovations"))
                .Take(MaxPairs)],
        };

        LatentEdge Pair(int lag, int before, int to)
        {
            var (mean, error) = Mean(
                [.. Enumerable.Range(0, Blocks).Select(block => strengths[block, lag * n + before, to])], counts);
            var half = Quantile.Normal975 * error;
            return new(lag + 1, before, to, mean, Math.Max(0, mean - half), mean + half);
        }
    }

    /// <summary>log p(z_t | past, u) of each row, less that given the past of a row far away <c>[N]</c>.</summary>
    private static double[] Gains(PriorGraph<float> graph, ModelData units, Matrix latents, int[] rows)
    {
        var gains = new double[rows.Length];
        for (var start = 0; start < rows.Length; start += Batch)
        {
            int[] batch = [.. rows.Skip(start).Take(Batch)];
            var half = start + rows.Length / 2;
            graph.Load(units, latents, batch, [.. batch.Select((_, i) => rows[(half + i) % rows.Length])]);
            for (var i = 0; i < batch.Length; i++)
                gains[start + i] -= graph.LogDensity.Value[i];
            graph.Load(units, latents, batch, batch);
            for (var i = 0; i < batch.Length; i++)
                gains[start + i] += graph.LogDensity.Value[i];
        }

        return gains;
    }

    /// <summary>Mean over rows, and its standard error from that of blocks.</summary>
    private static (double Mean, double Error) Mean(double[] sums, int[] counts)
    {
        double[] means = [.. sums.Zip(counts).Where(block => block.Second > 0)
            .Select(block => block.First / block.Second)];
        var mean = means.Average();
        return (mean, means.Length < 2 ? 0
            : Math.Sqrt(means.Sum(value => (value - mean) * (value - mean)) / (means.Length - 1) / means.Length));
    }

    /// <summary>Combination of levels of u of each row; all alike where u is numeric alone.</summary>
    private static int[] Levels(ModelData units, int[] rows)
    {
        var known = new Dictionary<string, int>();
        return [.. rows.Select(row =>
        {
            var name = string.Join(' ', units.Codes.Select(codes => codes[row]));
            return known.TryGetValue(name, out var code) ? code : known[name] = known.Count;
        })];
    }
}
