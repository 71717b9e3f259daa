using System.Globalization;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Simulation;

namespace Ivae.Identifiability;

/// <summary>Whether data of a planned size could be identified, and if not how much more would do: by simulating such data, and fitting them.</summary>
public sealed record Plan
{
    /// <summary>Correlation that counts as identified.</summary>
    public const double Enough = 0.95;

    private const int ScoredRows = 50; // of each segment, beyond those that are planned

    /// <summary>What theory says about the model and the number of segments.</summary>
    public required Guarantee Guarantee { get; init; }

    /// <summary>The planned size first, then larger and smaller ones.</summary>
    public required IReadOnlyList<PlannedCase> Cases { get; init; }

    /// <summary>The result in plain words.</summary>
    public required string Sentence { get; init; }

    /// <summary>Number of fits, for progress.</summary>
    public static int Fits(int repeats) => repeats * Sizes(new SimulationOptions()).Count;

    /// <summary>Simulates and fits.</summary>
    /// <param name="planned">The data as planned.</param>
    /// <param name="options">The model; latents as many as the sources.</param>
    /// <param name="repeats">Data sets of each size, at least 1.</param>
    /// <param name="progress">Called after each fit, from any thread.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static Plan Of(SimulationOptions planned, IvaeOptions options, int repeats = 3, Action? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(planned);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        if (planned.Validate() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(" ", problems), nameof(planned));
        options = options with { LatentDimension = planned.Latent };
        var sizes = Sizes(planned);
        var scores = TrialFits.Run(sizes.Count * repeats, options.Threads, i =>
        {
            var seed = options.Seed + (ulong)(i % repeats);
            var (size, rows) = (sizes[i / repeats], sizes[i / repeats].RowsPerSegment + ScoredRows);
            var data = Simulator.Generate(size with { RowsPerSegment = rows }, seed).ToDataset();
            int[] Rows(bool scored) => [.. Enumerable.Range(0, data.Rows).Where(row => row % rows >= size.RowsPerSegment == scored)];
            var model = TrialFits.Fit(TrialFits.Trial(options, seed), data.TakeRows(Rows(scored: false)), cancellation);
            var held = data.TakeRows(Rows(scored: true));
            var latents = model.Transform(held);
            return (Mcc: MeanCorrelationCoefficient.ComputeHeldOut(latents, held.Sources!).Score, Linear: LinearMap.WeakMcc(latents, held.Sources!));
        }, progress ?? (() => { }), cancellation);
        PlannedCase[] cases = [.. sizes.Select((size, i) => new PlannedCase(
            size.Segments, size.RowsPerSegment, [.. scores.Skip(i * repeats).Take(repeats).Select(score => score.Mcc)], [.. scores.Skip(i * repeats).Take(repeats).Select(score => score.Linear)]))];
        var guarantee = Guarantee.Of(ModelFacts.Of(options, Simulator.Generate(planned with { RowsPerSegment = 2 }, options.Seed).ToDataset()));
        return new Plan { Guarantee = guarantee, Cases = cases, Sentence = Describe(guarantee, cases) };
    }

    private static List<SimulationOptions> Sizes(SimulationOptions planned) =>
    [
        planned,
        planned with { RowsPerSegment = 4 * planned.RowsPerSegment },
        planned with { Segments = 2 * planned.Segments },
        planned with { Segments = 2 * planned.Segments, RowsPerSegment = 4 * planned.RowsPerSegment },
        planned with { RowsPerSegment = Math.Max(2, planned.RowsPerSegment / 4) },
    ];

    private static string Describe(Guarantee guarantee, PlannedCase[] cases)
    {
        var planned = cases[0];
        var theory = guarantee.Class == EquivalenceClass.None ? guarantee.Statement + " " : "";
        var found = Text($"{planned.Segments} segments of {planned.RowsPerSegment} rows: the true sources come back with a correlation of {planned.MeanMcc:F2} ({planned.Mcc.Min():F2} to {planned.Mcc.Max():F2} in {planned.Mcc.Count} simulated data sets)");
        if (planned.Mcc.Min() >= Enough)
            return theory + $"Such data can be identified. {found}."
                + (cases[^1].Mcc.Min() >= Enough ? Text($" {cases[^1].RowsPerSegment} rows a segment would do as well ({cases[^1].MeanMcc:F2}).") : "");
        var more = cases.Skip(1).Where(c => c.Mcc.Min() >= Enough).OrderBy(c => (long)c.Segments * c.RowsPerSegment).FirstOrDefault();
        return theory + $"Such data are not identified reliably. {found}. "
            + (more is null ? Text($"Neither twice the segments nor four times the rows are enough ({cases.Max(c => c.MeanMcc):F2} at best): use fewer latents, a u that moves them more, or train longer.")
                : Text($"{more.Segments} segments of {more.RowsPerSegment} rows would do ({more.MeanMcc:F2})."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
