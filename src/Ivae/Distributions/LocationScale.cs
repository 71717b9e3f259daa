using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>A standardised density: log p(x) = ρ((x − μ)/s) − log s.</summary>
internal interface IStandardDensity
{
    /// <summary>ρ(r), in nats.</summary>
    static abstract double LogDensity(double r);

    /// <summary>ρ′(r).</summary>
    static abstract double Derivative(double r);

    /// <summary>A draw with μ = 0 and s = 1.</summary>
    static abstract double Sample(RandomStream stream);
}

/// <summary>log p <c>[B, 1]</c> = Σ_j ρ(r_j) − log s_j with r = (x − μ)/s, over location μ and log-scale log s.</summary>
/// <param name="x">Value <c>[B, C]</c>.</param>
/// <param name="location">μ <c>[B, C]</c>, or none for 0.</param>
/// <param name="logScale">log s <c>[B, C]</c>, <c>[1, C]</c> or <c>[1, 1]</c>, or none for 0.</param>
internal sealed class LocationScaleLogDensity<T, TDensity>(Variable<T> x, Variable<T>? location, Variable<T>? logScale)
    : Operation<T>(x.Tape, 1, x.RequiresGradient || location is { RequiresGradient: true } || logScale is { RequiresGradient: true })
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TDensity : IStandardDensity
{
    private readonly Scratch<T> residuals = new();
    private readonly Scratch<T> inverseScales = new();

    public override void Forward()
    {
        Output.Resize(x.Rows);
        var value = x.Value;
        var mu = location is null ? default : location.Value;
        var r = residuals.Resize(x.Length);
        var y = Output.Value;
        var inverse = inverseScales.Resize(logScale?.Length ?? 1);
        inverse[0] = T.One;
        if (logScale is not null)
        {
            TensorPrimitives.Negate(logScale.Value, inverse);
            ElementFunctions.Exp<T>(inverse, inverse);
        }

        var index = 0;
        for (var row = 0; row < x.Rows; row++)
        {
            var sum = 0.0;
            for (var column = 0; column < x.Columns; column++, index++)
            {
                var s = logScale is null ? 0 : ScaleIndex(index, column);
                r[index] = (mu.IsEmpty ? value[index] : value[index] - mu[index]) * inverse[s];
                sum += TDensity.LogDensity(double.CreateTruncating(r[index]));
                if (logScale is not null)
                    sum -= double.CreateTruncating(logScale.Value[s]);
            }

            y[row] = T.CreateTruncating(sum);
        }
    }

    public override void Backward()
    {
        var dX = Target(x);
        var dLocation = Target(location);
        var dLogScale = Target(logScale);
        var r = residuals.Span;
        var inverse = inverseScales.Span;
        var dY = Output.Gradient;
        var index = 0;
        for (var row = 0; row < x.Rows; row++)
            for (var column = 0; column < x.Columns; column++, index++)
            {
                var s = logScale is null ? 0 : ScaleIndex(index, column);
                var slope = dY[row] * T.CreateTruncating(TDensity.Derivative(double.CreateTruncating(r[index])));
                if (!dX.IsEmpty)
                    dX[index] += slope * inverse[s];
                if (!dLocation.IsEmpty)
                    dLocation[index] -= slope * inverse[s];
                if (!dLogScale.IsEmpty)
                    dLogScale[s] -= slope * r[index] + dY[row];
            }
    }

    private static Span<T> Target(Variable<T>? variable) => variable is { RequiresGradient: true } ? variable.GradientToAdd() : default;

    private int ScaleIndex(int index, int column) => logScale!.Length == 1 ? 0 : logScale.Rows == 1 ? column : index;
}
