using System.Globalization;
using Ivae.Data;
using Ivae.Distributions;
using MathNet.Numerics.Statistics;

namespace Ivae.Models;

/// <summary>
/// Which family a flow's prior has where that was left open: the Gaussian, unless all means stand still, scales move, and a Laplace whose scale moves explains held-out rows better. Where means move the Laplace is not tried: no theorem
/// promises anything for it (Khemakhem et al. 2020), and a guarantee is not given away for likelihood.
/// </summary>
internal static class FamilyChoice
{
    /// <summary>Variance of a latent's means by its variance given u, below which they stand still.</summary>
    private const double StandsStill = 0.05;

    /// <summary>Variance of log-scales over u above which scales move: where they do not, a Laplace prior would show that sources are heavy-tailed, and nothing of u.</summary>
    private const double Moves = 0.02;

    /// <summary>The fit with the Gaussian prior, or a second one with the Laplace.</summary>
    /// <param name="gaussian">The first fit.</param>
    /// <param name="data">Its data.</param>
    /// <param name="fit">Fits a prior.</param>
    public static FitResult Better(FitResult gaussian, Dataset data, Func<PriorOptions, FitResult> fit)
    {
        var prior = gaussian.Model.Description.Options.Prior;
        if (prior.Modulates == Modulation.Mean || !OnlyScalesMove((IvaeModel)gaussian.Model, data))
            return gaussian;
        var laplace = fit(prior with { Family = PriorFamily.Laplace, Modulates = Modulation.Scale });
        if (!(laplace.Training.BestBound > gaussian.Training.BestBound))
            return gaussian;
        var note = string.Create(
            CultureInfo.InvariantCulture,
            $"Prior family laplace was chosen rather than gaussian, whose means stood still: {laplace.Training.BestBound:F3} nats a held-out row instead of {gaussian.Training.BestBound:F3}.");
        return laplace with { Warnings = [.. laplace.Warnings, note] };
    }

    private static bool OnlyScalesMove(IvaeModel model, Dataset data)
    {
        var (mean, deviation) = model.Prior(data.Auxiliary);
        var latents = Enumerable.Range(0, mean.Columns).Select(i => (
            Means: mean.Column(i).Select(m => (double)m).Variance() / deviation.Column(i).Average(s => (double)s * s),
            Scales: deviation.Column(i).Select(s => Math.Log(s)).Variance())).ToArray();
        return latents.All(latent => latent.Means < StandsStill) && latents.Average(latent => latent.Scales) > Moves;
    }
}
