using Ivae.Data;
using Ivae.Distributions;
using Ivae.Training;
using MathNet.Numerics.Statistics;

namespace Ivae.Models;

/// <summary>
/// Which family a flow's prior has where that was left open: the Gaussian, unless all means stand still, scales move, and a Laplace explains held-out rows better. Where means move the Laplace is not tried: no theorem
/// promises anything for it (Khemakhem et al. 2020), and a guarantee is not given away for likelihood.
/// </summary>
/// <remarks>
/// Fits from different starts differ more than families do, so that both families train on from the same fitted model and are compared after equally many steps. Nor may latents be judged as they are: a flow with a Gaussian
/// prior makes any source look Gaussian.
/// </remarks>
internal static class FamilyChoice
{
    /// <summary>Name of this stage in the metrics.</summary>
    public const string Stage = "prior family";

    /// <summary>Variance of a latent's means by its variance given u, below which they stand still.</summary>
    private const double StandsStill = 0.05;

    /// <summary>Variance of log-scales over u above which scales move: where they do not, a Laplace prior would show that sources are heavy-tailed, and nothing of u.</summary>
    private const double Moves = 0.02;

    /// <summary>Nats a row and latent that speak for the Laplace.</summary>
    private const double LeastGain = 0.002;

    /// <summary>The prior to fit in place of the Gaussian one, if there is a better one.</summary>
    /// <param name="gaussian">A fitted flow.</param>
    /// <param name="data">Its data.</param>
    /// <param name="train">Trains a model on from its present parameters.</param>
    public static PriorOptions? Better(IvaeModel gaussian, Dataset data, Func<IvaeModel, TrainingResult> train)
    {
        var prior = gaussian.Description.Options.Prior;
        return prior.Modulates != Modulation.Mean && OnlyScalesMove(gaussian, data) && After(PriorFamily.Laplace) > After(PriorFamily.Gaussian) + LeastGain * gaussian.Latents
            ? prior with { Family = PriorFamily.Laplace, Modulates = Modulation.Scale }
            : null;

        double After(PriorFamily family) => train(gaussian.WithPrior(prior with { Family = family })).BestBound;
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
