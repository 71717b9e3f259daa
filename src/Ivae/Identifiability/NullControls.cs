using Ivae.Data;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Identifiability;

/// <summary>
/// Whether the data hold more information than data in which there is nothing to find. Short fits, all of the same
/// length: two of the data as they are, and for each kind of control as many as are asked for. Everything is scored on
/// rows that no fit has seen.
/// </summary>
internal sealed record NullControls
{
    private const int MaxScored = 4000;

    /// <summary>Steps of each fit at most.</summary>
    public required int Steps { get; init; }

    /// <summary>One entry a kind of control.</summary>
    public required IReadOnlyList<NullControl> Controls { get; init; }

    /// <summary>
    /// The kind that asks the question in earnest: blocks where neighbours are alike, rows otherwise.
    /// </summary>
    public NullControl Decisive => Controls.FirstOrDefault(control => control.Kind == NullKind.Blocks) ?? Controls[0];

    /// <summary>
    /// Kinds that make sense for data: blocks where rows of equal u are neighbours, phases for a series in time; x is
    /// left alone where u is made of its past.
    /// </summary>
    public static IReadOnlyList<NullKind> KindsFor(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var kinds = new List<NullKind> { NullKind.Rows };
        if (data.TimeOrdered || HasRuns(data.Auxiliary))
            kinds.Add(NullKind.Blocks);
        if (data.Recipe.Lags == 0)
            kinds.Add(NullKind.Columns);
        if (data.TimeOrdered && data.Recipe.Lags == 0)
            kinds.Add(NullKind.Phases);
        return kinds;
    }

    /// <summary>Fits the data and the controls.</summary>
    /// <param name="model">The model, whose options every fit takes but for seed and steps.</param>
    /// <param name="data">The data it was fitted to.</param>
    /// <param name="count">Number of controls of each kind, at least 1; p-values are not below 1/(count + 1).</param>
    /// <param name="steps">Steps of a fit at most.</param>
    /// <param name="kinds">Kinds of control; <see langword="null"/> for <see cref="KindsFor"/>.</param>
    /// <param name="threads">Cores to use, 0 for all; never changes a result.</param>
    /// <param name="progress">Called after each fit, from any thread.</param>
    /// <param name="checkpoint">Where fits keep their states, if anywhere.</param>
    /// <param name="cancellation">Ends the check.</param>
    public static NullControls Of(
        IvaeModel model,
        Dataset data,
        int count = IdentifiabilityDecisions.Controls,
        int steps = 1500,
        IReadOnlyList<NullKind>? kinds = null,
        int threads = 0,
        Action? progress = null,
        Checkpoint? checkpoint = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var (split, _) = TrialFits.Split(model, data);
        return Of(model.Description.Options, data, split.Training, split.HeldOut, count, steps, kinds ?? KindsFor(data),
            threads, progress ?? (() => { }), checkpoint, cancellation);
    }

    internal static NullControls Of(
        IvaeOptions options, Dataset data, int[] training, int[] test, int count, int steps,
        IReadOnlyList<NullKind> kinds, int threads, Action progress, Checkpoint? checkpoint,
        CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var random = new RandomStream(options.Seed).Split("null controls");
        int[] scored = [.. Enumerable.Range(0, Math.Min(test.Length, MaxScored))
            .Select(i => test[(int)((long)i * test.Length / Math.Min(test.Length, MaxScored))])];
        var shortened = TrialFits.Short(options, steps, training.Length);
        var observed =
            TrialFits.Run(2, threads,
                i => Try($"data{i + 1}", data, random.Split("data").Split((ulong)i)),
                progress, cancellation);
        var controls = new List<NullControl>();
        foreach (var kind in kinds)
        {
            var streams = random.Split(kind.ToString());
            var trials = TrialFits.Run(count, threads, i =>
                Try($"{kind}{i + 1}", Surrogate.Make(kind, data, streams.Split((ulong)i).Split("surrogate")),
                    streams.Split((ulong)i)),
                progress, cancellation);
            var sameObservations = kind is NullKind.Rows or NullKind.Blocks;
            controls.Add(new NullControl(
                kind,
                new NullScore(observed[0].Gain, [.. trials.Select(trial => trial.Gain)]),
                sameObservations && count > 1 ? new NullScore(Agreement(observed[0], observed[1]),
                    [.. trials.Select((trial, i) => Agreement(trial, trials[(i + 1) % count]))])
                    : null,
                observed[0].Mcc is { } mcc && sameObservations
                    ? new NullScore(mcc, [.. trials.Select(trial => trial.Mcc!.Value)])
                    : null));
        }

        return new NullControls { Steps = shortened.Training.StepsOrDefault, Controls = controls };

        Trial Try(string name, Dataset made, RandomStream stream)
        {
            var model = TrialFits.Fit(TrialFits.Trial(shortened, stream.Split("seed").NextUInt64() >> 12),
                made.TakeRows(training), checkpoint?.Of($"null-{name}"), cancellation);
            var rows = made.TakeRows(scored);
            var latents = model.Transform(rows);
            var mcc = rows.Sources is { } sources
                ? MeanCorrelationCoefficient.ComputeHeldOut(latents, sources).Score
                : (double?)null;
            return new Trial(Gain(model, rows, stream.Split("gain")), latents, mcc);
        }
    }

    /// <summary>Held-out log p(x | u), less its mean over u of other rows.</summary>
    private static double Gain(IvaeModel model, Dataset rows, RandomStream random)
    {
        var samples = model.Method.HasExactLikelihood ? 1 : 5;
        var shuffles = Enumerable.Range(0, IdentifiabilityDecisions.GainShuffles)
            .Select(i => random.Split((ulong)i).Permutation(rows.Rows));
        var wrong = shuffles.Average(order => model.Score(Surrogate.WithAuxiliaryOf(rows, order), samples).MeanElbo);
        return model.Score(rows, samples).MeanElbo - wrong;
    }

    private static double Agreement(Trial a, Trial b) =>
        MeanCorrelationCoefficient.ComputeHeldOut(a.Latents, b.Latents).Score;

    private static bool HasRuns(Auxiliary u)
        => u.Numeric.Columns == 0 && u.Categorical.Count > 0
            && u.Rows >= IdentifiabilityDecisions.MinRunLength * Surrogate.Runs(u);

    private sealed record Trial(double Gain, Matrix Latents, double? Mcc);
}
