using System.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// Y <c>[B, m]</c> = a rising spline of every number of X <c>[B, m]</c>, and the sum of its log slopes over each row
/// <c>[B, 1]</c>; see <see cref="SplineBins{T}"/>.
/// </summary>
/// <param name="x">X.</param>
/// <param name="numbers">What the splines are made from <c>[B, m·23]</c>.</param>
internal sealed class SplineUnits<T>(Variable<T> x, Variable<T> numbers) : Operation<T>(x.Tape, x.Columns, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SplineBins<T> bins = new(numbers);

    /// <summary>log |det ∂y/∂x|.</summary>
    public override Variable<T> SecondOutput { get; } = new(x.Tape, 1, true);

    public override void Forward()
    {
        Output.Resize(x.Rows);
        SecondOutput.Resize(x.Rows);
        SecondOutput.Value.Clear();
        bins.Load();
        for (var i = 0; i < x.Length; i++)
        {
            var value = x.Value[i];
            if (IsInside(value))
            {
                (value, var logSlope) = bins.Find(i, value, isY: false).At(value);
                SecondOutput.Value[i / x.Columns] += logSlope;
            }

            Output.Value[i] = value;
        }
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        var value = onnx[x];
        var inside = value.Abs() < value.Graph.Number(double.CreateTruncating(SplineBins<T>.Reach));
        var (moved, logSlope) = bins.Describe(onnx, value, x.Columns, isY: false).At(value);
        onnx[Output] = inside.Choose(moved, value);
        onnx[SecondOutput] = inside.Choose(logSlope, value.Graph.Number(0)).Sum(1);
    }

    public override void Backward()
    {
        var dY = Output.GradientToAdd();
        var dLog = SecondOutput.GradientToAdd();
        var dX = x.RequiresGradient ? x.GradientToAdd() : default;
        numbers.GradientToAdd();
        for (var i = 0; i < x.Length; i++)
        {
            var (value, slope) = (x.Value[i], dY[i]);
            if (IsInside(value))
            {
                var bin = bins.Find(i, value, isY: false);
                (var fields, slope) = bin.Gradient(value, dY[i], dLog[i / x.Columns]);
                bins.Add(i, bin, fields);
            }

            if (!dX.IsEmpty)
                dX[i] += slope;
        }
    }

    private static bool IsInside(T value) => T.Abs(value) < SplineBins<T>.Reach;
}
