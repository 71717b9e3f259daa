using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>Y = the columns [start, start + count) of X.</summary>
internal sealed class ColumnRange<T>(Variable<T> x, int start, int count)
    : Operation<T>(x.Tape, count, x.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(x.Rows);
        var (width, count) = (x.Columns, Output.Columns);
        var value = x.Value;
        var y = Output.Value;
        for (var (from, to) = (start, 0); to < y.Length; from += width, to += count)
            value.Slice(from, count).CopyTo(y[to..]);
    }

    public override void Describe(OnnxTape<T> onnx) => onnx[Output] = onnx[x].Range(start, Output.Columns);

    public override void Backward()
    {
        var dX = x.GradientToAdd();
        var (width, count) = (x.Columns, Output.Columns);
        var dY = Output.Gradient;
        for (var (to, from) = (start, 0); from < dY.Length; to += width, from += count)
            for (var column = 0; column < count; column++)
                dX[to + column] += dY[from + column];
    }
}

/// <summary>
/// Y <c>[B, C]</c> = rows of a table <c>[M, C]</c>, one per code: a one-hot vector times a matrix, without either.
/// </summary>
internal sealed class GatherRows<T>(Variable<T> table, Codes codes) : Operation<T>(table.Tape, table.Columns, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(codes.Count);
        var width = Output.Columns;
        var value = table.Value;
        var y = Output.Value;
        for (var row = 0; row < codes.Count; row++)
            value.Slice(codes[row] * width, width).CopyTo(y[(row * width)..]);
    }

    public override void Describe(OnnxTape<T> onnx) => onnx[Output] = onnx[table].Take(onnx[codes], axis: 0);

    public override void Backward()
    {
        RowKernels.AddTo<T>(Output.Gradient, codes.Values, table.GradientToAdd(), Output.Columns);
    }
}

/// <summary>The levels of a categorical variable for the rows of the current batch, filled by the caller.</summary>
internal sealed class Codes
{
    private int[] values = [];

    public int Count { get; private set; }

    public int this[int row] => values[row];

    public ReadOnlySpan<int> Values => values.AsSpan(0, Count);

    /// <summary>Sets the number of rows and gives the place to write them.</summary>
    public Span<int> Resize(int rows)
    {
        if (values.Length < rows)
            values = new int[rows];
        Count = rows;
        return values.AsSpan(0, rows);
    }
}

/// <summary>y <c>[B, 1]</c> = sum of each row.</summary>
internal sealed class RowSums<T>(Variable<T> x) : Operation<T>(x.Tape, 1, x.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(x.Rows);
        var width = x.Columns;
        var value = x.Value;
        var y = Output.Value;
        for (var row = 0; row < y.Length; row++)
        {
            var sum = T.Zero;
            foreach (var element in value.Slice(row * width, width))
                sum += element;
            y[row] = sum;
        }
    }

    public override void Describe(OnnxTape<T> onnx) => onnx[Output] = onnx[x].Sum(1);

    public override void Backward()
    {
        var dX = x.GradientToAdd();
        var width = x.Columns;
        var dY = Output.Gradient;
        for (var row = 0; row < dY.Length; row++)
            foreach (ref var element in dX.Slice(row * width, width))
                element += dY[row];
    }
}

/// <summary>y <c>[1, 1]</c> = mean of all elements.</summary>
internal sealed class Mean<T>(Variable<T> x) : Operation<T>(x.Tape, 1, x.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(1);
        Output.Value[0] = TensorPrimitives.Sum<T>(x.Value) / T.CreateChecked(x.Length);
    }

    public override void Describe(OnnxTape<T> onnx) => onnx[Output] = onnx[x].Mean();

    public override void Backward()
    {
        var dX = x.GradientToAdd();
        TensorPrimitives.Add(dX, Output.Gradient[0] / T.CreateChecked(x.Length), dX);
    }
}
