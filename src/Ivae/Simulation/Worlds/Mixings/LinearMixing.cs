using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

internal sealed class LinearMixing : MixingKind
{
    public override string Name => "linear";

    public override string Description => "x = W s, the condition number of W at most 3; strength is not used.";

    public override WorldMixing Draw(MixingShape shape, RandomStream random) =>
        new(shape.Latent, [MixingBlocks.Linear(shape.Latent, shape.Columns, random.Split("last"))]);
}
