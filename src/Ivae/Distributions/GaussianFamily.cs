using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Numerics;
using Ivae.Onnx;
using MathNet.Numerics;

namespace Ivae.Distributions;

/// <summary>Standard normal: ρ(r) = −½r² − ½log 2π.</summary>
internal sealed class GaussianFamily() : PriorFamily("gaussian", "Gaussian")
{
    /// <summary>½ log 2π.</summary>
    public const double HalfLogTwoPi = 0.91893853320467274178;

    public override double Variance => 1;

    public override double? Exponent => 2;

    public override double LogDensity(double r) => -0.5 * r * r - HalfLogTwoPi;

    public override double Derivative(double r) => -r;

    internal override void Evaluate<T>(ReadOnlySpan<T> r, Span<T> logDensities, Span<T> derivatives)
    {
        TensorPrimitives.Negate(r, derivatives);
        TensorPrimitives.Multiply(derivatives, r, logDensities);
        TensorPrimitives.Multiply(logDensities, T.CreateTruncating(0.5), logDensities);
        TensorPrimitives.Subtract(logDensities, T.CreateTruncating(HalfLogTwoPi), logDensities);
    }

    public override double CumulativeProbability(double r) => 0.5 * SpecialFunctions.Erfc(-r / Math.Sqrt(2));

    public override double Sample(RandomStream stream) => stream.NextNormal();

    public override SufficientStatistics Statistics(Modulation modulates) => modulates switch
    {
        Modulation.Mean => new("z", 1, IsMonotone: true),
        Modulation.Scale => new("z²", 1, IsMonotone: false),
        _ => new("z, z²", 2, IsMonotone: false),
    };

    public override double EstimateLocation(ReadOnlySpan<double> sorted)
        => TensorPrimitives.Sum(sorted) / sorted.Length;

    public override double EstimateScale(ReadOnlySpan<double> sample, double location)
    {
        var square = 0.0;
        foreach (var value in sample)
            square += (value - location) * (value - location) / sample.Length;
        return Math.Sqrt(square);
    }

    internal override Variable<T> ExpectedLogDensity<T>(
        GaussianPosterior<T> q, Variable<T>? location, Variable<T>? logScale)
        => q.Mean.Tape.Record(new ExpectedNormalLogDensity<T>(q.Mean, q.Variance, location, logScale));

    internal override OnnxValue DescribedLogDensity(OnnxValue r) =>
        r * r * -0.5 - HalfLogTwoPi;
}
