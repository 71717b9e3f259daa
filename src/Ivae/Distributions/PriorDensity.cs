using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>The density of the latents of a batch: location + scale · standard draw.</summary>
/// <param name="Location">μ <c>[B, L]</c>, or none for 0.</param>
/// <param name="LogScale">log s <c>[B, L]</c>, <c>[1, L]</c> or <c>[1, 1]</c>, or none for 0.</param>
internal abstract record PriorDensity<T>(Variable<T>? Location, Variable<T>? LogScale)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Mean and standard deviation of a latent in a standard draw.</summary>
    public abstract (double Mean, double Deviation) UnitMoments(int latent);

    /// <summary>P(R ≤ r) of a latent in a standard draw.</summary>
    public abstract double CumulativeProbability(double r, int latent);

    /// <summary>log p(value) <c>[B, 1]</c>, in nats.</summary>
    public abstract Variable<T> LogDensity(Variable<T> value);

    /// <summary>
    /// E_q[log p(z)] <c>[B, 1]</c>: in closed form where there is one, else at the <paramref name="sample"/> z ~ q.
    /// </summary>
    public virtual Variable<T> ExpectedLogDensity(GaussianPosterior<T> q, Variable<T> sample) => LogDensity(sample);

    /// <summary>Fills one row <c>[L]</c> with a standard draw.</summary>
    public abstract void Draw(Span<T> row, RandomStream stream);

    /// <summary>Draws <c>[B, L]</c> out of standard ones, differentiable in location and scale.</summary>
    public Variable<T> FromStandard(Variable<T> standard)
    {
        var scaled = LogScale is null ? standard : standard * standard.Tape.Record(new Exponential<T>(LogScale, 1));
        return Location is null ? scaled : scaled + Location;
    }
}
