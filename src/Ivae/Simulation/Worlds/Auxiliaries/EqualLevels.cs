using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

internal sealed class EqualLevels : AuxiliaryKind
{
    public override string Name => "levels";

    public override string Description => "A level per block of rows, all blocks of one size (± 1).";

    public override bool IsBlocks => true;

    public override bool HasLevels => true;

    public override AuxiliaryDesign Draw(int rows, int levels, RandomStream random) => AuxiliaryDesign.Blocks(
        [.. Enumerable.Range(0, levels).Select(m => (int)((long)rows * (m + 1) / levels - (long)rows * m / levels))]);
}
