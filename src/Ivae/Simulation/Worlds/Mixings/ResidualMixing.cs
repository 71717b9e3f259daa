using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <remarks>
/// Injective: each residual has Lipschitz constant strength &lt; 1. Source: Behrmann et al., "Invertible residual
/// networks", ICML 2019.
/// </remarks>
internal sealed class ResidualMixing : MixingKind
{
    public override string Name => "residual";

    public override string Description =>
        "Layers h ← h + strength · V tanh(2 U h + b) / 2 between rotations, U and V orthonormal [2n, n] and [n, 2n]: "
        + "contractive, strength below 1.";

    public override double Strength => 0.9;

    public override double StrengthLimit => 1;

    public override int Layers => 4;

    public override WorldMixing Draw(MixingShape shape, RandomStream random) =>
        MixingBlocks.BetweenRotations(shape, Residual, random);

    private static MixingStep Residual(int n, double strength, RandomStream random)
    {
        var u = MixingBlocks.Orthonormal(2 * n, n, random.Split("inner")).ToRowMajorArray();
        var v = MixingBlocks.Orthonormal(2 * n, n, random.Split("outer")).Transpose().ToRowMajorArray();
        var b = MixingBlocks.Uniform(2 * n, -1, 1, random.Split("bias"));
        return new MixingStep(n, (h, x) =>
        {
            Span<Dual> hidden = stackalloc Dual[2 * n];
            MixingBlocks.Multiply(u, h, hidden);
            for (var k = 0; k < hidden.Length; k++)
                hidden[k] = Dual.Tanh(2 * hidden[k] + b[k]);
            MixingBlocks.Multiply(v, hidden, x);
            for (var i = 0; i < n; i++)
                x[i] = h[i] + strength / 2 * x[i];
        });
    }
}
