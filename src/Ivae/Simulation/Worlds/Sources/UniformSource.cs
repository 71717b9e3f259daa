using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

internal sealed class UniformSource : SourceKind
{
    public override string Name => "uniform";

    public override string Description => "e is uniform on [−√3, √3].";

    public override void Sample(double shape, Span<double> e, RandomStream random)
    {
        foreach (ref var value in e)
            value = random.NextUniform(-Math.Sqrt(3), Math.Sqrt(3));
    }

    // Rounding to single precision may put a source a little outside.
    public override double LogDensity(double shape, double e) =>
        Math.Abs(e) <= Math.Sqrt(3) + 1e-4 ? -0.5 * Math.Log(12) : double.NegativeInfinity;
}
