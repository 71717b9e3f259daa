using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Experiments;

/// <summary>
/// Methods side by side on one data set: the same rows to learn from, the same rows to be scored on, the same number of
/// training steps, the same seeds.
/// </summary>
internal sealed record Comparison
{
    /// <summary>What the methods are compared by.</summary>
    public required string ScoreName { get; init; }

    /// <summary>Whether the best score says which method is right: by known sources or held-out likelihood.</summary>
    public required bool NamesWinner { get; init; }

    /// <summary>One entry per method, the best mean score first; methods without a score come last.</summary>
    public required IReadOnlyList<ComparedMethod> Methods { get; init; }

    /// <summary>
    /// What each method falls short of the best one by, seed by seed; in the order of <see cref="Methods"/> from the
    /// second on.
    /// </summary>
    public required IReadOnlyList<PairedDifference> Differences { get; init; }

    /// <summary>Rows scored.</summary>
    public required int TestRows { get; init; }

    /// <summary>The runs of a comparison, those of one seed together.</summary>
    /// <param name="data">The data.</param>
    /// <param name="methods">The options of each method, at least one, which differ in the method alone.</param>
    /// <param name="seeds">Number of seeds, counted up from that of <paramref name="methods"/>.</param>
    /// <exception cref="ArgumentException">A method is unknown or named twice, or options do not fit it.</exception>
    public static IReadOnlyList<ExperimentRun> Runs(RunData data, IReadOnlyList<IvaeOptions> methods, int seeds)
    {
        if (methods.FirstOrDefault(own => own.Method is AutoMethod) is not null)
            throw new ArgumentException("method \"auto\" is no method of its own; compare "
                + $"{string.Join(", ", Method.All.Select(method => method.Name))}.", nameof(methods));
        if (methods.GroupBy(own => own.Method.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException(
                $"method \"{twice.Key}\" is named {twice.Count()} times; name it once.", nameof(methods));
        foreach (var own in methods)
            own.Validate();
        return [.. Enumerable.Range(0, seeds).SelectMany(seed =>
            methods.Select(own => new ExperimentRun(data, own with { Seed = own.Seed + (ulong)seed })
            {
                InTime = methods.Any(own => own.Method.NeedsOrder),
                TestPart = methods[0].Training.HeldOut is > 0 and var part ? part : 0.2,
            }))];
    }

    /// <summary>Puts the rows of the runs side by side.</summary>
    public static Comparison Of(
        IReadOnlyList<ExperimentRun> runs, IReadOnlyDictionary<string, RunRow> rows, bool hasSources)
    {
        var byMethod = runs.GroupBy(run => run.Options.Method.Name)
            .Select(group => (group.First().Options.Method, Rows: group.Select(run => rows[run.Fingerprint]).ToArray()))
            .ToArray();

        // Where the sources are unknown, methods with a density are compared by it; if none of them has one, seeds may
        // agree, which says nothing of who is right.
        var byBound = !hasSources && byMethod.Any(method => method.Rows.Any(row => row.Iwae is not null));
        double?[] Scores(RunRow[] ofMethod) => hasSources ? [.. ofMethod.Select(row => row.Mcc)]
            : byBound ? [.. ofMethod.Select(row => row.Iwae)]
            : Agreements(ofMethod);
        var methods = byMethod.Select(method => new ComparedMethod(
                method.Method, method.Rows, Scores(method.Rows), Agreements(method.Rows)))
            .OrderByDescending(method => method.Score.Count > 0 ? method.Score.Mean : double.NegativeInfinity)
            .ToArray();
        return new Comparison
        {
            ScoreName =
                hasSources ? "MCC" : byBound ? "importance-weighted bound, nats per row" : "agreement between seeds",
            NamesWinner = hasSources || byBound,
            Methods = methods,
            Differences = [.. methods.Skip(1).Select(method => PairedDifference.Of(methods[0], method))],
            TestRows = rows[runs[0].Fingerprint].TestRows,
        };
    }

    private static double?[] Agreements(RunRow[] rows) =>
        [.. Enumerable.Range(0, rows.Length).Select(seed => Agreement(rows, seed))];

    /// <summary>
    /// Mean correlation of the latents of one seed with those of each other seed, on held-out rows; none where there is
    /// nothing to agree with, or no chance in the method, so that it agrees with itself.
    /// </summary>
    private static double? Agreement(RunRow[] rows, int seed)
    {
        if (!rows[seed].HasModel)
            return null;
        var others = rows.Where((row, i) => i != seed && row.HasModel).ToArray();
        var isAlways = others.Length > 0 && others.All(other => Table(other).Values.AsSpan()
            .SequenceEqual(Table(rows[seed]).Values));
        return others.Length == 0 || isAlways
            ? null
            : others.Average(other => MeanCorrelationCoefficient.ComputeHeldOut(Table(rows[seed]), Table(other)).Score);
    }

    private static Matrix Table(RunRow row) => new(row.Latents.Length, row.Latents[0].Length,
        [.. row.Latents.SelectMany(latents => latents).Select(value => (float)value)]);
}
