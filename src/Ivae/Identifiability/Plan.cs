using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Simulation;
using Ivae.Training;

namespace Ivae.Identifiability;

/// <summary>
/// Whether data of a planned size could be identified, and if not how much more would do: by simulating such data, and
/// fitting them.
/// </summary>
public sealed record Plan
{
    private const int ScoredRows = 50; // of each segment, beyond those that are planned

    /// <summary>What theory says about the model and the number of segments.</summary>
    public required Guarantee Guarantee { get; init; }

    /// <summary>The planned size first, then larger and smaller ones.</summary>
    public required IReadOnlyList<PlannedCase> Cases { get; init; }

    /// <summary>Number of fits, for progress.</summary>
    public static int Fits(int repeats) => repeats * Sizes(new SimulationOptions()).Count;

    /// <summary>Simulates and fits.</summary>
    /// <param name="planned">The data as planned.</param>
    /// <param name="options">The model; latents as many as the sources.</param>
    /// <param name="repeats">Data sets of each size, at least 1; with fewer than 5 no size is called
    /// identified.</param>
    /// <param name="progress">Called after each fit, from any thread.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static Plan Of(
        SimulationOptions planned,
        IvaeOptions options,
        int repeats = IdentifiabilityDecisions.MinPlannedSets,
        Action? progress = null,
        CancellationToken cancellation = default) => Of(planned, options, repeats, progress, null, cancellation);

    /// <summary>The same, its fits keeping their states.</summary>
    internal static Plan Of(SimulationOptions planned, IvaeOptions options, int repeats, Action? progress,
        Checkpoint? checkpoint, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(planned);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        if (planned.Validate() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(" ", problems), nameof(planned));
        options = options with { LatentDimension = planned.Latent };
        var sizes = Sizes(planned);
        string[] names = [.. sizes.SelectMany((_, size) =>
            Enumerable.Range(1, repeats).Select(set => $"size{size + 1}-data{set}"))];
        var scores = TrialFits.Run(names, options.Threads, checkpoint, (i, kept, token) =>
        {
            var seed = options.Seed + (ulong)(i % repeats);
            var (size, rows) = (sizes[i / repeats], sizes[i / repeats].RowsPerSegment + ScoredRows);
            var data = Simulator.Generate(size with { RowsPerSegment = rows }, seed).ToDataset();
            int[] Rows(bool scored) =>
                [.. Enumerable.Range(0, data.Rows).Where(row => row % rows >= size.RowsPerSegment == scored)];
            var model = TrialFits.Fit(TrialFits.Trial(options, seed), data.TakeRows(Rows(scored: false)),
                kept, token);
            var held = data.TakeRows(Rows(scored: true));
            var latents = model.Transform(held);
            return (Mcc: MeanCorrelationCoefficient.ComputeHeldOut(latents, held.Sources!).Score,
                Linear: LinearMap.WeakMcc(latents, held.Sources!));
        }, progress ?? (() => { }), cancellation);
        PlannedCase[] cases = [.. sizes.Select((size, i) => new PlannedCase(
            size.Segments, size.RowsPerSegment, [.. scores.Skip(i * repeats).Take(repeats).Select(score => score.Mcc)],
            [.. scores.Skip(i * repeats).Take(repeats).Select(score => score.Linear)]))];
        var guarantee = Guarantee.Of(
            ModelFacts.Of(options, Simulator.Generate(planned with { RowsPerSegment = 2 }, options.Seed).ToDataset()));
        return new Plan { Guarantee = guarantee, Cases = cases };
    }

    private static List<SimulationOptions> Sizes(SimulationOptions planned) =>
    [
        planned,
        planned with { RowsPerSegment = 4 * planned.RowsPerSegment },
        planned with { Segments = 2 * planned.Segments },
        planned with { Segments = 2 * planned.Segments, RowsPerSegment = 4 * planned.RowsPerSegment },
        planned with { RowsPerSegment = Math.Max(2, planned.RowsPerSegment / 4) },
    ];
}
