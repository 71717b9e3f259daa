using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

/// <remarks>
/// Source: Bollerslev, "Generalized autoregressive conditional heteroskedasticity", J. Econometrics 31, 1986.
/// </remarks>
internal sealed class GarchSource : SourceKind
{
    private const double News = 0.2;
    private const int BurnIn = 500;

    public override string Name => "garch";

    public override string Description =>
        "e_t = σ_t η_t with normal η and σ²_t = 1 − p + .2 e²_(t−1) + (p − .2) σ²_(t−1), p = shape, .9 by default: its "
        + "volatility has a memory. The density of a value alone has no closed form.";

    public override double? Shape => 0.9;

    public override (double Low, double High) ShapeRange => (News, 1);

    public override bool HasMemory => true;

    public override bool HasDensity => false;

    public override void Sample(double shape, Span<double> e, RandomStream random)
    {
        var (variance, before) = (1.0, 0.0);
        for (var t = -BurnIn; t < e.Length; t++)
        {
            variance = 1 - shape + News * before * before + (shape - News) * variance;
            before = Math.Sqrt(variance) * random.NextNormal();
            if (t >= 0)
                e[t] = before;
        }
    }

    public override double LogDensity(double shape, double e) =>
        throw new NotSupportedException("A GARCH value alone has no density in closed form.");
}
