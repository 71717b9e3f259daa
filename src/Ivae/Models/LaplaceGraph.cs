using System.Numerics;
using Ivae.Autodiff;
using Ivae.Distributions;

namespace Ivae.Models;

/// <summary>
/// The likelihood of fewer latents than observed columns, L &lt; D, by Laplace's method at the encoder's output g = g(x):
/// log p(x | u) ≈ log N(x; f(g), σ²) + log p(g | u) + L/2·log 2π − ½ log det(JᵀJ/σ² + Λ(u)), with J = ∂f/∂z at g and Λ the prior's precision.
/// The approximation is exact as σ → 0, and has no sampling noise.
/// </summary>
/// <remarks>Compare Sorrenson, Draxler, Rousselot, Hummerich, Zimmermann and Köthe, "Lifting architectural constraints of injective flows", ICLR 2024, which has no noise in the determinant.</remarks>
internal sealed class LaplaceGraph<T> : ModelGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T> logLikelihood;
    private readonly Variable<T> logPrior;
    private readonly Variable<T> logVolume;

    /// <summary>Records the objective.</summary>
    public LaplaceGraph(IvaeNetwork<T> network)
        : base(network)
    {
        Mean = network.Encode(Observed);
        var (decoded, jacobian) = network.DecodeWithJacobian(Mean);
        logLikelihood = network.Likelihood.LogDensity(Observed, decoded);
        logPrior = Prior.LogDensity(Mean);

        // ½ log det(JᵀJ/σ² + Λ) = ½ log det(JᵀJ + σ²Λ) − L·log σ, with σ²Λ = exp 2(log σ − log s) for a prior of scale s.
        var logNoise = network.Likelihood.LogNoise(Tape)!;
        var logPrecision = Prior.LogScale is null ? Mean * 0 : -Prior.LogScale;
        var ridge = Tape.Record(new Exponential<T>(logPrecision + logNoise, 2));
        logVolume = Tape.Record(new LogVolume<T>(jacobian, ridge)) - logNoise * network.Latents;

        Bound = logLikelihood + logPrior - logVolume + network.Latents * StandardNormal.HalfLogTwoPi;
        Loss = -Bound.Average();
    }

    public override Variable<T> Mean { get; }

    public override Variable<T>? Variance => null;

    /// <summary>log p(x | u), approximately.</summary>
    public override Variable<T> Bound { get; }

    public override Variable<T> LogWeight => Bound;

    public override Variable<T> Loss { get; }

    public override IReadOnlyList<(string Name, Variable<T> Value)> Terms =>
        [("log p(x|z)", logLikelihood), ("log p(z|u)", logPrior), ("log volume", logVolume)];
}
