using Ivae.Numerics;
using MathNet.Numerics;

namespace Ivae.Simulation.Worlds;

/// <remarks>
/// Source of the sampler: Marsaglia and Tsang, "A simple method for generating gamma variables", 2000.
/// </remarks>
internal sealed class SkewedSource : SourceKind
{
    public override string Name => "skewed";

    public override string Description =>
        "e = (g − k)/√k, g a gamma variable of k = shape, 2 by default: skewness 2/√k.";

    public override double? Shape => 2;

    public override (double Low, double High) ShapeRange => (1, 1000);

    public override void Sample(double shape, Span<double> e, RandomStream random)
    {
        foreach (ref var value in e)
            value = (Gamma(shape, random) - shape) / Math.Sqrt(shape);
    }

    public override double LogDensity(double shape, double e)
    {
        var gamma = shape + Math.Sqrt(shape) * e;
        return gamma <= 0
            ? double.NegativeInfinity
            : (shape - 1) * Math.Log(gamma) - gamma - SpecialFunctions.GammaLn(shape) + 0.5 * Math.Log(shape);
    }

    private static double Gamma(double shape, RandomStream random)
    {
        var d = shape - 1.0 / 3;
        while (true)
        {
            var normal = random.NextNormal();
            var cube = Math.Pow(1 + normal / Math.Sqrt(9 * d), 3);
            var uniform = NextOpen(random);
            if (cube > 0 && Math.Log(uniform) < 0.5 * normal * normal + d * (1 - cube + Math.Log(cube)))
                return d * cube;
        }
    }
}
