using System.Numerics;

namespace Ivae.Autodiff;

/// <summary>y_i = Σ_{j &lt; i} x_j in every row.</summary>
internal sealed class ExclusiveCumulativeSum<T>(Variable<T> x) : Operation<T>(x.Tape, x.Columns, x.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(x.Rows);
        var sum = T.Zero;
        for (var i = 0; i < x.Length; i++)
        {
            sum = i % x.Columns == 0 ? T.Zero : sum + x.Value[i - 1];
            Output.Value[i] = sum;
        }
    }

    public override void Describe(OnnxTape<T> onnx) => onnx[Output] = onnx[x].ExclusiveCumulativeSum(1);

    public override void Backward()
    {
        var dX = x.GradientToAdd();
        var sum = T.Zero;
        for (var i = x.Length - 2; i >= 0; i--)
        {
            sum = (i + 1) % x.Columns == 0 ? T.Zero : sum + Output.Gradient[i + 1];
            dX[i] += sum;
        }
    }
}
