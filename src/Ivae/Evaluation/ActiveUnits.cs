using Ivae.Numerics;

namespace Ivae.Evaluation;

/// <summary>Latents that a model uses: those whose posterior mean varies over the rows.</summary>
/// <remarks>Source: Burda, Grosse and Salakhutdinov 2016, section 5.2.</remarks>
public static class ActiveUnits
{
    /// <summary>Number of latents whose posterior mean has a variance above <paramref name="threshold"/>.</summary>
    /// <param name="posteriorMeans">E[z|x,u], <c>[N, L]</c>.</param>
    /// <param name="threshold">Variance above which a latent is active, in squared latent units.</param>
    public static int Count(Matrix posteriorMeans, double threshold = 0.01)
    {
        ArgumentNullException.ThrowIfNull(posteriorMeans);
        return Variances(posteriorMeans).Count(variance => variance > threshold);
    }

    /// <summary>Variance of each column over the rows, <c>[L]</c>, divided by N.</summary>
    public static double[] Variances(Matrix posteriorMeans)
    {
        ArgumentNullException.ThrowIfNull(posteriorMeans);
        var variances = new double[posteriorMeans.Columns];
        if (posteriorMeans.Rows == 0)
            return variances;
        var means = Correlation.Means(posteriorMeans);
        for (var row = 0; row < posteriorMeans.Rows; row++)
            for (var j = 0; j < means.Length; j++)
            {
                var centred = posteriorMeans[row, j] - means[j];
                variances[j] += centred * centred / posteriorMeans.Rows;
            }

        return variances;
    }
}
