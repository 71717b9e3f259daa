using Ivae.Data;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>
/// Two sets of latents brought together within the class that is identified: order, and a map of each latent by itself.
/// Never a rotation: what a rotation brings together, the data do not.
/// </summary>
public sealed record Alignment
{
    /// <summary>What it rests on.</summary>
    public required AlignmentBasis By { get; init; }

    /// <summary>Number of rows or levels that both share.</summary>
    public required int Shared { get; init; }

    /// <summary>Latent of B for each of A, from 0, <c>[L_A]</c>; −1 for one left over.</summary>
    public required int[] Assignment { get; init; }

    /// <summary>
    /// Correlation of each pair, signed <c>[L_A]</c>; out of sample by rows. By levels, that of how their distributions
    /// move, positive where the sign cannot be determined.
    /// </summary>
    public required double[] Correlations { get; init; }

    /// <summary>A ≈ slope · B + shift for each pair <c>[L_A]</c>.</summary>
    public required double[] Slopes { get; init; }

    /// <summary>See <see cref="Slopes"/>, <c>[L_A]</c>.</summary>
    public required double[] Shifts { get; init; }

    /// <summary>
    /// Held-out R² of each latent of A from its pair by any curve <c>[L_A]</c>: higher than the squared correlation
    /// where the pair differs by a bent map. None by levels.
    /// </summary>
    public double[]? CurveRSquared { get; init; }

    /// <summary>Mean absolute correlation of the pairs.</summary>
    public required double Mcc { get; init; }

    /// <summary>
    /// Mean correlation after the best linear map of all latents: where it is much higher, axes differ within one
    /// space. None by levels.
    /// </summary>
    public double? LinearMcc { get; init; }

    /// <summary>What the two agree up to; by levels, whether they agree at all.</summary>
    public EquivalenceClass Shows
        => Mcc >= Needed ? EquivalenceClass.Permutation
            : LinearMcc >= Needed ? EquivalenceClass.LinearMap
            : EquivalenceClass.None;

    private double Needed => By == AlignmentBasis.Rows
        ? IdentifiabilityDecisions.SameLatents
        : IdentifiabilityDecisions.MatchedLatent;

    /// <summary>Alignment by rows that both describe.</summary>
    /// <param name="a">Latents of the first <c>[N, L_A]</c>.</param>
    /// <param name="b">Latents of the second <c>[N, L_B]</c>, the same rows.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, or a value is not finite.</exception>
    public static Alignment OfRows(Matrix a, Matrix b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var matched = MeanCorrelationCoefficient.ComputeHeldOut(b, a);
        var linear = LinearMap.WeakMcc(b, a);
        return Make(AlignmentBasis.Rows, a.Rows, a, b, matched.Assignment, matched.PairCorrelations, matched.Score) with
        {
            CurveRSquared = ComponentMap.RSquared(b, a, matched.Assignment),
            LinearMcc = linear,
        };
    }

    /// <summary>
    /// Alignment of two sessions that share no row, by how the distributions of their latents move over the levels of u
    /// that both know.
    /// </summary>
    /// <param name="a">First model; its u is one categorical variable.</param>
    /// <param name="b">Second model; the same.</param>
    /// <exception cref="ArgumentException">A model's u is something else, or fewer than three levels are
    /// shared.</exception>
    public static Alignment OfLevels(IvaeModel a, IvaeModel b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var (levelsA, levelsB) = (Levels(a), Levels(b));
        string[] shared = [.. levelsA.Intersect(levelsB)];
        if (shared.Length < IdentifiabilityDecisions.MinSharedLevels)
            throw new ArgumentException($"The two models share {shared.Length} levels of u; "
                + $"{IdentifiabilityDecisions.MinSharedLevels} at least are needed to match their latents by how they "
                + "move.");
        var (meanA, scaleA) = Profile(a, levelsA, shared);
        var (meanB, scaleB) = Profile(b, levelsB, shared);
        var (means, scales) = (Correlation.Pearson(meanB, meanA), Correlation.Pearson(scaleB, scaleA));

        // A sign turns the means and leaves the scales: each counts by how much it moves.
        var (weightsA, weightsB) = (MeanShares(meanA, scaleA), MeanShares(meanB, scaleB));
        var match = new double[a.Latents, b.Latents];
        for (var i = 0; i < a.Latents; i++)
            for (var j = 0; j < b.Latents; j++)
            {
                var share = Math.Sqrt(weightsA[i] * weightsB[j]);
                match[i, j] = share * Math.Abs(means[j, i]) + (1 - share) * scales[j, i];
            }

        var cost = new double[a.Latents, b.Latents];
        for (var i = 0; i < a.Latents; i++)
            for (var j = 0; j < b.Latents; j++)
                cost[i, j] = -match[i, j];
        var assignment = Evaluation.Assignment.Solve(cost);
        bool IsNegative(int i, int j) => means[j, i] < 0 && weightsA[i] > IdentifiabilityDecisions.MinMeanShare;
        double[] correlations = [.. assignment.Select((j, i)
            => j < 0 ? 0 : match[i, j] * (IsNegative(i, j) ? -1 : 1))];
        var mcc = correlations.Sum(Math.Abs) / Math.Min(a.Latents, b.Latents);
        return Make(AlignmentBasis.Levels, shared.Length, meanA, meanB, assignment, correlations, mcc);
    }

