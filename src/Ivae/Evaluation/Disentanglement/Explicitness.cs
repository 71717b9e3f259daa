using Ivae.Numerics;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// Explicitness: how well each level of each factor is told from its other levels by a logistic regression on all
/// latents; the mean area under the ROC curve over all levels of all factors. .5 is chance. Fitted on odd rows (at most
/// 5000, chosen at random), scored on even ones. A factor of more than 20 values is cut at its median.
/// </summary>
/// <remarks>Source: Ridgeway and Mozer 2018, section 3.</remarks>
internal static class Explicitness
{
    private const int MaxRows = 5000;

    /// <summary>The score; .5 where nothing can be told, 1 at best.</summary>
    /// <param name="latents">z, <c>[N, L]</c>.</param>
    /// <param name="factors">v, <c>[N, K]</c>.</param>
    /// <param name="seed">Seed of the choice of rows.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, are below 2, or a value is not
    /// finite.</exception>
    public static double Compute(Matrix latents, Matrix factors, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(factors);
        Correlation.Check(latents, factors);
        var (z, v) = (RowHalves.Of(latents), RowHalves.Of(factors));
        var chosen = new RandomStream(seed).Split("explicitness").Permutation(z.Fit.Rows)
            .AsSpan(0, Math.Min(MaxRows, z.Fit.Rows));
        var scale = Standardisation.Of(z.Fit);
        var (fit, held) = (scale.Apply(z.Fit.TakeRows(chosen)), scale.Apply(z.Held));
        var areas = new List<double>();
        for (var k = 0; k < factors.Columns; k++)
        {
            var (fitted, scored) =
                Levels(v.Fit.TakeRows(chosen).Column(k), v.Held.Column(k), FactorLevels.Of(factors.Column(k)).Discrete);
            foreach (var level in fitted.Distinct().Order())
            {
                var isLevel = Array.ConvertAll(fitted, value => value == level);
                var isLevelHeld = Array.ConvertAll(scored, value => value == level);
                if (isLevel.All(is1 => is1) || isLevelHeld.Distinct().Count() < 2)
                    continue;
                areas.Add(AreaUnderCurve(new LogisticRegression(fit, isLevel).Logits(held), isLevelHeld));
            }
        }

        return areas.DefaultIfEmpty(0.5).Average();
    }

    /// <summary>
    /// The share of pairs of a positive and a negative row that the score orders rightly, ties counting half.
    /// </summary>
    internal static double AreaUnderCurve(double[] score, bool[] positive)
    {
        var ranks = Correlation.Ranks(new Matrix(score.Length, 1, Array.ConvertAll(score, value => (float)value)));
        var (positives, rankSum) = (0L, 0.0);
        for (var row = 0; row < positive.Length; row++)
            if (positive[row])
                (positives, rankSum) = (positives + 1, rankSum + ranks[row, 0]);
        return (rankSum - positives * (positives + 1) / 2.0) / (positives * (score.Length - positives));
    }

    private static (float[] Fitted, float[] Scored) Levels(float[] fitted, float[] scored, bool discrete)
    {
        if (discrete)
            return (fitted, scored);
        var median = Quantile.UpperMedian(fitted);
        return (Array.ConvertAll(fitted, Above), Array.ConvertAll(scored, Above));
        float Above(float value) => value >= median ? 1 : 0;
    }
}
