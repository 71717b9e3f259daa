using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>A density with a location and a scale for every row and column, of one of the three families.</summary>
/// <param name="Family">Family.</param>
/// <param name="Location">μ <c>[B, C]</c>, or none for 0.</param>
/// <param name="LogScale">log s <c>[B, C]</c>, <c>[1, C]</c> or <c>[1, 1]</c>, or none for 0.</param>
internal sealed record LocationScaleDensity<T>(PriorFamily Family, Variable<T>? Location, Variable<T>? LogScale) : PriorDensity<T>(Location, LogScale)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override double UnitDeviation => Family switch
    {
        PriorFamily.Gaussian => 1,
        PriorFamily.Laplace => Math.Sqrt(2),
        _ => Math.Sqrt(StandardStudentT.DegreesOfFreedom / (StandardStudentT.DegreesOfFreedom - 2)),
    };

    public override Variable<T> LogDensity(Variable<T> value) => value.Tape.Record((Operation<T>)(Family switch
    {
        PriorFamily.Gaussian => new LocationScaleLogDensity<T, StandardNormal>(value, Location, LogScale),
        PriorFamily.Laplace => new LocationScaleLogDensity<T, StandardLaplace>(value, Location, LogScale),
        _ => new LocationScaleLogDensity<T, StandardStudentT>(value, Location, LogScale),
    }));

    public override Variable<T> ExpectedLogDensity(GaussianPosterior<T> q, Variable<T> sample)
        => Family == PriorFamily.Gaussian ? sample.Tape.Record(new ExpectedNormalLogDensity<T>(q.Mean, q.Variance, Location, LogScale)) : LogDensity(sample);

    public override void Draw(Span<T> row, RandomStream stream)
    {
        foreach (ref var value in row)
            value = T.CreateTruncating(Sample(Family, stream));
    }

    /// <summary>A standardised draw of a family.</summary>
    public static double Sample(PriorFamily family, RandomStream stream) => family switch
    {
        PriorFamily.Gaussian => StandardNormal.Sample(stream),
        PriorFamily.Laplace => StandardLaplace.Sample(stream),
        _ => StandardStudentT.Sample(stream),
    };
}
