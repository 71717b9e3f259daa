using System.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// X <c>[B, m]</c> from Y <c>[B, m]</c> = rising splines of X; see <see cref="SplineBins{T}"/>; no gradient.
/// </summary>
internal sealed class SplineInverse<T>(Variable<T> y, Variable<T> numbers) : Operation<T>(y.Tape, y.Columns, false)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SplineBins<T> bins = new(numbers);

    public override void Forward()
    {
        Output.Resize(y.Rows);
        bins.Load();
        for (var i = 0; i < y.Length; i++)
        {
            var value = y.Value[i];
            Output.Value[i] =
                T.Abs(value) < SplineBins<T>.Reach ? bins.Find(i, value, isY: true).Inverse(value) : value;
        }
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        var value = onnx[y];
        var inside = value.Abs() < value.Graph.Number(double.CreateTruncating(SplineBins<T>.Reach));
        onnx[Output] = inside.Choose(bins.Describe(onnx, value, y.Columns, isY: true).Inverse(value), value);
    }

    public override void Backward()
    {
    }
}
