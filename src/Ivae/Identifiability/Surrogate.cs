using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>Data in which something was destroyed.</summary>
internal static class Surrogate
{
    /// <summary>A copy of <paramref name="data"/> of one kind.</summary>
    public static Dataset Make(NullKind kind, Dataset data, RandomStream random) => kind switch
    {
        NullKind.Rows => WithAuxiliaryOf(data, random.Permutation(data.Rows)),
        NullKind.Order => data.TakeRows(random.Permutation(data.Rows)) with { Starts = data.Starts },
        _ => WithAuxiliaryOf(data, ShuffledBlocks(data.Auxiliary, data.Starts, random)),
    };

    /// <summary>The same rows, each with the u of another: row i gets that of <paramref name="rows"/>[i].</summary>
    public static Dataset WithAuxiliaryOf(Dataset data, int[] rows) =>
        data with { Auxiliary = data.Auxiliary.TakeRows(rows), TrueLogLikelihood = null };

    /// <summary>Number of runs of neighbouring rows with equal u.</summary>
    public static int Runs(Auxiliary u) => 1 + Enumerable.Range(1, Math.Max(0, u.Rows - 1))
        .Count(row => u.Categorical.Any(variable => variable.Codes[row] != variable.Codes[row - 1]));

    /// <summary>
    /// Row numbers, in blocks of a quarter of the mean run of equal u (a fiftieth of the rows where u is continuous),
    /// the blocks in random order.
    /// </summary>
    internal static int[] ShuffledBlocks(Auxiliary u, IReadOnlyList<int> starts, RandomStream random)
    {
        var blocks = u.Categorical.Count == 0
            ? IdentifiabilityDecisions.BlocksWithoutRuns
            : Runs(u) * IdentifiabilityDecisions.BlocksPerRun;
        var count = Math.Clamp(blocks, 1, u.Rows);
        // No block crosses the border of a sequence, or a gap.
        int[] bounds = [.. Enumerable.Range(0, count).Select(block => (int)((long)block * u.Rows / count))
            .Union(starts).Order(), u.Rows];
        return [.. random.Permutation(bounds.Length - 1)
            .SelectMany(block => Enumerable.Range(bounds[block], bounds[block + 1] - bounds[block]))];
    }
}
