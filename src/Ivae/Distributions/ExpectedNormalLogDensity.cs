using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// E_q[log N(z; μ, σ²)] <c>[B, 1]</c> = −½ Σ_j [((m_j − μ_j)² + s_j)/σ_j² + 2 log σ_j + log 2π] for any q with mean m
/// and variances s. Minus the entropy of q it is the analytic −KL(q ‖ N(μ, σ²)).
/// </summary>
/// <param name="mean">m <c>[B, L]</c>.</param>
/// <param name="variance">s <c>[B, L]</c>, the marginal variances of q.</param>
/// <param name="location">μ <c>[B, L]</c>, or none for 0.</param>
/// <param name="logScale">log σ <c>[B, L]</c>, or none for 0.</param>
internal sealed class ExpectedNormalLogDensity<T>(
    Variable<T> mean, Variable<T> variance, Variable<T>? location, Variable<T>? logScale)
    : Operation<T>(mean.Tape, 1, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> precisions = new();

    public override void Forward()
    {
        Output.Resize(mean.Rows);
        var precision = precisions.Resize(mean.Length);
        if (logScale is null)
            precision.Fill(T.One);
        else
        {
            TensorPrimitives.Multiply(logScale.Value, T.CreateChecked(-2), precision);
            ElementFunctions.Exp<T>(precision, precision);
        }

        var (rows, columns) = (mean.Rows, mean.Columns);
        var m = mean.Value;
        var s = variance.Value;
        var mu = Value(location);
        var scale = Value(logScale);
        var y = Output.Value;
        var constant = T.CreateChecked(mean.Columns * GaussianFamily.HalfLogTwoPi);
        for (var (row, index) = (0, 0); row < rows; row++)
        {
            var sum = -constant;
            for (var column = 0; column < columns; column++, index++)
            {
                var d = mu.IsEmpty ? m[index] : m[index] - mu[index];
                var logSigma = scale.IsEmpty ? T.Zero : scale[index];
                sum -= T.CreateChecked(0.5) * (d * d + s[index]) * precision[index] + logSigma;
            }

            y[row] = sum;
        }
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        var (m, v) = (onnx[mean], onnx[variance]);
        var distance = location is null ? m : m - onnx[location];
        var square = distance * distance + v;
        if (logScale is { } scale)
            square = square * (onnx[scale] * -2).Exp() + onnx[scale] * 2;
        onnx[Output] = (square * 0.5 + GaussianFamily.HalfLogTwoPi).Sum(1) * -1;
    }

    public override void Backward()
    {
        var (rows, columns) = (mean.Rows, mean.Columns);
        var m = mean.Value;
        var s = variance.Value;
        var mu = Value(location);
        var precision = precisions.Span;
        var dY = Output.Gradient;
        var dMean = Target(mean);
        var dVariance = Target(variance);
        var dLocation = Target(location);
        var dScale = Target(logScale);
        for (var (row, index) = (0, 0); row < rows; row++)
            for (var column = 0; column < columns; column++, index++)
            {
                var d = mu.IsEmpty ? m[index] : m[index] - mu[index];
                var slope = dY[row] * d * precision[index];
                if (!dMean.IsEmpty)
                    dMean[index] -= slope;
                if (!dLocation.IsEmpty)
                    dLocation[index] += slope;
                if (!dVariance.IsEmpty)
                    dVariance[index] -= dY[row] * T.CreateChecked(0.5) * precision[index];
                if (!dScale.IsEmpty)
                    dScale[index] += dY[row] * ((d * d + s[index]) * precision[index] - T.One);
            }
    }

    private static ReadOnlySpan<T> Value(Variable<T>? variable) => variable is null ? default : variable.Value;
}
