using Ivae.Numerics;

namespace Ivae.Simulation.Worlds;

internal sealed class SparseSource : SourceKind
{
    private const double Narrow = 0.1;

    public override string Name => "sparse";

    public override string Description =>
        "e is normal of standard deviation .1 with probability shape, .7 by default, else wide, the variance being 1.";

    public override double? Shape => 0.7;

    public override (double Low, double High) ShapeRange => (0, 1);

    public override void Sample(double shape, Span<double> e, RandomStream random)
    {
        foreach (ref var value in e)
            value = (random.NextDouble() < shape ? Narrow : Wide(shape)) * random.NextNormal();
    }

    public override double LogDensity(double shape, double e)
    {
        var narrow = Math.Log(shape) + LogNormal(e, Narrow);
        var wide = Math.Log(1 - shape) + LogNormal(e, Wide(shape));
        return Math.Max(narrow, wide) + Math.Log(1 + Math.Exp(-Math.Abs(narrow - wide)));
    }

    private static double Wide(double shape) => Math.Sqrt((1 - shape * Narrow * Narrow) / (1 - shape));
}
