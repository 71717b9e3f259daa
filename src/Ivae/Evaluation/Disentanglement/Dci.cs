using Ivae.Numerics;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// DCI. The importance R_ik of latent i for factor k comes from a random forest that predicts v_k from all latents: ten
/// trees of depth up to 12 with at least 5 rows in a leaf, every latent tried at every split, importance being the
/// share of squared error removed. A factor of at most 20 values is predicted as one-hot levels, so that importance is
/// by Gini impurity. Disentanglement of latent i is 1 − H(R_i·)/log K, completeness of factor k is 1 − H(R_·k)/log L.
/// Fitted on odd rows (at most 2500, at random), scored on even ones (likewise).
/// </summary>
/// <remarks>Source: Eastwood and Williams 2018, section 2, with their random forest: a component-wise nonlinear map of
/// a latent costs nothing, as a linear regression would make it.</remarks>
internal static class Dci
{
    private const int MaxRows = 2500;

    /// <summary>The three scores.</summary>
    /// <param name="latents">z, <c>[N, L]</c>.</param>
    /// <param name="factors">v, <c>[N, K]</c>.</param>
    /// <param name="seed">Seed of the choice of rows and of the forests.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, are below 2, or a value is not
    /// finite.</exception>
    public static DciScore Compute(Matrix latents, Matrix factors, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(factors);
        Correlation.Check(latents, factors);
        var random = new RandomStream(seed).Split("dci");
        var odd = Chosen(0, latents.Rows, random.Split("fit"));
        var even = Chosen(1, latents.Rows, random.Split("held"));
        var (fit, held) = (latents.TakeRows(odd), latents.TakeRows(even));
        var (importance, explained) = (new double[latents.Columns, factors.Columns], new double[factors.Columns]);
        Parallel.For(0, factors.Columns, k =>
        {
            var target = Target(factors.Column(k));
            var forest = new RandomForest(fit, target.TakeRows(odd), random.Split((ulong)k));
            for (var i = 0; i < latents.Columns; i++)
                importance[i, k] = forest.Importances[i];
            var truth = target.TakeRows(even);
            explained[k] = Math.Max(ReconstructionError.Compute(truth, forest.Predict(held)).RSquared, 0);
        });
        var (disentanglement, completeness) = FromImportance(importance);
        return new DciScore(disentanglement, completeness, explained.Average());
    }

    /// <summary>Disentanglement and completeness of a matrix of importances <c>[L, K]</c>, none negative.</summary>
    internal static (double Disentanglement, double Completeness) FromImportance(double[,] importance)
    {
        var (latents, factors) = (importance.GetLength(0), importance.GetLength(1));
        var total = importance.Cast<double>().Sum();
        var disentanglement = 0.0;
        for (var i = 0; i < latents; i++)
        {
            double[] row = [.. Enumerable.Range(0, factors).Select(k => importance[i, k])];
            disentanglement += total > 0 ? row.Sum() / total * Concentration(row) : 0;
        }

        return (disentanglement, Enumerable.Range(0, factors)
            .Average(k => Concentration([.. Enumerable.Range(0, latents).Select(i => importance[i, k])])));
    }

    /// <summary>1 − H/log n of weights: 1 when one has everything, 0 when all are equal or nothing is there.</summary>
    private static double Concentration(double[] weights)
    {
        var total = weights.Sum();
        if (total <= 0)
            return 0;
        return weights.Length == 1
            ? 1
            : 1 + weights.Where(weight => weight > 0).Sum(weight => weight / total * Math.Log(weight / total))
                / Math.Log(weights.Length);
    }

    /// <summary>A factor as numbers to predict: itself, or one column a level.</summary>
    private static Matrix Target(float[] factor)
    {
        var levels = FactorLevels.Of(factor);
        if (!levels.Discrete)
            return new Matrix(factor.Length, 1, factor);
        var oneHot = new Matrix(factor.Length, levels.Count);
        for (var row = 0; row < factor.Length; row++)
            oneHot[row, levels.Codes[row]] = 1;
        return oneHot;
    }

    private static int[] Chosen(int first, int rows, RandomStream random)
        => [.. random.Permutation((rows - first + 1) / 2).Take(MaxRows).Select(index => 2 * index + first)];
}
