using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <remarks>Injective: every layer is, its matrix being invertible and its activation rising.</remarks>
internal sealed class LeakyReluMixing : MixingKind
{
    public override string Name => "leaky-relu";

    public override string Description =>
        "Layers h ← leaky ReLU(W h + b), slope strength below 0, b in [−1, 1], then x = W h: a deep piecewise linear "
        + "network.";

    public override double Strength => 0.2;

    public override double StrengthLimit => 1;

    public override int Layers => 4;

    public override WorldMixing Draw(MixingShape shape, RandomStream random)
    {
        var (n, slope, steps) = (shape.Latent, shape.Strength, new List<MixingStep>());
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var own = random.Split((ulong)layer);
            var bias = MixingBlocks.Uniform(n, -1, 1, own.Split("bias"));
            steps.Add(MixingBlocks.Linear(n, n, own));
            steps.Add(new MixingStep(n, (h, x) =>
            {
                for (var i = 0; i < n; i++)
                    x[i] = Dual.LeakyRelu(h[i] + bias[i], slope);
            }));
        }

        return new WorldMixing(n, [.. steps, MixingBlocks.Linear(n, shape.Columns, random.Split("last"))]);
    }
}
