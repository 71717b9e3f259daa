using Ivae.Numerics;
using MathNet.Numerics;

namespace Ivae.Simulation.Worlds;

/// <remarks>
/// Source of the sampler: Bailey, "Polar generation of random variates with the t-distribution", 1994.
/// </remarks>
internal sealed class StudentSource : SourceKind
{
    public override string Name => "student-t";

    public override string Description =>
        "e = t √((ν − 2)/ν), t with ν = shape degrees of freedom, 5 by default: heavy tails.";

    public override double? Shape => 5;

    public override (double Low, double High) ShapeRange => (2, 1000);

    public override void Sample(double shape, Span<double> e, RandomStream random)
    {
        foreach (ref var value in e)
        {
            var radius = Math.Sqrt((shape - 2) * (Math.Pow(NextOpen(random), -2 / shape) - 1));
            value = radius * Math.Cos(2 * Math.PI * random.NextDouble());
        }
    }

    public override double LogDensity(double shape, double e) =>
        SpecialFunctions.GammaLn((shape + 1) / 2) - SpecialFunctions.GammaLn(shape / 2)
        - 0.5 * Math.Log(Math.PI * (shape - 2)) - (shape + 1) / 2 * Math.Log(1 + e * e / (shape - 2));
}
