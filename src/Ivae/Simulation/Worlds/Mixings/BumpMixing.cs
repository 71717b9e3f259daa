using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <remarks>
/// Injective: the places never cross, and Gaussian bumps of one width at different places are linearly independent.
/// Only up to what the
/// computer can tell apart, so that no inverse is given.
/// </remarks>
internal sealed class BumpMixing : MixingKind
{
    private const double Width = 8;

    public override string Name => "bumps";

    public override string Description =>
        "x_p = Σ_i exp(−(p − c_i)² / (2·8²)) over pixels p of a line, c_i = home_i + strength · spacing/2 · tanh(s_i), "
        + "homes evenly spaced: a bump per source, 200 pixels by default.";

    public override double Strength => 0.9;

    public override double StrengthLimit => 1;

    public override bool IsInvertible => false;

    public override int Columns(int latent) => Math.Max(200, MinColumns(latent));

    public override int MinColumns(int latent) => 16 * latent;

    public override WorldMixing Draw(MixingShape shape, RandomStream random)
    {
        var (n, pixels) = (shape.Latent, shape.Columns);
        var spacing = (double)pixels / n;
        return new WorldMixing(n, [new MixingStep(pixels, (s, x) =>
        {
            x.Clear();
            for (var i = 0; i < n; i++)
            {
                var place = (i + 0.5) * spacing - 0.5 + shape.Strength * spacing / 2 * Dual.Tanh(s[i]);
                for (var p = 0; p < pixels; p++)
                {
                    var distance = 1 / Width * (p - place);
                    x[p] += Dual.Exp(-0.5 * (distance * distance));
                }
            }
        })]);
    }
}
