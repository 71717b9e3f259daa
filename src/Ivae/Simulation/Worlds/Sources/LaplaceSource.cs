using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

internal sealed class LaplaceSource : SourceKind
{
    public override string Name => "laplace";

    public override string Description => "p(e) = exp(−√2 |e|) / √2.";

    public override void Sample(double shape, Span<double> e, RandomStream random)
    {
        foreach (ref var value in e)
        {
            var p = NextOpen(random);
            value = (p < 0.5 ? Math.Log(2 * p) : -Math.Log(2 * (1 - p))) / Math.Sqrt(2);
        }
    }

    public override double LogDensity(double shape, double e) => -Math.Sqrt(2) * Math.Abs(e) - 0.5 * Math.Log(2);
}
