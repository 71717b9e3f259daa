using Ivae.Data;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Selection;
using Ivae.Training;

namespace Ivae.Identifiability;

/// <summary>
/// Whether the data hold more information than data in which there is nothing to find. Short fits, all of the same
/// kind and length: one of the data as they are, and controls in which u is shuffled, or the order of rows where the
/// prior reads the past, until it is clear whether what that is worth could be chance. Everything is scored on rows
/// that no fit has seen.
/// </summary>
internal sealed record NullControls
{
    private const int MaxScored = 4000;
    private const int Wave = 4; // controls that are drawn before it is asked again whether the answer is clear

    /// <summary>Steps of each fit at most.</summary>
    public required int Steps { get; init; }

    /// <summary>
    /// What was shuffled: u between blocks where neighbours are alike, between rows otherwise, or the order of rows.
    /// </summary>
    public required NullKind Kind { get; init; }

    /// <summary>
    /// What a row's own u is worth, beyond another row's, in nats per row: held-out log p(x | u) less its mean over
    /// shuffled u, within each fit; of rows in another order, what a row's own past is worth.
    /// </summary>
    public required NullScore Gain { get; init; }

    /// <summary>Number of controls that was asked for; fewer are drawn where they settle the answer.</summary>
    public required int Asked { get; init; }

    /// <summary>Whether so many controls could have given a p-value below the level of the tests.</summary>
    public bool AreEnough => Asked >= IdentifiabilityDecisions.MinControls;

    /// <summary>Blocks where rows of equal u are neighbours or rows are ordered in time, rows otherwise.</summary>
    public static NullKind KindFor(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.TimeOrdered || HasRuns(data.Auxiliary) ? NullKind.Blocks : NullKind.Rows;
    }

    /// <summary>Fits the data and the controls.</summary>
    /// <param name="model">The model, whose place a flow of rising maps takes where it is a flow: any density can be
    /// asked, and that one is fast.</param>
    /// <param name="data">The data it was fitted to.</param>
    /// <param name="count">Number of controls at most, at least 1; p-values are not below 1/(count + 1).</param>
    /// <param name="steps">Steps of a fit at most.</param>
    /// <param name="threads">Cores to use, 0 for all; never changes a result.</param>
    /// <param name="progress">Called after each fit, from any thread.</param>
    /// <param name="checkpoint">Where fits keep their states, if anywhere.</param>
    /// <param name="cancellation">Ends the check.</param>
    public static NullControls Of(
        IvaeModel model,
        Dataset data,
        int count = IdentifiabilityDecisions.Controls,
        int steps = 1500,
        int threads = 0,
        Action? progress = null,
        Checkpoint? checkpoint = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var (split, _) = TrialFits.Split(model, data);
        var own = model.Description.Options;
        var options = own.Method is FlowMethod
            ? ModelKind.Fast.Options(UnlikeFits.Asked(own), data.Observed.Columns) ?? own
            : own;
        var kind = model.Past > 0 ? NullKind.Order : KindFor(data);
        return Of(options, data, split.Training, split.HeldOut, count, steps, kind, threads,
            progress ?? (() => { }), checkpoint, cancellation);
    }

    internal static NullControls Of(
        IvaeOptions options, Dataset data, int[] training, int[] test, int count, int steps, NullKind kind,
        int threads, Action progress, Checkpoint? checkpoint, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var random = new RandomStream(options.Seed).Split("null controls");
        var scored = EvenRows.Of(test, MaxScored);
        var shortened = TrialFits.Short(options, steps, training.Length);
        var streams = random.Split(kind.ToString());
        var (controls, observed) = (new List<double>(), double.NaN);
        while (controls.Count < count && !IsSettled())
        {
            var (first, isFirst) = (controls.Count, double.IsNaN(observed));
            var wave = Math.Min(Wave, count - first);
            string[] names =
            [
                .. Enumerable.Range(first + 1, wave).Select(number => $"null-{kind}{number}"),
                .. isFirst ? ["null-data"] : Array.Empty<string>(),
            ];
            var gains = TrialFits.Run(names, threads, checkpoint, (i, kept, token) => i < wave
                ? Control(first + i, kept, token)
                : GainOf(data, random.Split("data"), kept, token), progress, cancellation);
            observed = isFirst ? gains[^1] : observed;
            controls.AddRange(gains[..wave]);
        }

        return new NullControls
        {
            Steps = shortened.Training.StepsOrDefault,
            Kind = kind,
            Gain = new NullScore(observed, controls),
            Asked = count,
        };

        // As many that score at least as high as the data leave no p-value below the level, whatever the others do.
        bool IsSettled() =>
            1.0 + controls.Count(gain => gain >= observed) >= IdentifiabilityDecisions.Significance * (1 + count)
            && count >= IdentifiabilityDecisions.MinControls;

        double Control(int number, Checkpoint? kept, CancellationToken token)
        {
            var stream = streams.Split((ulong)number);
            return GainOf(Surrogate.Make(kind, data, stream.Split("surrogate")), stream, kept, token);
        }

        double GainOf(Dataset made, RandomStream stream, Checkpoint? kept, CancellationToken token)
        {
            var model = TrialFits.Fit(TrialFits.Trial(shortened, stream.Split("seed").NextUInt64() >> 12),
                made.TakeRows(training), kept, token);
            return kind == NullKind.Order ? LatentTransitions.GainOfPast(model, made.TakeRows(test), MaxScored)
                : Gain(model, made.TakeRows(scored), stream.Split("gain"));
        }

        // Held-out log p(x | u), less its mean over u of other rows.
        static double Gain(IvaeModel model, Dataset rows, RandomStream random)
        {
            var samples = model.Method.HasExactLikelihood ? 1 : 5;
            var shuffles = Enumerable.Range(0, IdentifiabilityDecisions.GainShuffles)
                .Select(i => random.Split((ulong)i).Permutation(rows.Rows));
            var wrong = shuffles.Average(order =>
                model.Score(Surrogate.WithAuxiliaryOf(rows, order), samples).MeanElbo);
            return model.Score(rows, samples).MeanElbo - wrong;
        }
    }

    private static bool HasRuns(Auxiliary u)
        => u.Numeric.Columns == 0 && u.Categorical.Count > 0
            && u.Rows >= IdentifiabilityDecisions.MinRunLength * Surrogate.Runs(u);
}
