using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <remarks>Injective: each s_i follows from x_i and the sources before.</remarks>
internal sealed class ProductMixing : MixingKind
{
    public override string Name => "products";

    public override string Description =>
        "h_i = s_i · exp(strength · tanh(a_i·s_(<i))) + b_i·s_(<i), a and b normal over √i, then x = W h: "
        + "each source is multiplied by a function of those before.";

    public override int MinLatent => 2;

    public override WorldMixing Draw(MixingShape shape, RandomStream random)
    {
        var (n, strength) = (shape.Latent, shape.Strength);
        var factors = MixingBlocks.Normal(n, n, random.Split("factors"));
        var shifts = MixingBlocks.Normal(n, n, random.Split("shifts"));
        var product = new MixingStep(n, (s, x) =>
        {
            for (var i = 0; i < n; i++)
            {
                Dual factor = 0, shift = 0;
                for (var j = 0; j < i; j++)
                {
                    factor += factors[i, j] / Math.Sqrt(i) * s[j];
                    shift += shifts[i, j] / Math.Sqrt(i) * s[j];
                }

                x[i] = s[i] * Dual.Exp(strength * Dual.Tanh(factor)) + shift;
            }
        });
        return new WorldMixing(n, [product, MixingBlocks.Linear(n, shape.Columns, random.Split("last"))]);
    }
}
