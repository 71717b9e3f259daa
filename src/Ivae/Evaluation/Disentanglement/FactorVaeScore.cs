using Ivae.Numerics;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// The FactorVAE score. A vote: choose a factor and a row, draw 64 rows that share that row's level of the factor, and
/// name the latent whose variance among them is smallest relative to its variance over all rows. A table says by
/// majority which factor each latent stands for (10 000 votes); the score is its accuracy on 5 000 others. Latents of
/// variance up to .01 take no part; levels as in <see cref="MutualInformationGap"/>.
/// </summary>
/// <remarks>Source: Kim and Mnih 2018, section 4; numbers of votes and rows as in Locatello et al. 2019. Rows are
/// drawn, with replacement, from the table at hand.</remarks>
internal static class FactorVaeScore
{
    /// <summary>The accuracy, 0 … 1; 1/K is chance, and 0 is given when no latent is active.</summary>
    /// <param name="latents">z, <c>[N, L]</c>.</param>
    /// <param name="factors">v, <c>[N, K]</c>.</param>
    /// <param name="seed">Seed of the votes.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, are 0, or a value is not finite.</exception>
    public static double Compute(Matrix latents, Matrix factors, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(factors);
        Correlation.Check(latents, factors);
        var active = ActiveUnits.Indices(latents);
        if (active.Length == 0)
            return 0;
        var standardised = Columns.Standardised(latents).TakeColumns(active);
        var draws = new FactorDraws(factors, new RandomStream(seed).Split("factor-vae score"));
        var votes = new int[active.Length, factors.Columns];
        for (var vote = 0; vote < FactorDraws.TrainingVotes; vote++)
        {
            var (factor, rows) = draws.Next();
            votes[MinVarying(standardised, rows), factor]++;
        }

        int[] factorOf = [.. Enumerable.Range(0, active.Length)
            .Select(i => Enumerable.Range(0, factors.Columns).MaxBy(k => votes[i, k]))];
        var right = 0;
        for (var vote = 0; vote < FactorDraws.ScoringVotes; vote++)
        {
            var (factor, rows) = draws.Next();
            if (factorOf[MinVarying(standardised, rows)] == factor)
                right++;
        }

        return (double)right / FactorDraws.ScoringVotes;
    }

    private static int MinVarying(Matrix latents, int[] rows)
    {
        var variances = Columns.Variance(latents.TakeRows(rows));
        return Array.IndexOf(variances, variances.Min());
    }
}
