using System.Globalization;
using Ivae.Numerics;

namespace Ivae.Causality;

/// <summary>
/// A causal graph with its mechanisms n_j = g_j(x_j; x_parents): what would have been, had variables been set to
/// values. The disturbances n of every row are kept (abduction), variables are set, and their effects follow along the
/// graph (Pearl, "Causality", 2009, section 7.1). Over all rows this is the distribution under do(x_i = v), with
/// segments as frequent as they were.
/// </summary>
/// <remarks>
/// Source: Khemakhem, Monti, Leech and Hyvärinen, "Causal autoregressive flows", AISTATS 2021, section 5. Everything
/// rests on the graph and on there being no hidden common causes.
/// </remarks>
internal sealed class CausalFlow
{
    private readonly CausalData data;
    private readonly CausalGraph graph;
    private readonly Mechanism?[] mechanisms;
    private readonly float[]?[] disturbances;
    private readonly (float[] Values, float[] Scores)[] ranks;
    private readonly Lock tapes = new();

    private CausalFlow(CausalData data, CausalGraph graph, Mechanism?[] mechanisms)
    {
        (this.data, this.graph, this.mechanisms) = (data, graph, mechanisms);
        int[] rows = [.. Enumerable.Range(0, data.Rows)];
        disturbances = Array.ConvertAll(mechanisms, mechanism => mechanism?.Score(rows).Disturbance);
        ranks = [.. Enumerable.Range(0, data.Variables).Select(j =>
        {
            var (values, scores) = (data.Standardised.Column(j), data.Scores.Column(j));
            Array.Sort(values, scores);
            return (values, scores);
        })];
    }

    /// <summary>Fits the mechanism of every variable that has causes, to all rows.</summary>
    /// <param name="data">Variables and segments.</param>
    /// <param name="graph">Which variables cause which.</param>
    /// <param name="options">Shape and training of the mechanisms.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="cancellation">Ends the fit with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The graph has other variables than the data.</exception>
    public static CausalFlow Fit(CausalData data, CausalGraph graph, MechanismOptions options, ulong seed,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        if (!graph.Names.SequenceEqual(data.Names))
            throw new ArgumentException($"The graph is of {string.Join(", ", graph.Names)} and the data have "
                + $"{string.Join(", ", data.Names)}; they must be the same.", nameof(graph));
        var stream = new RandomStream(seed).Split("causal flow");
        int[] rows = [.. Enumerable.Range(0, data.Rows)];
        return new CausalFlow(data, graph, [.. Enumerable.Range(0, data.Variables).Select(j =>
            Parents(graph, j) is { Length: > 0 } parents
                ? Mechanism.Fit(data, j, parents, options, rows, stream.Split((ulong)j), cancellation)
                : null)]);
    }

    /// <summary>Throws unless every value lies within what was observed.</summary>
    /// <param name="data">The data.</param>
    /// <param name="values">Value v of each variable that is set, by column.</param>
    /// <exception cref="ArgumentException">A column is not there, or a value lies outside its range.</exception>
    public static void Check(CausalData data, IReadOnlyDictionary<int, double> values)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0 || values.Keys.Any(j => j < 0 || j >= data.Variables))
            throw new ArgumentException($"Columns {string.Join(", ", values.Keys)} cannot be set; name at least one of "
                + $"0 to {data.Variables - 1}.", nameof(values));
        foreach (var (j, value) in values)
        {
            var (column, centre, scale) = (data.Standardised.Column(j), data.Centre(j), data.Units.Scale[j]);
            double low = column.Min() * scale + centre, high = column.Max() * scale + centre;
            if (!(value >= low && value <= high))
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"do({data.Names[j]} = {value}) lies outside the {low:G4} to "
                        + $"{high:G4} that were observed, where nothing is known of its effects; choose a value "
                        + $"within."), nameof(values));
        }
    }

    /// <summary>
    /// Every row as it would have been, had variables been set to values <c>[N, d]</c>, in the units of the data.
    /// </summary>
    /// <param name="values">Value v of each variable that is set, by column.</param>
    /// <exception cref="ArgumentException">A value lies outside what was observed, or an edge that matters has no
    /// direction.</exception>
    public Matrix Do(IReadOnlyDictionary<int, double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Check(data, values);
        int[] rows = [.. Enumerable.Range(0, data.Rows)];
        var (standardised, scores) = (data.Standardised.TakeRows(rows), data.Scores.TakeRows(rows));
        var (changed, done) = (new bool[data.Variables], new bool[data.Variables]);
        for (var left = data.Variables; left > 0; left--)
        {
            var j = Enumerable.Range(0, data.Variables)
                .First(next => !done[next] && Array.TrueForAll(Parents(graph, next), i => done[i]));
            done[j] = true;
            var isSet = values.TryGetValue(j, out var value);
            changed[j] = isSet || Array.Exists(Parents(graph, j), i => changed[i]);
            if (!changed[j])
                continue;
            float[] column;
            if (isSet)
                Array.Fill(column = new float[data.Rows],
                    (float)((value - data.Centre(j)) / data.Units.Scale[j]));
            else
                lock (tapes)
                    column = mechanisms[j]!.Invert(disturbances[j], standardised, scores);
            for (var row = 0; row < data.Rows; row++)
                (standardised[row, j], scores[row, j]) = (column[row], Score(j, column[row]));
        }

        if (graph.Edges.FirstOrDefault(edge => !edge.Directed && (changed[edge.From] || changed[edge.To])
            && !(values.ContainsKey(edge.From) && values.ContainsKey(edge.To))) is { } open)
            throw new ArgumentException($"The edge {data.Names[open.From]} — {data.Names[open.To]} has no direction, "
                + "and what the intervention does depends on it. Require or forbid one as knowledge.", nameof(values));
        var result = new Matrix(data.Rows, data.Variables);
        for (var row = 0; row < data.Rows; row++)
            for (var j = 0; j < data.Variables; j++)
                result[row, j] = (float)(standardised[row, j] * data.Units.Scale[j] + data.Centre(j));
        return result;
    }

    /// <summary>Each variable as observed and under an intervention.</summary>
    /// <param name="after">What <see cref="Do"/> gives <c>[N, d]</c>.</param>
    public IReadOnlyList<InterventionEffect> Effects(Matrix after)
    {
        ArgumentNullException.ThrowIfNull(after);
        return [.. Enumerable.Range(0, data.Variables).Select(j => new InterventionEffect(
            j,
            ColumnSummary.Of(Array.ConvertAll(
                data.Standardised.Column(j), value => (float)(value * data.Units.Scale[j] + data.Centre(j)))),
            ColumnSummary.Of(after.Column(j))))];
    }

    /// <summary>
    /// The normal score of a value, between those of its neighbours in the data; beyond them, that of the last.
    /// </summary>
    private float Score(int variable, float value)
    {
        var (values, scores) = ranks[variable];
        var place = Array.BinarySearch(values, value);
        if (place >= 0)
            return scores[place];
        place = ~place;
        if (place == 0 || place == values.Length)
            return scores[Math.Min(place, values.Length - 1)];
        return float.Lerp(
            scores[place - 1], scores[place], (value - values[place - 1]) / (values[place] - values[place - 1]));
    }

    private static int[] Parents(CausalGraph graph, int variable) =>
        [.. graph.Edges.Where(edge => edge.Directed && edge.To == variable).Select(edge => edge.From).Order()];
}
