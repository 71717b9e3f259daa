using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>Standard normal: ρ(r) = −½r² − ½log 2π.</summary>
internal readonly struct StandardNormal : IStandardDensity
{
    /// <summary>½ log 2π.</summary>
    public const double HalfLogTwoPi = 0.91893853320467274178;

    public static double LogDensity(double r) => -0.5 * r * r - HalfLogTwoPi;

    public static double Derivative(double r) => -r;

    public static double Sample(RandomStream stream) => stream.NextNormal();
}

/// <summary>Laplace of scale 1, variance 2: ρ(r) = −|r| − log 2.</summary>
internal readonly struct StandardLaplace : IStandardDensity
{
    public static double LogDensity(double r) => -Math.Abs(r) - Math.Log(2);

    // Math.Sign throws for NaN, which here must flow on to be reported as divergence.
    public static double Derivative(double r) => r > 0 ? -1 : r < 0 ? 1 : -r;

    public static double Sample(RandomStream stream)
    {
        var u = stream.NextDouble() - 0.5;
        return -Math.Sign(u) * Math.Log(1 - 2 * Math.Abs(u));
    }
}

/// <summary>Student-t with ν = 5 degrees of freedom, variance ν/(ν − 2): ρ(r) = c − (ν + 1)/2 · log(1 + r²/ν).</summary>
internal readonly struct StandardStudentT : IStandardDensity
{
    /// <summary>ν.</summary>
    public const double DegreesOfFreedom = 5;

    // log Γ(3) − log Γ(5/2) − ½ log 5π, with Γ(5/2) = ¾√π.
    private static readonly double Constant = Math.Log(2) - Math.Log(0.75 * Math.Sqrt(Math.PI)) - 0.5 * Math.Log(DegreesOfFreedom * Math.PI);

    public static double LogDensity(double r) => Constant - 0.5 * (DegreesOfFreedom + 1) * Math.Log(1 + r * r / DegreesOfFreedom);

    public static double Derivative(double r) => -(DegreesOfFreedom + 1) * r / (DegreesOfFreedom + r * r);

    public static double Sample(RandomStream stream)
    {
        var chiSquared = 0.0;
        for (var i = 0; i < (int)DegreesOfFreedom; i++)
            chiSquared += Math.Pow(stream.NextNormal(), 2);
        return stream.NextNormal() / Math.Sqrt(chiSquared / DegreesOfFreedom);
    }
}
