using System.Numerics.Tensors;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;
using MathNet.Numerics.Statistics;

namespace Ivae.Selection;

/// <summary>
/// Which family a prior has: the one that describes the latents of a fitted model best, each bent by a rising map of
/// its own to suit the family (<see cref="FamilyLikelihood"/>). Latents may not be compared as they are: a flow with a
/// Gaussian prior makes any source look Gaussian.
/// </summary>
internal static class FamilyChoice
{
    /// <summary>
    /// The prior to fit in place of the Gaussian one, if there is a better one: a Laplace, where no mean changes with u
    /// and scales do. Where means move it is not tried: no theorem promises anything for it (Khemakhem et al. 2020),
    /// and a guarantee is not given away for likelihood.
    /// </summary>
    /// <param name="gaussian">A fitted flow.</param>
    /// <param name="data">Its data.</param>
    public static PriorOptions? Better(IvaeModel gaussian, PreparedData data)
    {
        var prior = gaussian.Description.Options.Prior;
        var (units, u) = data.Thinned();
        if (prior.Modulates == Modulation.Mean || !OnlyScalesMove(gaussian, u))
            return null;
        var latents = gaussian.Transform(units);
        var rows = LogLikelihoods(gaussian, latents, u, [PriorFamily.Laplace, PriorFamily.Gaussian]);
        return rows[0].Average() > rows[1].Average()
            ? prior with { Family = PriorFamily.Laplace, Modulates = Modulation.Scale, FreeShape = false }
            : null;
    }

    /// <summary>
    /// Whether a fit with the better family is kept: one that explains rows worse than the first by more than families
    /// can differ has another fault than its family.
    /// </summary>
    /// <param name="fit">The fit with the better family.</param>
    /// <param name="first">The fit whose latents named it.</param>
    /// <param name="rows">Rows that neither was trained on.</param>
    public static bool IsKept(IvaeModel fit, IvaeModel first, ModelData rows) =>
        fit.MeanLogLikelihood(rows)
            > first.MeanLogLikelihood(rows) - SelectionDecisions.FamilyDivergence * fit.Latents;

    /// <summary>
    /// Log-likelihood of all latents of each row under each family, in nats <c>[F][N]</c>; only differences between
    /// families mean anything.
    /// </summary>
    /// <param name="model">A fitted model, with whatever family.</param>
    /// <param name="latents">The latents of its data <c>[N, L]</c>.</param>
    /// <param name="u">The auxiliary variable of its data.</param>
    /// <param name="families">The families.</param>
    public static double[][] LogLikelihoods(
        IvaeModel model, Matrix latents, Auxiliary u, IReadOnlyList<PriorFamily> families)
    {
        var (mean, deviation) = model.Prior(u);
        double[][] result = [.. families.Select(_ => new double[latents.Rows])];
        var parts = new double[latents.Columns][][];
        Parallel.For(0, latents.Columns, i =>
        {
            var pairs = mean.Column(i).Zip(deviation.Column(i), (m, s) => new[] { m, MathF.Log(s) });
            var learned = new Matrix(latents.Rows, 2, [.. pairs.SelectMany(pair => pair)]);
            var (latent, level) = (latents.Column(i), ConditionGroups.Of(u, learned).Codes);
            parts[i] = [.. families.Select(family => FamilyLikelihood.Of(latent, level, family))];
        });
        foreach (var part in parts)
            foreach (var (rows, own) in result.Zip(part))
                TensorPrimitives.Add(rows, own, rows);
        return result;
    }

    private static bool OnlyScalesMove(IvaeModel model, Auxiliary u)
    {
        var (mean, deviation) = model.Prior(u);
        var latents = Enumerable.Range(0, mean.Columns).Select(i => (
            Means: mean.Column(i).Select(m => (double)m).Variance() / deviation.Column(i).Average(s => (double)s * s),
            Scales: deviation.Column(i).Select(s => Math.Log(s)).Variance())).ToArray();
        return latents.All(latent => latent.Means < SelectionDecisions.MaxStillMovement)
            && latents.Average(latent => latent.Scales) > SelectionDecisions.MinScaleVariance;
    }
}
