using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>A density with a location and a scale for every row and column.</summary>
/// <param name="Family">Family.</param>
/// <param name="Location">μ <c>[B, C]</c>, or none for 0.</param>
/// <param name="LogScale">log s <c>[B, C]</c>, <c>[1, C]</c> or <c>[1, 1]</c>, or none for 0.</param>
internal sealed record LocationScaleDensity<T>(PriorFamily Family, Variable<T>? Location, Variable<T>? LogScale)
    : PriorDensity<T>(Location, LogScale)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override (double Mean, double Deviation) UnitMoments(int latent) => (0, Family.StandardDeviation);

    public override double CumulativeProbability(double r, int latent) => Family.CumulativeProbability(r);

    public override Variable<T> LogDensity(Variable<T> value)
        => value.Tape.Record(new LocationScaleLogDensity<T>(Family, value, Location, LogScale));

    public override Variable<T> ExpectedLogDensity(GaussianPosterior<T> q, Variable<T> sample)
        => Family.ExpectedLogDensity(q, Location, LogScale) ?? LogDensity(sample);

    public override void Draw(Span<T> row, RandomStream stream)
    {
        foreach (ref var value in row)
            value = T.CreateTruncating(Family.Sample(stream));
    }
}
