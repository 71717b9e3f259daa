using System.Globalization;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <summary>u of every row, and how a moment of a source moves with it.</summary>
/// <param name="Auxiliary">u of N rows.</param>
/// <param name="Context">The true context of each row, <c>[N]</c>: which of the C values u has.</param>
/// <param name="Contexts">C.</param>
/// <param name="Drive">
/// Draws how one moment of one source moves: a number in [−1, 1] for each context, <c>[C]</c>.
/// </param>
internal sealed record AuxiliaryDesign(
    Auxiliary Auxiliary, int[] Context, int Contexts, Func<RandomStream, double[]> Drive)
{
    /// <summary>
    /// The design whose contexts are levels in blocks of rows of given sizes; a moment is uniform on [−1, 1] in each.
    /// </summary>
    public static AuxiliaryDesign Blocks(IReadOnlyList<int> sizes)
    {
        int[] codes = [.. sizes.SelectMany((size, level) => Enumerable.Repeat(level, size))];
        var auxiliary = Auxiliary.Of(Levels("level", codes, sizes.Count));
        double[] Drive(RandomStream random) => MixingBlocks.Uniform(sizes.Count, -1, 1, random);
        return new AuxiliaryDesign(auxiliary, codes, sizes.Count, Drive);
    }

    /// <summary>A categorical variable with the levels 1, 2, ….</summary>
    public static CategoricalVariable Levels(string name, int[] codes, int levels)
    {
        string[] names = [.. Enumerable.Range(1, levels).Select(level => level.ToString(CultureInfo.InvariantCulture))];
        return new CategoricalVariable(name, names, codes);
    }
}
