using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

internal sealed class GaussianSource : SourceKind
{
    public override string Name => "gaussian";

    public override string Description => "e is standard normal.";

    public override void Sample(double shape, Span<double> e, RandomStream random)
    {
        foreach (ref var value in e)
            value = random.NextNormal();
    }

    public override double LogDensity(double shape, double e) => LogNormal(e, 1);
}
