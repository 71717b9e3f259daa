using System.Globalization;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>A fitted model and how it came about.</summary>
/// <param name="Model">The model of the best restart.</param>
/// <param name="Training">How the best restart was trained.</param>
/// <param name="Restarts">How every restart of the model was trained, in order.</param>
/// <param name="BestRestart">Number of the best restart, from 0: the one whose objective is highest on the held-out
/// rows.</param>
/// <param name="TrainingRows">Rows trained on, from 0.</param>
/// <param name="HeldOutRows">Rows held out, from 0; empty when none were.</param>
/// <param name="Warnings">What the user should know: clipped values, ignored parts.</param>
public sealed record FitResult(
    LatentModel Model,
    TrainingResult Training,
    IReadOnlyList<TrainingResult> Restarts,
    int BestRestart,
    IReadOnlyList<int> TrainingRows,
    IReadOnlyList<int> HeldOutRows,
    IReadOnlyList<string> Warnings)
{
    /// <summary>All stages of the fit, in order, also those whose model was not kept.</summary>
    public IReadOnlyList<FitStage> Stages { get; init; } = [];

    /// <summary>What the first search over kinds of models found; none where there was none.</summary>
    internal SearchOutcome? Search => Stages.Select(stage => stage.Outcome).FirstOrDefault(found => found is not null);

    /// <summary>The stage that the model's parameters come from.</summary>
    public FitStage ModelStage => Stages[ModelStageNumber - 1];

    /// <summary>
    /// In how many directions what a flow with fewer latents than columns takes for noise still changes with u: so many
    /// more latents, at most, are needed; 0 where none are.
    /// </summary>
    public int MovingRemainder { get; init; }

    /// <summary>The data as the model sees it; given wherever a result is made.</summary>
    internal ModelData Data { get; init; } = null!;

    /// <summary>Number of <see cref="ModelStage"/>.</summary>
    internal int ModelStageNumber { get; init; } = 1;

    /// <summary>The latents of all rows of the data <c>[N, L]</c>, without preprocessing it again.</summary>
    public Matrix Transform() => Model.Transform(Data);

    /// <summary>The model of an earlier stage, after the caller ended a later one or before it began.</summary>
    /// <param name="ended">The stage that was ended, if one had begun.</param>
    internal FitResult Cancelled(FitStage? ended = null) => this with
    {
        Training = Training with
        {
            Outcome = TrainingOutcome.Cancelled,
            Message = ended is null ? "Cancelled before the next stage." : $"Cancelled in {ended}.",
        },
    };
    /// <summary>A summary for people: the model, how training ended, its bound, the rows and what to know.</summary>
    public override string ToString()
    {
        var bound = double.IsNaN(Training.BestBound) ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"\nbest bound {Training.BestBound:F4} nats per row, epoch {Training.BestEpoch}, ")
            + $"restart {BestRestart + 1} of {Restarts.Count}";
        var rows = $"\n{TrainingRows.Count} rows trained on, {HeldOutRows.Count} held out";
        var notes = string.Concat(Warnings.Select(warning => $"\nnote: {warning}"));
        return $"{Model}\n{Training.Message}{bound}{rows}{notes}";
    }
}
