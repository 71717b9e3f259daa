using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;
using Ivae.Onnx;

namespace Ivae.Autodiff;

/// <summary>
/// A rising map of every unit and then, if there is one, a linear map y·W + b, of a batch that is transposed: rows in
/// the lanes of registers, which few units would leave empty.
/// </summary>
/// <param name="map">The rising map of n units.</param>
/// <param name="weight">W <c>[n, n]</c> or none.</param>
/// <param name="bias">b <c>[1, n]</c> or none.</param>
internal sealed class RisingLayer<T>(MonotoneMap<T> map, Variable<T>? weight = null, Variable<T>? bias = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> risen = new();
    private readonly Scratch<T> slopes = new();
    private readonly Scratch<T> mapped = new();

    /// <summary>n.</summary>
    public int Units => map.Units;

    /// <summary>What <see cref="Forward"/> gave.</summary>
    public ReadOnlySpan<T> Output => (weight is null ? risen : mapped).Span;

    /// <summary>The output <c>[n, W]</c> at x <c>[n, W]</c>; adds the log slopes to their sum <c>[1, W]</c>.</summary>
    public void Forward(ReadOnlySpan<T> x, Span<T> logSlopes)
    {
        var y = risen.Resize(x.Length);
        var slope = slopes.Resize(x.Length);
        map.Load();
        map.Forward(x, y, slope);
        RisingKernel.AddLogs<T>(slope, logSlopes);
        if (weight is null)
            return;
        var width = logSlopes.Length;
        var output = mapped.Resize(x.Length);
        for (var unit = 0; unit < Units; unit++)
            output.Slice(unit * width, width).Fill(bias is null ? T.Zero : bias.Value[unit]);
        MatrixProduct.MultiplyTransposedLeft<T>(weight.Value, y, output, Units, Units, width, accumulate: true);
    }

    /// <summary>
    /// Turns the gradient of the output <c>[n, W]</c> into that of x, and adds to those of the parameters.
    /// </summary>
    /// <param name="x">x <c>[n, W]</c>.</param>
    /// <param name="gradient">The gradient of the output; afterwards that of x.</param>
    /// <param name="dLog">The gradient of the sum of log slopes <c>[1, W]</c>.</param>
    /// <param name="spare">Memory <c>[n, W]</c>.</param>
    public void Backward(ReadOnlySpan<T> x, Span<T> gradient, ReadOnlySpan<T> dLog, Span<T> spare)
    {
        var width = dLog.Length;
        if (weight is null)
        {
            gradient.CopyTo(spare);
        }
        else
        {
            MatrixProduct.MultiplyTransposedRight<T>(
                risen.Span, gradient, weight.Gradient, Units, Units, width, weight.StartGradient());
            MatrixProduct.Multiply<T>(weight.Value, gradient, default, spare, Units, Units, width, accumulate: false);
        }

        var dBias = bias is null ? default : bias.GradientToAdd();
        for (var unit = 0; unit < dBias.Length; unit++)
            dBias[unit] += TensorPrimitives.Sum<T>(gradient.Slice(unit * width, width));
        map.Backward(x, slopes.Span, spare, dLog, gradient);
    }

    /// <summary>The same in an ONNX graph: the output and the sum of log slopes at x, all with a row each.</summary>
    public (OnnxValue Output, OnnxValue LogSlopes) Describe(OnnxTape<T> onnx, OnnxValue x)
    {
        var (y, slope) = map.Describe(onnx)(x);
        if (weight is not null)
            y = y.Times(onnx[weight]);
        return (bias is null ? y : y + onnx[bias], slope.Log().Sum(1));
    }
}
