using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Selection;
using Ivae.Training;

namespace Ivae.Identifiability;

/// <summary>
/// Fits of other kinds of model than the one that is checked: those that method "auto" would try, without its own
/// kind. Seeds of one kind agree also where the kind is wrong.
/// </summary>
internal static class UnlikeFits
{
    /// <summary>The kinds, each with its options; none for data that has no such models.</summary>
    public static IReadOnlyList<(ModelKind Kind, IvaeOptions Options)> Space(IvaeModel model)
    {
        var options = model.Description.Options;
        var observed = model.Description.Recipe.ObservedNames.Count;
        return options.Preprocessing.Scaling == Scaling.Reduce || options.Likelihood.Family.IsDiscrete
            || options.Likelihood.Masked || observed > MethodDecisions.MaxFlowColumns
            ? []
            : [.. SearchStages.Space(Asked(options), observed).Where(entry => !IsOwn(entry.Kind))];

        bool IsOwn(ModelKind kind) => options.Method is FlowMethod { Layers: { } layers } && layers == kind.Layers
            && options.Prior.HasFreeShape == kind.FreeShape && options.Prior.ReadsAuxiliary == kind.ReadsAuxiliary;
    }

    /// <summary>What "auto" would be asked for in place of some model, from another seed.</summary>
    public static IvaeOptions Asked(IvaeOptions options) => new()
    {
        LatentDimension = options.LatentDimension,
        Preprocessing = options.Preprocessing,
        Prior = options.Prior with
        {
            Family = null,
            FreeShape = null,
            Modulates = options.Prior.ReadsAuxiliary ? options.Prior.Modulates : Modulation.MeanAndScale,
        },
        Seed = options.Seed + 1,
        Training = (options.Method is FlowMethod ? options.Training : new()) with
        {
            Restarts = null,
            HeldOut = TrialFits.HeldOut(options),
        },
    };

    /// <summary>
    /// The best of them, trained as long as a search trains, with their names; where the prior reads the past, which a
    /// search does not compare, each by one start.
    /// </summary>
    /// <param name="space">The kinds, at least one.</param>
    /// <param name="training">Rows to train on.</param>
    /// <param name="threads">Cores to use.</param>
    /// <param name="checkpoint">Where fits keep their states, if anywhere.</param>
    /// <param name="cancellation">Ends the fits.</param>
    public static IReadOnlyList<(string Name, IvaeModel Model)> Of(
        IReadOnlyList<(ModelKind Kind, IvaeOptions Options)> space, Dataset training, int threads,
        Checkpoint? checkpoint, CancellationToken cancellation)
    {
        var options = space[0].Options;
        if (options.Prior.ReadsPast)
            return [.. space.Zip(TrialFits.Run(
                [.. space.Select((_, i) => $"kind{i + 1}")], threads, checkpoint,
                (i, kept, token) => TrialFits.Fit(
                    TrialFits.Trial(space[i].Options, options.Seed), training, kept, token),
                () => { }, cancellation), (entry, fit) => (entry.Kind.Name, fit))];
        var data = PreparedData.Make(training, options, cancellation);
        var search = new SearchStages(
            data, new RandomStream(options.Seed), threads == 0 ? Environment.ProcessorCount : threads, cancellation,
            created: null)
        {
            Checkpoint = checkpoint,
        };
        var stages = new List<FitStage>();
        search.Run(space, Run, stages);
        cancellation.ThrowIfCancellationRequested();
        var outcome = stages.Select(stage => stage.Outcome).First(result => result is not null)!;
        var rounds = outcome.Candidates.Max(candidate => candidate.Rounds);
        return [.. outcome.Candidates.Zip(outcome.Models)
            .Where(pair => pair.First.Rounds == rounds || pair.First.Rounds == 0) // 0: linear ICA, which needs none
            .DistinctBy(pair => pair.First.Name)
            .Select(pair => (pair.First.Name, Turned(pair.Second)))];

        IvaeModel Turned(IvaeModel model)
        {
            if (options.Prior.SparsestAxes)
                SparsestAxes.Turn(model, data.Units, new RandomStream(options.Seed).Split("axes"));
            return model;
        }

        FitStage Run(TrainingStage stage, string purpose, string objective,
            Func<StageProgress, (IReadOnlyList<TrainingResult> Runs, int Best)> train)
        {
            var (runs, best) = train(new StageProgress(stage, null));
            stages.Add(new FitStage(stage.Name, stage.Number, purpose, objective, runs, best, 0));
            return stages[^1];
        }
    }
}
