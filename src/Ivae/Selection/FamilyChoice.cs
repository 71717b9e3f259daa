using System.Numerics.Tensors;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;
using MathNet.Numerics.Statistics;

namespace Ivae.Selection;

/// <summary>
/// Which family a prior has: the one that describes the latents of a fitted model best, each bent by a rising map of its own to suit the family (<see cref="FamilyLikelihood"/>). Latents may not be judged as they are: a
/// flow with a Gaussian prior makes any source look Gaussian.
/// </summary>
internal static class FamilyChoice
{
    /// <summary>Variance of a latent's means by its variance given u, below which they stand still.</summary>
    private const double StandsStill = 0.05;

    /// <summary>Variance of log-scales over u above which scales move: where they do not, a Laplace prior would show that sources are heavy-tailed, and nothing of u.</summary>
    private const double Moves = 0.02;

    /// <summary>Divergence of a Gaussian from a Laplace that is bent to suit it, by sign(t)|t|^1.25, in nats a row and latent.</summary>
    private const double MaxAtStake = 0.0107;

    /// <summary>The prior to fit in place of the Gaussian one, if there is a better one: a Laplace, where all means stand still and scales move. Where means move it is not tried: no theorem promises
    /// anything for it (Khemakhem et al. 2020), and a guarantee is not given away for likelihood.</summary>
    /// <param name="gaussian">A fitted flow.</param>
    /// <param name="data">Its data.</param>
    public static PriorOptions? Better(IvaeModel gaussian, Dataset data)
    {
        var prior = gaussian.Description.Options.Prior;
        return prior.Modulates != Modulation.Mean && OnlyScalesMove(gaussian, data)
            && LogLikelihoods(gaussian, data, [PriorFamily.Laplace, PriorFamily.Gaussian]) is var rows && rows[0].Average() > rows[1].Average()
            ? prior with { Family = PriorFamily.Laplace, Modulates = Modulation.Scale }
            : null;
    }

    /// <summary>Whether a fit with the better family is kept: one that explains rows worse than the first by more than families can differ has another fault than its family.</summary>
    /// <param name="fit">The fit with the better family.</param>
    /// <param name="first">The fit whose latents named it.</param>
    /// <param name="rows">Rows that neither was trained on.</param>
    public static bool IsKept(IvaeModel fit, IvaeModel first, Dataset rows) => LogLikelihood(fit, rows) > LogLikelihood(first, rows) - MaxAtStake * fit.Latents;

    /// <summary>Log-likelihood of all latents of each row under each family, in nats <c>[F][N]</c>; only differences between families mean anything.</summary>
    /// <param name="model">A fitted model, with whatever family.</param>
    /// <param name="data">Its data.</param>
    /// <param name="families">The families.</param>
    public static double[][] LogLikelihoods(IvaeModel model, Dataset data, IReadOnlyList<PriorFamily> families)
    {
        var latents = model.Transform(data);
        var (mean, deviation) = model.Prior(data.Auxiliary);
        double[][] result = [.. families.Select(_ => new double[data.Rows])];
        for (var i = 0; i < latents.Columns; i++)
        {
            var learned = new Matrix(data.Rows, 2, [.. mean.Column(i).Zip(deviation.Column(i), (m, s) => new[] { m, MathF.Log(s) }).SelectMany(pair => pair)]);
            var (latent, level) = (latents.Column(i), ConditionGroups.Of(data.Auxiliary, learned).Codes);
            foreach (var (family, rows) in families.Zip(result))
                TensorPrimitives.Add(rows, FamilyLikelihood.Of(latent, level, family), rows);
        }

        return result;
    }

    private static double LogLikelihood(IvaeModel model, Dataset rows) => model.Score(rows, 1).ImportanceWeighted.Average();

    private static bool OnlyScalesMove(IvaeModel model, Dataset data)
    {
        var (mean, deviation) = model.Prior(data.Auxiliary);
        var latents = Enumerable.Range(0, mean.Columns).Select(i => (
            Means: mean.Column(i).Select(m => (double)m).Variance() / deviation.Column(i).Average(s => (double)s * s),
            Scales: deviation.Column(i).Select(s => Math.Log(s)).Variance())).ToArray();
        return latents.All(latent => latent.Means < StandsStill) && latents.Average(latent => latent.Scales) > Moves;
    }
}
