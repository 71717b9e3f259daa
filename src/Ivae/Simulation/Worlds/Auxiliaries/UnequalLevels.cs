using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

internal sealed class UnequalLevels : AuxiliaryKind
{
    public override string Name => "unequal";

    public override string Description =>
        "A level per block of rows, sizes proportional to exp(normal), at least 2 rows each.";

    public override bool IsBlocks => true;

    public override bool HasLevels => true;

    public override AuxiliaryDesign Draw(int rows, int levels, RandomStream random)
    {
        double[] weights = [.. Enumerable.Range(0, levels).Select(_ => Math.Exp(random.NextNormal()))];
        var (sum, sizes, before, last) = (weights.Sum(), new int[levels], 0.0, 0);
        for (var level = 0; level < levels; level++)
        {
            before += weights[level];
            var end = level == levels - 1 ? rows - 2 * levels : (int)((rows - 2 * levels) * before / sum);
            (sizes[level], last) = (2 + end - last, end);
        }

        return AuxiliaryDesign.Blocks(sizes);
    }
}
