using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Methods.Linear;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Selection;

/// <summary>The stages in which "auto" looks for the kind of model that explains held-out rows best.</summary>
/// <param name="data">The data.</param>
/// <param name="stream">Where chance comes from.</param>
/// <param name="threads">Threads at most.</param>
/// <param name="cancellation">Ends the stage that runs.</param>
/// <param name="created">Receives each model before its training starts, if given.</param>
internal sealed class SearchStages(
    PreparedData data, RandomStream stream, int threads, CancellationToken cancellation, Action<LatentModel>? created)
{
    private readonly RandomStream own = stream.Split("search");

    /// <summary>Where runs keep their states.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>Runs a stage and keeps it.</summary>
    public delegate FitStage RunStage(
        TrainingStage stage,
        string purpose,
        string objective,
        Func<StageProgress, (IReadOnlyList<TrainingResult> Runs, int Best)> train);

    /// <summary>The kinds of model that what was asked for leaves open, each with its options.</summary>
    /// <param name="asked">Options whose method is "auto".</param>
    /// <param name="observed">D.</param>
    public static IReadOnlyList<(ModelKind Kind, IvaeOptions Options)> Space(IvaeOptions asked, int observed) =>
        [.. ModelKind.All.Select(kind => (kind, Options: kind.Options(asked, observed)))
            .Where(pair => pair.Options is not null).Select(pair => (pair.kind, pair.Options!))];

    /// <summary>Searches, trains the best on and chooses.</summary>
    /// <param name="space">The kinds.</param>
    /// <param name="run">Runs a stage.</param>
    /// <param name="stages">The stages so far, the last being the one that ran.</param>
    public FitResult Run(
        IReadOnlyList<(ModelKind Kind, IvaeOptions Options)> space, RunStage run, List<FitStage> stages)
    {
        var prepared = data.For(space[0].Options);
        var contenders = Contenders(space, prepared);
        var search = new KindSearch(prepared, contenders, threads, cancellation);
        var first = stages.Count;
        var objective = space[0].Options.Method.ObjectiveName;
        run(new(FitStage.Search, first + 1, null, search.Epochs),
            $"Trains {contenders.Count} models of {space.Count} kinds for a short time, the better ones on.", objective,
            reports =>
            {
                search.Halve(reports);
                return ([.. contenders.Select(contender => contender.Training!)], Number(search.Left[0]));
            });
        if (!cancellation.IsCancellationRequested)
        {
            var name = search.Left[0].Model.Method.Name;
            var stage = new TrainingStage(name, first + 2, null, search.LastEpochs);
            run(stage, $"Trains the best {search.Left.Count} on.", objective, reports =>
            {
                search.Finish(reports);
                return ([.. search.Left.Select(contender => contender.InStage!)], 0);
            });
        }

        var (chosen, outcome) = search.Choose(own.Split("gain"));
        stages[first] = stages[first] with { Outcome = outcome };
        var (model, training) = (chosen.Model, chosen.Training!);
        List<string> warnings = [.. prepared.Warnings];
        model.Complete(prepared.Units, prepared.Split, stream.Split("complete"), warnings);
        if (cancellation.IsCancellationRequested)
            training = training with { Outcome = TrainingOutcome.Cancelled };
        var isLast = search.Left.Contains(chosen) && stages.Count > first + 1 && training.BestEpoch > 0;
        return new(model, training, [training], 0, prepared.Split.Training, prepared.Split.HeldOut, warnings)
        {
            Data = prepared.Units,
            ModelStageNumber = isLast ? first + 2 : first + 1,
        };

        int Number(Contender contender) => contenders.IndexOf(contender);
    }

    private List<Contender> Contenders(
        IReadOnlyList<(ModelKind Kind, IvaeOptions Options)> space, PreparedData prepared)
    {
        var places = space.SelectMany(entry => Enumerable.Range(0, entry.Options.Training.Restarts!.Value)
            .Select(start => (entry.Kind, entry.Options, Start: start))).ToArray();
        var contenders = new Contender[places.Length];
        var rows = SomeTrainingRows(prepared);
        var some = prepared.Units.TakeRows(rows);
        Parallel.For(0, places.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            var (kind, options, start) = places[i];
            var chance = own.Split(kind.Name).Split((ulong)start);
            var model = Create(options, prepared, some, chance);
            if (!kind.ReadsAuxiliary)
                SetShapes(model, some);
            created?.Invoke(model);
            var objective = model.Objective(prepared.Units, prepared.Split, chance);
            var observed = new RowSelection(prepared.Units.Observed, rows);
            contenders[i] = new Contender(kind, start, model, objective, observed, chance)
            {
                Checkpoint = Checkpoint?.Of($"kind{i + 1}"),
            };
        });
        return [.. contenders];
    }

    private static IvaeModel Create(
        IvaeOptions options, PreparedData prepared, ModelData some, RandomStream chance)
    {
        var description = prepared.Describe(options);
        var start = LinearStart.For(options, some.Observed, chance.Split("rotation"), description.Preprocessing);
        return (IvaeModel)options.Method.Create(description, start, chance.Split("initialise"));
    }

    /// <summary>Evenly spaced training rows, enough for a linear map and densities of one dimension.</summary>
    private static int[] SomeTrainingRows(PreparedData prepared)
    {
        var rows = prepared.Split.Training;
        var step = Math.Max(1, rows.Length / SelectionDecisions.RowsOfStart);
        return [.. rows.Where((_, i) => i % step == 0)];
    }

    /// <summary>Gives each latent the mixture of normals that is most likely.</summary>
    private static void SetShapes(IvaeModel model, ModelData some)
    {
        var latents = model.Transform(some);
        model.SetShapes([.. Enumerable.Range(0, latents.Columns).Select(i => Mixture(latents.Column(i)))]);
    }

    private static (double, double, double)[] Mixture(float[] latent)
    {
        var mixture = NormalMixture.Fit([.. latent.Select(value => (double)value)], FreeShape.Components);
        return [.. Enumerable.Range(0, mixture.Weights.Count)
            .Select(k => (mixture.Weights[k], mixture.Means[k], mixture.Deviations[k]))];
    }
}
