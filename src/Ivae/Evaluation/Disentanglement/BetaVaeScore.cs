using Ivae.Numerics;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// The β-VAE score. A vote: choose a factor, draw 64 pairs of rows that share its level (each pair another level), and
/// take the mean of |z − z′| over the pairs. A linear classifier learns the factor from 10 000 such differences; the
/// score is its accuracy on 5 000 others. Levels as in <see cref="MutualInformationGap"/>.
/// </summary>
/// <remarks>
/// Source: Higgins et al. 2017, section 3; numbers of votes and pairs as in Locatello et al. 2019. The classifier is
/// one logistic regression a factor on standardised differences.
/// </remarks>
internal static class BetaVaeScore
{
    /// <summary>The accuracy, 0 … 1; 1/K is chance.</summary>
    /// <param name="latents">z, <c>[N, L]</c>.</param>
    /// <param name="factors">v, <c>[N, K]</c>.</param>
    /// <param name="seed">Seed of the votes.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, are 0, or a value is not finite.</exception>
    public static double Compute(Matrix latents, Matrix factors, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(factors);
        Correlation.Check(latents, factors);
        var draws = new FactorDraws(factors, new RandomStream(seed).Split("beta-vae score"));
        var (differences, factor) = Votes(latents, draws, FactorDraws.TrainingVotes);
        var (tests, truth) = Votes(latents, draws, FactorDraws.ScoringVotes);
        var scale = Standardisation.Of(differences);
        (differences, tests) = (scale.Apply(differences), scale.Apply(tests));
        var logits = new double[factors.Columns][];
        Parallel.For(0, logits.Length,
            k => logits[k] = new LogisticRegression(differences, Array.ConvertAll(factor, f => f == k)).Logits(tests));
        return Enumerable.Range(0, truth.Length)
            .Average(vote => Enumerable.Range(0, logits.Length).MaxBy(k => logits[k][vote]) == truth[vote] ? 1.0 : 0);
    }

    private static (Matrix Differences, int[] Factor) Votes(Matrix latents, FactorDraws draws, int count)
    {
        var (differences, factor) = (new Matrix(count, latents.Columns), new int[count]);
        for (var vote = 0; vote < count; vote++)
        {
            (factor[vote], var pairs) = draws.NextPairs();
            foreach (var (a, b) in pairs)
                for (var i = 0; i < latents.Columns; i++)
                    differences[vote, i] += Math.Abs(latents[a, i] - latents[b, i]) / pairs.Length;
        }

        return (differences, factor);
    }
}
