using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <remarks>
/// Injective: a stays as it is, from which b follows. Source: Dinh, Sohl-Dickstein and Bengio, "Density estimation
/// using real NVP", ICLR 2017.
/// </remarks>
internal sealed class AffineCouplingMixing : MixingKind
{
    public override string Name => "affine-coupling";

    public override string Description =>
        "Layers (a, b) ← (a, b · exp(strength · tanh(m(a))) + t(a)) between rotations, a the first ⌊n/2⌋, m and t "
        + "random networks: RealNVP.";

    public override double Strength => 0.7;

    public override int Layers => 4;

    public override int MinLatent => 2;

    public override WorldMixing Draw(MixingShape shape, RandomStream random) =>
        MixingBlocks.BetweenRotations(shape, Coupling, random);

    private static MixingStep Coupling(int n, double strength, RandomStream random)
    {
        var (kept, moved) = (n / 2, n - n / 2);
        var factors = new DualNetwork(kept, moved, 1.5, random.Split("factors"));
        var shifts = new DualNetwork(kept, moved, 1, random.Split("shifts"));
        return new MixingStep(n, (h, x) =>
        {
            Span<Dual> factor = stackalloc Dual[moved], shift = stackalloc Dual[moved];
            factors.Evaluate(h[..kept], factor);
            shifts.Evaluate(h[..kept], shift);
            h.CopyTo(x);
            for (var i = 0; i < moved; i++)
                x[kept + i] = h[kept + i] * Dual.Exp(strength * Dual.Tanh(factor[i])) + shift[i];
        });
    }
}
