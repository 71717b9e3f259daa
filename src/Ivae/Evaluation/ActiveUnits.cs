using Ivae.Numerics;

namespace Ivae.Evaluation;

/// <summary>Latents that a model uses: those whose posterior mean varies over the rows.</summary>
/// <remarks>Source: Burda, Grosse and Salakhutdinov 2016, section 5.2.</remarks>
internal static class ActiveUnits
{
    /// <summary>Number of latents whose posterior mean has a variance above <paramref name="threshold"/>.</summary>
    /// <param name="posteriorMeans">E[z|x,u], <c>[N, L]</c>.</param>
    /// <param name="threshold">Variance above which a latent is active, in squared latent units.</param>
    public static int Count(Matrix posteriorMeans, double threshold = EvaluationDecisions.ActiveVariance)
        => Indices(posteriorMeans, threshold).Length;

    /// <summary>Latents whose posterior mean has a variance above <paramref name="threshold"/>, ascending.</summary>
    /// <param name="posteriorMeans">E[z|x,u], <c>[N, L]</c>.</param>
    /// <param name="threshold">Variance above which a latent is active, in squared latent units.</param>
    public static int[] Indices(Matrix posteriorMeans, double threshold = EvaluationDecisions.ActiveVariance)
    {
        var variances = Columns.Variance(posteriorMeans);
        return [.. Enumerable.Range(0, variances.Length).Where(i => variances[i] > threshold)];
    }
}
