using System.Diagnostics;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Selection;

/// <summary>A model that takes part in a search, with how it was trained so far.</summary>
/// <param name="kind">Its kind.</param>
/// <param name="start">Number of its start, from 0.</param>
/// <param name="model">The model, which is trained in place.</param>
/// <param name="objective">What it is trained by.</param>
/// <param name="observed">Rows of which its latents are asked how much variance they leave.</param>
/// <param name="stream">Where chance comes from.</param>
internal sealed class Contender(
    ModelKind kind, int start, IvaeModel model, IObjective<float> objective, RowSelection observed, RandomStream stream)
{
    private readonly List<double> bounds = [];

    public ModelKind Kind => kind;

    public int Start => start;

    public IvaeModel Model => model;

    /// <summary>Where its rounds keep their states.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>How it was trained, all rounds as one.</summary>
    public TrainingResult? Training { get; private set; }

    /// <summary>How it was trained in the stage that runs, its rounds as one.</summary>
    public TrainingResult? InStage { get; private set; }

    /// <summary>Rounds it took part in.</summary>
    public int Rounds => bounds.Count;

    /// <summary>How long it was trained.</summary>
    public double Seconds { get; private set; }

    /// <summary>The best held-out bound, in nats per row; −∞ where it diverged at once.</summary>
    public double Bound =>
        Training is { BestBound: var bound } && double.IsFinite(bound) ? bound : double.NegativeInfinity;

    /// <summary>
    /// Part of the variance of some rows that its latents leave; 0 where there are as many as columns.
    /// </summary>
    public double Noise { get; private set; }

    /// <summary>log p(x | u) of given rows <c>[N]</c>, in nats.</summary>
    public IReadOnlyList<double> LogLikelihood(ModelData rows) =>
        model.Score(rows, samples: 1, seed: 0).ImportanceWeighted;

    /// <summary>Trains it on for a part of its steps, the learning rate falling to 1 % in each round.</summary>
    /// <param name="share">The part.</param>
    /// <param name="number">Its number in reports.</param>
    /// <param name="threads">Threads it may take.</param>
    /// <param name="reports">Receives a report after each epoch.</param>
    /// <param name="cancellation">Ends training.</param>
    public void Train(double share, int number, int threads, StageProgress reports, CancellationToken cancellation)
    {
        var clock = Stopwatch.GetTimestamp();
        if (!kind.ReadsAuxiliary)
        {
            Training = InStage = TrainingResult.NotNeeded with { BestBound = objective.Validate() };
            Noise = model.UnexplainedVarianceFraction(observed);
            return;
        }

        var options = model.Description.Options.ModelTraining.Part(share);
        var trainer = new Trainer<float>(
            objective, options, stream.Split("shuffle").Split((ulong)Rounds), number, reports.After(InStage),
            Checkpoint?.Of($"round{Rounds + 1}"))
        {
            Threads = threads,
        };
        trainer.Advance(trainer.Epochs, cancellation);
        var round = trainer.Result!;
        InStage = InStage?.Then(round) ?? round;
        Training = Training?.Then(round) ?? round;
        bounds.Add(Bound);
        Noise = model.UnexplainedVarianceFraction(observed);
        Seconds += Stopwatch.GetElapsedTime(clock).TotalSeconds;
    }

    /// <summary>
    /// What three times as many steps would add to its bound: after each round it has had about three times as many
    /// as after the one before, and at the end of each the learning rate is as low, so that their gains are of one
    /// kind. The next is to the last as the last was to the one before it.
    /// </summary>
    public double GainOfTraining =>
        bounds is [.., var first, var second, var third] && Training!.Outcome != TrainingOutcome.Cancelled
        ? Next(second - first, third - second)
        : double.NaN;

    /// <summary>Begins a stage, whose epochs are counted from 1.</summary>
    public void BeginStage() => InStage = null;

    /// <summary>Epochs of a round.</summary>
    public int Epochs(double share) => !kind.ReadsAuxiliary ? 0
        : model.Description.Options.ModelTraining.Part(share).EpochsFor(objective.TrainingRows.Length);

    private static double Next(double gain, double last) =>
        Math.Max(0, last) * (last < gain ? last / gain : 1);
}
