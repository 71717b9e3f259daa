using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

internal sealed class AutoregressiveSource : SourceKind
{
    public override string Name => "ar1";

    public override string Description =>
        "e_t = ρ e_(t−1) + √(1 − ρ²) η_t with normal η, ρ = shape, .7 by default; each value alone is standard normal, "
        + "and the likelihood is that of rows alone.";

    public override double? Shape => 0.7;

    public override (double Low, double High) ShapeRange => (-1, 1);

    public override bool HasMemory => true;

    public override void Sample(double shape, Span<double> e, RandomStream random)
    {
        var before = random.NextNormal();
        foreach (ref var value in e)
            value = before = shape * before + Math.Sqrt(1 - shape * shape) * random.NextNormal();
    }

    public override double LogDensity(double shape, double e) => LogNormal(e, 1);
}
