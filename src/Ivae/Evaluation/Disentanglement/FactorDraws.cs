using Ivae.Numerics;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// Rows that share the level of one factor, drawn from a table with replacement: the interventions of the FactorVAE and
/// β-VAE scores.
/// </summary>
internal sealed class FactorDraws(Matrix factors, RandomStream random)
{
    public const int TrainingVotes = 10_000;
    public const int ScoringVotes = 5_000;
    private const int RowsOfAVote = 64;
    private readonly (int[] Codes, int[][] Rows)[] levels =
        [.. FactorLevels.Of(factors).Select(factor => (factor.Codes, factor.Rows()))];

    /// <summary>A factor, uniformly, and 64 rows of the level of it that a random row has.</summary>
    public (int Factor, int[] Rows) Next()
    {
        var factor = random.NextInt32(levels.Length);
        var sharing = Sharing(factor, random.NextInt32(factors.Rows));
        var rows = new int[RowsOfAVote];
        foreach (ref var row in rows.AsSpan())
            row = sharing[random.NextInt32(sharing.Length)];
        return (factor, rows);
    }

    /// <summary>
    /// A factor, uniformly, and 64 pairs of rows of one level of it each, the level being that of a random row.
    /// </summary>
    public (int Factor, (int A, int B)[] Pairs) NextPairs()
    {
        var factor = random.NextInt32(levels.Length);
        var pairs = new (int A, int B)[RowsOfAVote];
        foreach (ref var pair in pairs.AsSpan())
        {
            var row = random.NextInt32(factors.Rows);
            var sharing = Sharing(factor, row);
            pair = (row, sharing[random.NextInt32(sharing.Length)]);
        }

        return (factor, pairs);
    }

    private int[] Sharing(int factor, int row) => levels[factor].Rows[levels[factor].Codes[row]];
}
