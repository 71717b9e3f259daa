using System.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// The tangents of the input itself, <c>[B·d, d]</c>: an identity matrix for every row of X <c>[B, d]</c>.
/// </summary>
internal sealed class IdentityTangent<T>(Variable<T> x) : Operation<T>(x.Tape, x.Columns, false)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        var rows = x.Length;
        if (Output.Rows == rows)
            return;
        Output.Resize(rows);
        Output.Value.Clear();
        for (var row = 0; row < rows; row++)
            Output.Value[row * x.Columns + row % x.Columns] = T.One;
    }

    public override void Describe(OnnxTape<T> onnx) => onnx[Output] = onnx[x].Repeat(onnx.Graph.Identity(x.Columns));

    public override void Backward()
    {
    }
}
