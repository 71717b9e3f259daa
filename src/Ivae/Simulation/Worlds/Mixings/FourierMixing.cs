using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <remarks>
/// A random function of a Gaussian process with a squared-exponential kernel. With at least 2n + 1 columns, injective
/// on a bounded set but
/// for a null set of draws (Whitney); no inverse is known. Source: Rahimi and Recht, "Random features for large-scale
/// kernel machines", 2007.
/// </remarks>
internal sealed class FourierMixing : MixingKind
{
    private const int Features = 64;

    public override string Name => "fourier";

    public override string Description =>
        "x_k = Σ_m a_km cos(strength · ω_m·s + φ_m) over 64 features, ω and a normal: random Fourier features, "
        + "lengthscale 1/strength, at least 2n + 1 columns.";

    public override double Strength => 0.4;

    public override bool IsInvertible => false;

    public override int Columns(int latent) => 2 * latent + 2;

    public override int MinColumns(int latent) => 2 * latent + 1;

    public override WorldMixing Draw(MixingShape shape, RandomStream random)
    {
        var omega = MixingBlocks.Normal(Features, shape.Latent, random.Split("frequencies")) * shape.Strength;
        var phases = MixingBlocks.Uniform(Features, 0, 2 * Math.PI, random.Split("phases"));
        var amplitudes = MixingBlocks.Normal(shape.Columns, Features, random.Split("amplitudes"));
        var frequencies = omega.ToRowMajorArray();
        var last = (amplitudes * Math.Sqrt(2.0 / Features)).ToRowMajorArray();
        return new WorldMixing(shape.Latent, [new MixingStep(shape.Columns, (s, x) =>
        {
            Span<Dual> waves = stackalloc Dual[Features];
            MixingBlocks.Multiply(frequencies, s, waves);
            for (var m = 0; m < Features; m++)
                waves[m] = Dual.Cos(waves[m] + phases[m]);
            MixingBlocks.Multiply(last, waves, x);
        })]);
    }
}
