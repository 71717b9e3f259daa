using System.Diagnostics;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Selection;

/// <summary>
/// The stages of a fit over one prepared data set. Every fit trains its method, an iVAE from the latents of a flow; a
/// flow then tries a simpler prior, or, where "auto" finds that it leaves too much to noise, an iVAE goes on from its
/// latents; last, another family of the prior is tried.
/// </summary>
/// <param name="options">What was asked for.</param>
/// <param name="data">The data.</param>
/// <param name="progress">Receives a report after each epoch of each run, with its stage.</param>
/// <param name="cancellation">Ends the stage that runs; no other begins then.</param>
internal sealed partial class FitPipeline(
    IvaeOptions options, PreparedData data, IProgress<EpochMetrics>? progress, CancellationToken cancellation)
{
    private readonly RandomStream stream = new(options.Seed);
    private readonly List<FitStage> stages = [];

    /// <summary>Receives each model before its training starts; its parameters change while it is trained.</summary>
    public Action<LatentModel>? Created { get; init; }

    /// <summary>Where runs keep their states.</summary>
    public Checkpoint? Checkpoint { get; init; }

    private bool IsCancelled => cancellation.IsCancellationRequested;

    /// <summary>Options without open choices, for some data.</summary>
    /// <exception cref="ArgumentException">Options are out of range.</exception>
    public static IvaeOptions Resolved(IvaeOptions options, int observed)
    {
        options.Validate();
        var resolved = options.Resolve(observed);
        resolved.Validate();
        return resolved;
    }

    /// <summary>Runs all stages.</summary>
    public FitResult Run()
    {
        if (Start is not null)
            return WithAxes(GoOn(Start));
        var fit = options.Prior.Regimes is { IsOne: false } range
            ? WithBestRegimes(range)
            : TrainAndRefine(options);
        if (MayChangeFamily(fit))
            fit = IsCancelled ? fit.Cancelled() : WithBestFamily(fit);
        fit = WithAxes(fit);
        var left = IsCancelled ? 0 : Moving(fit);
        return left == 0 ? fit with { Stages = stages } : fit with
        {
            Stages = stages,
            MovingRemainder = left,
            Warnings = [.. fit.Warnings, Left(fit.Model.Latents, left)],
        };
    }

    private FitResult WithAxes(FitResult fit) => options.Prior.SparsestAxes && fit.Training.HasModel
        ? SparsestAxes.Turned(fit, stream.Split("axes"))
        : fit;

    /// <summary>
    /// The method itself, then what a flow goes on with: a simpler prior, or an iVAE where noise counts.
    /// </summary>
    private FitResult TrainAndRefine(IvaeOptions asked, string? name = null, string? purpose = null)
    {
        var resolved = Resolved(asked, data.Observed);
        if (resolved.Method is IvaeMethod ivae && ivae.StartsWithFlow(resolved, data.Observed))
            return FromFlow(ivae, resolved);
        var isOpen = IsFlow(resolved) && IsAuto(asked) && !data.IsReduced;
        var space = isOpen ? SearchStages.Space(asked, data.Observed) : [];
        var fit = space.Count > 1
            ? new SearchStages(data, stream, Threads, cancellation, Created)
            {
                Checkpoint = Checkpoint?.Of($"stage{stages.Count + 1}"),
            }.Run(space, Stage, stages)
            : AlongAdditiveAxes(asked, resolved)
                ?? FromMoreStarts(resolved,
                    Train(resolved, name, purpose, count: MayGoOn(asked, resolved) ? null : stages.Count + 1));
        if (!IsFlow(fit) || fit.Training.Outcome == TrainingOutcome.Cancelled)
            return fit;
        var noise = MayModelNoise(asked) && !IsCancelled ? NoiseOf(fit) : 0;
        if (double.IsNaN(noise))
            return fit;
        return noise > SelectionDecisions.MaxNoise && Moving(fit) == 0
            ? WithNoise(asked, fit, noise)
            : WithSimplerPrior(fit); // what changes with u is no noise
    }

    /// <summary>Whether what a fit with these options finds may call for a further stage.</summary>
    private bool MayGoOn(IvaeOptions asked, IvaeOptions resolved)
    {
        var isNoiseMeasured = MayModelNoise(asked) && resolved.LatentDimension < data.Observed;
        var hasSimpler = resolved.Method is DensityMethod { SimplifiesPrior: true }
            && resolved.Prior is { Modulates: Modulation.MeanAndScale, ReadsOrder: false };
        return resolved.Method.HasExactLikelihood && (isNoiseMeasured || hasSimpler || asked.Prior.MayChangeFamily);
    }

    /// <summary>The method that was asked for, its flow of the kind that was chosen.</summary>
    private Method Like(Method chosen) =>
        options.Method is AutoMethod auto && chosen is FlowMethod flow ? auto with { Flow = flow } : options.Method;

    private static bool IsAuto(IvaeOptions asked) => asked is { Method: AutoMethod, Prior.ReadsOrder: false };

    /// <summary>Whether noise may call for an iVAE, whose latents cannot be turned to other axes.</summary>
    private bool MayModelNoise(IvaeOptions asked) => IsAuto(asked) && !asked.Prior.SparsestAxes && !data.IsReduced;

    private static bool IsFlow(FitResult fit) => IsFlow(fit.Model.Options);

    private static bool IsFlow(IvaeOptions resolved) => resolved.Method.HasExactLikelihood;

    private bool MayChangeFamily(FitResult fit) =>
        options.Prior.MayChangeFamily && IsFlow(fit) && fit.Model.Method is not FlowMethod { Layers: FlowLayers.Linear }
            && fit.Training.Outcome != TrainingOutcome.Cancelled;

    /// <summary>In how many directions what a flow takes for noise changes with u.</summary>
    private int Moving(FitResult fit) =>
        fit.Model is IvaeModel { Options.Prior: { ReadsAuxiliary: true, ReadsOrder: false } } model
        ? MovingRemainder.Directions(model, data.For(model.Options), stream.Split("remainder"))
        : 0;

    private static string Left(int latents, int directions) =>
        $"What {latents} latents leave of x still changes with u, in so many directions: {directions}. Sources were "
        + $"left out; ask for up to {latents + directions} latents, or compare their numbers (ivae select).";

    private double NoiseOf(FitResult flow) =>
        ((IvaeModel)flow.Model).UnexplainedVarianceFraction(data.SomeTraining);

    /// <summary>A model of a method, trained from all its starts.</summary>
    /// <param name="resolved">Options without open choices.</param>
    /// <param name="name">Name of the stage, if it is not that of the method.</param>
    /// <param name="purpose">What the stage does, if it is not to train the method.</param>
    /// <param name="count">Stages of the fit, if known.</param>
    /// <param name="latents">Latents of all rows <c>[N, L]</c> that the model is taught first, if any.</param>
    /// <param name="least">Held-out bound that it must have after a tenth of its training to go on.</param>
    /// <param name="from">Where its linear maps start, if not where its method says.</param>
    /// <param name="begin">What the first start begins with, if not with what its method says.</param>
    /// <param name="isSecond">Whether the starts are others than those of the first time.</param>
    private FitResult Train(
        IvaeOptions resolved, string? name, string? purpose, int? count, Matrix? latents = null,
        double least = double.NegativeInfinity, LinearStart? from = null, Action<IvaeModel>? begin = null,
        bool isSecond = false)
    {
        var prepared = data.For(resolved);
        var (units, split) = (prepared.Units, prepared.Split);
        var (method, description) = (resolved.Method, prepared.Describe(resolved));
        var training = description.Options.ModelTraining;
        var models = new LatentModel[resolved.Training.Restarts!.Value];
        var x = units.PerExposure;
        Each(models.Length, restart =>
        {
            var own = Own(restart);
            var start = from
                ?? LinearStart.For(description.Options, x, own.Split("rotation"), description.Preprocessing);
            models[restart] = method.Create(description, start, own.Split("initialise"));
            models[restart].Restart = restart;
            if (restart == 0)
                begin?.Invoke((IvaeModel)models[restart]);
            Created?.Invoke(models[restart]);
        });
        if (latents is not null)
        {
            if (WarmStart(models, latents, prepared, count).IsCancelled)
                return Result(models[0], [TrainingResult.NotNeeded], 0);
            training = training with { LearningRate = training.LearningRate * SelectionDecisions.BoundRateFactor };
        }

        List<string> warnings = [.. prepared.Warnings];
        var rows = units.WithPast(split.Training, resolved.Prior.Past).Length;
        var epochs = Restarts.TotalEpochs(models.Length, training.EpochsFor(rows));
        purpose ??= $"Trains method {method.Name}{(models.Length > 1 ? $" from {models.Length} starts" : "")}.";
        var stage = Stage(new(name ?? method.Name, stages.Count + 1, count, epochs), purpose,
            method.ObjectiveName, reports =>
            {
                var runs = new List<Trainer<float>>();
                for (var restart = 0; restart < models.Length; restart++)
                    if (models[restart].Objective(units, split, Own(restart)) is { } objective)
                        runs.Add(new Trainer<float>(
                            objective, training, Own(restart).Split("shuffle"), restart, reports, Kept(restart)));
                if (runs.Count > 0)
                    Restarts.Run(runs, Threads, cancellation, least);
                TrainingResult[] results =
                    runs.Count > 0 ? [.. runs.Select(run => run.Result!)] : [TrainingResult.NotNeeded];
                var best = Enumerable.Range(0, results.Length).MaxBy(r => results[r].BestBound);
                models[best].Complete(units, split, stream.Split("complete"), warnings);
                return (results, best);
            });
        return Result(models[stage.BestRun], stage.Runs, stage.BestRun) with { Warnings = warnings };

        RandomStream Own(int restart) =>
            stream.Split(isSecond ? "second restart" : "restart").Split((ulong)restart);

        FitResult Result(LatentModel model, IReadOnlyList<TrainingResult> runs, int best) =>
            new(model, runs[best], runs, best, split.Training, split.HeldOut, prepared.Warnings)
            {
                Data = model.WithRegimes(units),
                ModelStageNumber = stages.Count,
            };
    }

    /// <summary>The flow with a simpler prior, where there is one and it is no worse.</summary>
    private FitResult WithSimplerPrior(FitResult flow)
    {
        var (model, own) = ((IvaeModel)flow.Model, stream.Split("complete"));
        var asked = model.Description.Options;
        if (model.Method is not DensityMethod { SimplifiesPrior: true } || model.PriorTable is not { } table)
            return flow;
        if (IsCancelled)
            return flow.Cancelled();
        var objective = model.Objective(flow.Data, data.Split, own)!;
        double[] variances = [.. Enumerable.Range(0, model.Latents).Select(i =>
            asked.Prior.HasFreeShape ? Math.Pow(model.PriorShape.UnitMoments(i).Deviation, 2) : 1)];
        var simpler = new SimplerPrior(table, objective, asked.ModelTraining, variances);
        if (!simpler.IsNeeded)
            return flow;
        var kept = (int?)null;
        var count = options.Prior.MayChangeFamily ? (int?)null : stages.Count + 1;
        var name = new TrainingStage(FitStage.SimplerPrior, stages.Count + 1, count, simpler.Epochs);
        const string Purpose = "Trains the flow with one mean for latents whose mean hardly moves; "
            + "kept unless it explains held-out rows worse.";
        var stage = Stage(name, Purpose, model.Method.ObjectiveName, reports =>
        {
            IReadOnlyList<TrainingResult> starts;
            (starts, kept) = simpler.Fit(
                start => model.Fresh(flow.Data.Observed, own.Split("fresh").Split((ulong)start)),
                (given, training, start, before) =>
                {
                    var shuffle = own.Split("simpler prior").Split((ulong)start);
                    return Trainer<float>.Run(given, training, shuffle, start, reports.After(before), cancellation,
                        Kept(start)?.Of(before is null ? "first" : "second"), Threads);
                });
            return (starts, kept ?? Enumerable.Range(0, starts.Count).MaxBy(start => starts[start].BestBound));
        });
        if (kept is not null)
            flow = flow with { ModelStageNumber = stage.Number };
        return stage.IsCancelled ? flow.Cancelled(stage) : flow;
    }

    /// <summary>
    /// The flow with the family that describes its latents better, if there is one and the fit is no worse.
    /// </summary>
    private FitResult WithBestFamily(FitResult gaussian)
    {
        var model = (IvaeModel)gaussian.Model;
        if (FamilyChoice.Better(model, data) is not { } better)
            return gaussian;
        var purpose = $"Trains the flow with a {better.Family} prior, under which the latents are more likely; "
            + "kept unless it explains held-out rows worse.";
        var asked = options with { Method = Like(model.Method), Prior = better };
        var other = TrainAndRefine(asked, FitStage.Family, purpose);
        if (IsCancelled)
            return gaussian.Cancelled(stages[^1]);
        var isKept = FamilyChoice.IsKept((IvaeModel)other.Model, model, data.Units.TakeRows(data.JudgedRows));
        var (chosen, reason) = isKept
            ? (other, $"Prior family {better.Family} was chosen rather than {PriorFamily.Gaussian}: only scales move "
                + "with u, and the latents, each bent as suits the family best, are more likely under it.")
            : (gaussian, $"The latents look like {better.Family}, but a fit with that prior explains held-out rows "
                + $"worse; the prior stays {PriorFamily.Gaussian}.");
        return chosen with { Warnings = [.. chosen.Warnings, reason] };
    }

    /// <summary>Where a run of the stage that runs keeps its state.</summary>
    private Checkpoint? Kept(int run) => Checkpoint?.Of($"stage{stages.Count + 1}").Of($"run{run + 1}");

    /// <summary>Runs a stage and adds it to the list.</summary>
    private FitStage Stage(
        TrainingStage stage,
        string purpose,
        string objective,
        Func<StageProgress, (IReadOnlyList<TrainingResult> Runs, int Best)> train)
    {
        var clock = Stopwatch.GetTimestamp();
        var (runs, best) = train(new StageProgress(stage, progress));
        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        stages.Add(new FitStage(stage.Name, stage.Number, purpose, objective, [.. runs.Select(Named)], best, seconds));
        return stages[^1];

        TrainingResult Named(TrainingResult run) => run.History.Count == 0
            ? run
            : run with { History = [.. run.History.Select(epoch => epoch with { Stage = stage })] };
    }

    private int Threads => options.Threads == 0 ? Environment.ProcessorCount : options.Threads;

    private void Each(int count, Action<int> run) =>
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Threads }, run);
}
