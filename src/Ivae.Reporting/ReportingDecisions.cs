using Ivae.Numerics;

namespace Ivae.Reporting;

/// <summary>Numbers that decide what a report says of a fit.</summary>
internal static class ReportingDecisions
{
    [Decision("Nats between the importance-weighted bound and the ELBO up to which the posterior is called close to "
        + "true.",
        ChosenOn = "not recorded.",
        Moves = "Only that sentence.")]
    public const double ClosePosterior = 0.5;

    [Decision("Nats per row by which training must rise and held-out rows fall after the best epoch to be called "
        + "overfitting.",
        ChosenOn = "the gain per row below which more training is not worth it",
        Moves = "Only whether that is said; the model of the best epoch is kept.")]
    public const double OverfitNats = 0.02;
}
