using Ivae.Numerics;
using MathNet.Numerics.Statistics;
using Correlation = Ivae.Numerics.Correlation;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// UDR: ranks models without known factors by how well each agrees with the others fitted from other seeds. With R the
/// absolute rank correlations of the active latents of two models, [Σ_b r_b²/Σ_a R_ab + Σ_a r_a²/Σ_b R_ab] / (d_a +
/// d_b), r the largest entry of a column or row and d the numbers of active latents; a model's score is the median over
/// the others. A latent is active when its variance over rows is above .01.
/// </summary>
/// <remarks>Source: Duan et al. 2020, equation 2, with Spearman correlations; activity by variance of the posterior
/// mean instead of its divergence from the prior.</remarks>
internal static class UnsupervisedDisentanglementRanking
{
    /// <summary>The score of each model, 0 … 1.</summary>
    /// <param name="models">Latents of the same rows from each model, <c>[N, L]</c>; at least two.</param>
    /// <exception cref="ArgumentException">There are fewer than two models, the numbers of rows differ or are 0, or a
    /// value is not finite.</exception>
    public static double[] Compute(IReadOnlyList<Matrix> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count < 2)
            throw new ArgumentException($"{models.Count} models; an agreement needs at least 2.", nameof(models));
        var active = models.Select(latents => latents.TakeColumns(ActiveUnits.Indices(latents))).ToArray();
        var agreement = new double[models.Count, models.Count];
        for (var i = 0; i < models.Count; i++)
            for (var j = 0; j < i; j++)
                agreement[i, j] = agreement[j, i] = Agreement(Correlation.Spearman(active[i], active[j]));
        return [.. Enumerable.Range(0, models.Count).Select(Score)];

        double Score(int model)
            => Enumerable.Range(0, models.Count).Where(other => other != model)
                .Select(other => agreement[model, other]).Median();
    }

    /// <summary>How much of every latent's correlation with the other model goes to one latent there.</summary>
    internal static double Agreement(double[,] correlations)
    {
        var (a, b) = (correlations.GetLength(0), correlations.GetLength(1));
        if (a == 0 || b == 0)
            return 0;
        var sum = 0.0;
        for (var i = 0; i < a; i++)
            sum += Share([.. Enumerable.Range(0, b).Select(j => Math.Abs(correlations[i, j]))]);
        for (var j = 0; j < b; j++)
            sum += Share([.. Enumerable.Range(0, a).Select(i => Math.Abs(correlations[i, j]))]);
        return sum / (a + b);
    }

    private static double Share(double[] line) => line.Sum() is > 0 and var total ? line.Max() * line.Max() / total : 0;
}
