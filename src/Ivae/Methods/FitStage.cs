using Ivae.Training;

namespace Ivae.Methods;

/// <summary>One stage of a fit: what was trained, how it went, and how long it took.</summary>
/// <param name="Name">Name of the stage: that of the method, or one of the names below.</param>
/// <param name="Number">Its number in the fit, from 1.</param>
/// <param name="Purpose">What it does, in a sentence.</param>
/// <param name="Objective">What its training raises, in nats per row; not to be compared with that of another
/// stage.</param>
/// <param name="Runs">How each of its runs was trained, in order.</param>
/// <param name="BestRun">Number of its best run, from 0.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record FitStage(
    string Name,
    int Number,
    string Purpose,
    string Objective,
    IReadOnlyList<TrainingResult> Runs,
    int BestRun,
    double Seconds)
{
    /// <summary>Name of the stage that trains a flow again with a prior of fewer numbers.</summary>
    public const string SimplerPrior = "simpler prior";

    /// <summary>Name of the stage that teaches an iVAE the latents of a flow.</summary>
    public const string WarmStart = "warm start";

    /// <summary>Name of the stage that fits the encoder of that iVAE to its decoder.</summary>
    public const string Encoder = "encoder";

    /// <summary>Name of the stage that trains an iVAE because a flow leaves too much to noise.</summary>
    public const string Noise = "noise";

    /// <summary>Name of the stage that trains the flow with another family of the prior.</summary>
    public const string Family = "family";

    /// <summary>Name of the stage that tries kinds of models.</summary>
    public const string Search = "search";

    /// <summary>Name of the stage that looks for axes along which the past moves latents by sums.</summary>
    public const string Axes = "axes";

    /// <summary>What a search tried; none of another stage.</summary>
    public SearchOutcome? Outcome { get; init; }

    /// <summary>Its best run.</summary>
    public TrainingResult Best => Runs[BestRun];

    /// <summary>Whether the caller ended it.</summary>
    public bool IsCancelled => Runs.Any(run => run.Outcome == TrainingOutcome.Cancelled);

    /// <summary>"stage 2 (simpler prior)".</summary>
    public override string ToString() => $"stage {Number} ({Name})";
}