    /// <summary>
    /// The latents of B in the order, sign and scale of A's <c>[N, L_A]</c>; zeros for one without a pair.
    /// </summary>
    public Matrix Apply(Matrix b)
    {
        ArgumentNullException.ThrowIfNull(b);
        var result = new Matrix(b.Rows, Assignment.Length);
        for (var row = 0; row < b.Rows; row++)
            for (var i = 0; i < Assignment.Length; i++)
                result[row, i] = Assignment[i] < 0 ? 0 : (float)(Slopes[i] * b[row, Assignment[i]] + Shifts[i]);
        return result;
    }

    private static Alignment Make(
        AlignmentBasis by, int shared, Matrix a, Matrix b, int[] assignment, double[] correlations, double mcc)
    {
        var (scaleA, scaleB) = (Standardisation.Of(a), Standardisation.Of(b));
        var (slopes, shifts) = (new double[assignment.Length], new double[assignment.Length]);
        for (var i = 0; i < assignment.Length; i++)
        {
            if (assignment[i] < 0 || scaleA.Inverses[i] == 0)
                continue;
            slopes[i] = (correlations[i] < 0 ? -1 : 1) * scaleB.Inverses[assignment[i]] / scaleA.Inverses[i];
            shifts[i] = scaleA.Means[i] - slopes[i] * scaleB.Means[assignment[i]];
        }

        return new Alignment
        {
            By = by,
            Shared = shared,
            Assignment = assignment,
            Correlations = correlations,
            Slopes = slopes,
            Shifts = shifts,
            Mcc = mcc,
        };
    }

    private static string[] Levels(IvaeModel model)
    {
        var recipe = model.Description.Recipe;
        if (model.Past > 0)
            throw new ArgumentException("A prior that reads the past says nothing of a level alone, by which sessions "
                + "without common rows are matched; give tables of latents of the same rows instead.");
        if (model.Description.Auxiliary is not { Columns: 0, Levels.Count: 1 })
            throw new ArgumentException("The latents of sessions without common rows can be matched only by one "
                + "categorical u; give tables of latents of the same rows instead.");
        return [.. recipe.AllCategorical[0].Levels];
    }

    private static (Matrix Mean, Matrix LogScale) Profile(IvaeModel model, string[] levels, string[] shared)
    {
        var name = model.Description.Recipe.AllCategorical[0].Name;
        var u = new CategoricalVariable(name, levels, [.. shared.Select(level => Array.IndexOf(levels, level))]);
        var (mean, deviation) = model.Prior(Auxiliary.Of(u));
        return (mean, new Matrix(deviation.Rows, deviation.Columns, Array.ConvertAll(deviation.Values, MathF.Log)));
    }

    /// <summary>How much of what moves is the mean, 0 … 1, <c>[L]</c>.</summary>
    private static double[] MeanShares(Matrix mean, Matrix logScale)
    {
        var (m, s) = (Columns.Variance(mean), Columns.Variance(logScale));
        return [.. m.Select((variance, i) => variance <= 0 ? 0 : variance
            / (variance + Enumerable.Range(0, logScale.Rows).Average(row => Math.Exp(2 * logScale[row, i])) * s[i]))];
    }
}
