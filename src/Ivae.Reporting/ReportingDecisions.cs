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
}
