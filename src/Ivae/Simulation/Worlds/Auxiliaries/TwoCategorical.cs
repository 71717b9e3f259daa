using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

internal sealed class TwoCategorical : AuxiliaryKind
{
    private const int Groups = 4;

    public override string Name => "two-categorical";

    public override string Description =>
        "A level per block of rows beside one of 4 groups at random; what each does to a moment adds up (.6 and .4).";

    public override bool HasLevels => true;

    public override AuxiliaryDesign Draw(int rows, int levels, RandomStream random)
    {
        int[] level = [.. Enumerable.Range(0, rows).Select(row => (int)((long)row * levels / rows))];
        int[] group = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt32(Groups))];
        var auxiliary = Auxiliary.Of(AuxiliaryDesign.Levels("level", level, levels))
            .Concatenate(Auxiliary.Of(AuxiliaryDesign.Levels("group", group, Groups)));
        int[] context = [.. level.Zip(group, (m, g) => m * Groups + g)];
        return new AuxiliaryDesign(auxiliary, context, levels * Groups, own =>
        {
            var ofLevel = MixingBlocks.Uniform(levels, -1, 1, own);
            var ofGroup = MixingBlocks.Uniform(Groups, -1, 1, own);
            var contexts = Enumerable.Range(0, levels * Groups);
            return [.. contexts.Select(c => 0.6 * ofLevel[c / Groups] + 0.4 * ofGroup[c % Groups])];
        });
    }
}
