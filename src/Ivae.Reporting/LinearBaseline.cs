using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Methods.Linear;
using Ivae.Numerics;

namespace Ivae.Reporting;

/// <summary>What a linear method finds in counts, to compare a model with.</summary>
internal static class LinearBaseline
{
    /// <summary>
    /// MCC of independent components of log(1 + x), found on the rows trained on, with the sources in held-out rows;
    /// none of a fit to other data, or of more latents than columns.
    /// </summary>
    public static double? MccHeldOut(FitResult fit, Matrix sources, int[] training, int[] held)
    {
        if (!fit.Model.Options.Likelihood.Family.HasLogLink || fit.Model.Latents > fit.Model.Observed)
            return null;
        var logs = LinearStart.Logs(fit.Data.PerExposure);
        var stream = new RandomStream(fit.Model.Options.Seed).Split("baseline");
        var components = FastIca.Fit(logs.TakeRows(training), fit.Model.Latents, stream).Apply(logs);
        return Array.TrueForAll(components.Values, float.IsFinite)
            ? MeanCorrelationCoefficient.ComputeHeldOut(components, sources, training, held).Score
            : null;
    }
}
