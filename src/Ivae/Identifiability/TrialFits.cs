using Ivae.Data;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Identifiability;

/// <summary>
/// Fits for the sake of the check: trained on some rows, looked at on others that none of them has seen.
/// </summary>
internal static class TrialFits
{
    /// <summary>Part of the rows that is looked at, where the model held none out.</summary>
    public const double TestPart = 0.2;

    /// <summary>
    /// The rows a fitted model was trained on and those it was not; of a model that held none out, or was fitted to
    /// other data, a split of its own.
    /// </summary>
    public static (RowSplit Split, bool IsOfModel) Split(IvaeModel model, Dataset data)
    {
        var options = model.Description.Options;
        var split = RowSplit.Of(
            data, options.Training.HeldOut, data.TimeOrdered, new RandomStream(options.Seed).Split("split"));
        var isOfModel = split.HeldOut.Length > 0 && split.Training.Length == model.Description.TrainingRows;
        return (isOfModel
            ? split
            : RowSplit.Of(data, TestPart, data.TimeOrdered, new RandomStream(options.Seed).Split("check split")),
            isOfModel);
    }

    /// <summary>
    /// Options of one trial: one start, one thread, and of its rows, which are fewer than the model had, few held out.
    /// </summary>
    public static IvaeOptions Trial(IvaeOptions options, ulong seed)
        => options with
        {
            Seed = seed,
            Threads = 1,
            Training = Shorter(options) with { Restarts = 1, HeldOut = HeldOut(options) },
        };

    private static TrainingOptions Shorter(IvaeOptions options) => options.Method is FlowMethod
        ? options.Training.Part(IdentifiabilityDecisions.TrialShare)
        : options.Training;

    /// <summary>
    /// Part of the rows of a trial that it holds out for itself: few, since it has fewer than the model.
    /// </summary>
    public static double HeldOut(IvaeOptions options) => Math.Min(options.Training.HeldOut, 0.1);

    /// <summary>The same with fewer steps, where <paramref name="steps"/> is below what the options take.</summary>
    public static IvaeOptions Short(IvaeOptions options, int steps, int trainingRows)
    {
        var training = options.Training;
        var planned = training.Epochs is { } epochs
            ? (long)epochs * Math.Max(1, trainingRows / training.BatchSize)
            : training.StepsOrDefault;
        return options with { Training = training with { Epochs = null, Steps = (int)Math.Min(planned, steps) } };
    }

    /// <summary>
    /// Computes something of each fit over the threads, in any order. Where processes share the fits of a command, each
    /// trains those that no other has, and takes the others from the states that were kept.
    /// </summary>
    /// <param name="names">Under what each keeps its state.</param>
    /// <param name="threads">Cores to use, 0 for all.</param>
    /// <param name="checkpoint">Where states are kept, if anywhere.</param>
    /// <param name="work">Trains, and computes.</param>
    /// <param name="done">Called after each.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="DataException">Fits are only collected, and some are missing.</exception>
    public static TResult[] Run<TResult>(IReadOnlyList<string> names, int threads, Checkpoint? checkpoint,
        Func<int, Checkpoint?, CancellationToken, TResult> work, Action done, CancellationToken cancellation)
    {
        var results = new TResult[names.Count];
        var isComputed = new bool[names.Count];
        if (checkpoint is not null && checkpoint.Work.Mode != WorkMode.Alone)
        {
            checkpoint.Work.Make(names, IsDone, (i, token) =>
            {
                Compute(i, token);
                checkpoint.Of(names[i]).MarkDone();
            }, threads, waits: true, cancellation);
            string[] missing = [.. names.Where((_, i) => !IsDone(i))];
            if (missing.Length > 0)
                throw new DataException(checkpoint.Folder, $"lacks {missing.Length} of {names.Count} runs of this "
                    + $"step, all of which are needed: {string.Join(", ", missing)}. Let them be made first.");
        }

        SharedWork.Alone.Make(names, i => isComputed[i], Compute, threads, waits: true, cancellation);
        return results;

        bool IsDone(int i) => checkpoint.Of(names[i]).IsDone;

        void Compute(int i, CancellationToken token)
        {
            results[i] = work(i, checkpoint?.Of(names[i]), token);
            isComputed[i] = true;
            done();
        }
    }

    /// <summary>A fit that must not be cut short: a half-trained one would count as one that disagrees.</summary>
    public static IvaeModel Fit(
        IvaeOptions options, Dataset data, Checkpoint? checkpoint, CancellationToken cancellation)
    {
        var fit = new IvaeEstimator(options) { Checkpoint = checkpoint }.Fit(data, null, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return Density(fit.Model);
    }

    /// <summary>
    /// The model as one of the density of x given u, which the checks ask for likelihoods and samples.
    /// </summary>
    /// <exception cref="ArgumentException">It is of another kind.</exception>
    public static IvaeModel Density(LatentModel model) => model as IvaeModel
        ?? throw new ArgumentException($"method \"{model.Method.Name}\" has no density of x given u, "
            + "which is needed here; use method ivae or flow, or compare runs by Alignment.", nameof(model));
}
