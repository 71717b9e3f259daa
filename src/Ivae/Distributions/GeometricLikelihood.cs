using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>x ∈ {0, 1, 2, …} failures before a success of logit −η: log p = xη − (x + 1) log(1 + e^η), of mean e^η.</summary>
internal sealed class GeometricLikelihood() : DiscreteLikelihood("geometric", "geometric")
{
    internal override bool HasLogLink => true;

    public override double LogDensity(double x, double parameter)
        => x * parameter - (x + 1) * (Math.Max(parameter, 0) + Math.Log(1 + Math.Exp(-Math.Abs(parameter))));

    public override double Derivative(double x, double parameter) => x - (x + 1) / (1 + Math.Exp(-parameter));

    internal override string? Needs(ReadOnlySpan<float> observed) => LikelihoodFamily.Poisson.Needs(observed);

    internal override double Mean(double decoded) => Math.Exp(decoded);

    internal override double Sample(double decoded, double scale, RandomStream stream)
        => Math.Floor(Math.Log(stream.NextOpenDouble()) / -Math.Log(1 + Math.Exp(-decoded)));
}
