using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;
using MathNet.Numerics.Distributions;

namespace Ivae.Distributions;

/// <summary>
/// A density of free shape for each latent, f((z − μ)/s)/s with f(r) = Σ_k w_k N(r; m_k, σ_k²) the same for all u.
/// </summary>
/// <param name="Location">μ <c>[B, L]</c>, or none for 0.</param>
/// <param name="LogScale">log s <c>[B, L]</c>, or none for 0.</param>
/// <param name="LogWeight">Logits of w <c>[K, L]</c>.</param>
/// <param name="Centre">m <c>[K, L]</c>.</param>
/// <param name="LogDeviation">log (σ − <see cref="FreeShape.LeastDeviation"/>) <c>[K, L]</c>.</param>
internal sealed record FreeShapeDensity<T>(
    Variable<T>? Location,
    Variable<T>? LogScale,
    Variable<T> LogWeight,
    Variable<T> Centre,
    Variable<T> LogDeviation)
    : PriorDensity<T>(Location, LogScale)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override (double Mean, double Deviation) UnitMoments(int latent)
    {
        var (mean, square) = (0.0, 0.0);
        foreach (var (weight, centre, deviation) in Mixture(latent))
        {
            mean += weight * centre;
            square += weight * (centre * centre + deviation * deviation);
        }

        return (mean, Math.Sqrt(square - mean * mean));
    }

    public override double CumulativeProbability(double r, int latent) =>
        Mixture(latent).Sum(part => part.Weight * Normal.CDF(part.Centre, part.Deviation, r));

    public override Variable<T> LogDensity(Variable<T> value) => value.Tape.Record(
        new FreeShapeLogDensity<T>(value, Location, LogScale, LogWeight, Centre, LogDeviation));

    public override void Draw(Span<T> row, RandomStream stream)
    {
        for (var latent = 0; latent < row.Length; latent++)
        {
            var mixture = Mixture(latent);
            var (k, left) = (0, stream.NextDouble() - mixture[0].Weight);
            while (left >= 0 && k < mixture.Length - 1)
                left -= mixture[++k].Weight;
            row[latent] = T.CreateTruncating(mixture[k].Centre + mixture[k].Deviation * stream.NextNormal());
        }
    }

    /// <summary>The components of a latent as the parameters are now <c>[K]</c>.</summary>
    private (double Weight, double Centre, double Deviation)[] Mixture(int latent)
    {
        var total = default(LogSumExp);
        for (var k = 0; k < LogWeight.Rows; k++)
            total.Add(Of(LogWeight, k));
        return [.. Enumerable.Range(0, LogWeight.Rows).Select(k => (
            Math.Exp(Of(LogWeight, k) - total.Value),
            Of(Centre, k),
            FreeShape.Deviation(Of(LogDeviation, k))))];

        double Of(Variable<T> variable, int k) =>
            double.CreateTruncating(variable.Value[k * variable.Columns + latent]);
    }
}
