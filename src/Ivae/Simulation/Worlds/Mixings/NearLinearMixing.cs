using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <remarks>Injective: the sine term has Lipschitz constant strength &lt; 1 (Banach).</remarks>
internal sealed class NearLinearMixing : MixingKind
{
    public override string Name => "near-linear";

    public override string Description =>
        "x = W (s + strength · U sin(V s)), U and V orthogonal: slopes are within strength of those of a linear map.";

    public override double Strength => 0.3;

    public override double StrengthLimit => 1;

    public override WorldMixing Draw(MixingShape shape, RandomStream random)
    {
        var (n, strength) = (shape.Latent, shape.Strength);
        var u = MixingBlocks.Orthonormal(n, n, random.Split("outer")).ToRowMajorArray();
        var v = MixingBlocks.Orthonormal(n, n, random.Split("inner")).ToRowMajorArray();
        var bend = new MixingStep(n, (s, x) =>
        {
            Span<Dual> waves = stackalloc Dual[n];
            MixingBlocks.Multiply(v, s, waves);
            for (var i = 0; i < n; i++)
                waves[i] = Dual.Sin(waves[i]);
            MixingBlocks.Multiply(u, waves, x);
            for (var i = 0; i < n; i++)
                x[i] = s[i] + strength * x[i];
        });
        return new WorldMixing(n, [bend, MixingBlocks.Linear(n, shape.Columns, random.Split("last"))]);
    }
}
