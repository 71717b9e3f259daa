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
/// <param name="stream">Where chance comes from.</param>
internal sealed class Contender(
    ModelKind kind, int start, IvaeModel model, IObjective<float> objective, RandomStream stream)
{
    public ModelKind Kind => kind;

    public int Start => start;

    public IvaeModel Model => model;

    /// <summary>How it was trained, all rounds as one.</summary>
    public TrainingResult? Training { get; private set; }

    /// <summary>How its last round went.</summary>
    public TrainingResult? LastRound { get; private set; }

    /// <summary>Rounds it took part in.</summary>
    public int Rounds { get; private set; }

    /// <summary>How long it was trained.</summary>
    public double Seconds { get; private set; }

    /// <summary>The best held-out bound, in nats per row; −∞ where it diverged at once.</summary>
    public double Bound => Training is { BestBound: var bound } && double.IsFinite(bound) ? bound : double.NegativeInfinity;

    /// <summary>log p(x | u) of given rows <c>[N]</c>, in nats.</summary>
    public IReadOnlyList<double> LogLikelihood(ModelData rows) => model.Score(rows, samples: 1, seed: 0).ImportanceWeighted;

    /// <summary>Trains it on for a part of its steps, the learning rate falling to 0 at the end of each round.</summary>
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
            Training = LastRound = TrainingResult.NotNeeded with { BestBound = objective.Validate() };
            return;
        }

        var options = model.Description.Options.ModelTraining.Part(share);
        var trainer = new Trainer<float>(
            objective, options, stream.Split("shuffle").Split((ulong)Rounds), number, reports.After(Training))
        {
            Threads = threads,
        };
        trainer.Advance(trainer.Epochs, cancellation);
        LastRound = trainer.Result!;
        Training = Training?.Then(LastRound) ?? LastRound;
        Rounds++;
        Seconds += Stopwatch.GetElapsedTime(clock).TotalSeconds;
    }

    /// <summary>Epochs of a round.</summary>
    public int Epochs(double share) =>
        model.Description.Options.ModelTraining.Part(share).EpochsFor(objective.TrainingRows.Length);
}
