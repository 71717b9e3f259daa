using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

internal sealed class TwoPeakedSource : SourceKind
{
    public override string Name => "two-peaked";

    public override string Description => "e is normal around −m or m with variance 1 − m², m = shape, .9 by default.";

    public override double? Shape => 0.9;

    public override (double Low, double High) ShapeRange => (0, 1);

    public override void Sample(double shape, Span<double> e, RandomStream random)
    {
        foreach (ref var value in e)
        {
            var peak = random.NextDouble() < 0.5 ? -shape : shape;
            value = peak + Math.Sqrt(1 - shape * shape) * random.NextNormal();
        }
    }

    public override double LogDensity(double shape, double e)
    {
        var deviation = Math.Sqrt(1 - shape * shape);
        var (near, far) = (LogNormal(Math.Abs(e) - shape, deviation), LogNormal(Math.Abs(e) + shape, deviation));
        return near + Math.Log(1 + Math.Exp(far - near)) - Math.Log(2);
    }
}
