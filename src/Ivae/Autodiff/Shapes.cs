using System.Numerics;
using System.Numerics.Tensors;

namespace Ivae.Autodiff;

/// <summary>Y = the columns [start, start + count) of X.</summary>
internal sealed class ColumnRange<T>(Variable<T> x, int start, int count) : Operation<T>(x.Tape, count, x.RequiresGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(x.Rows);
        for (var row = 0; row < x.Rows; row++)
            x.Value.Slice(row * x.Columns + start, Output.Columns).CopyTo(Output.Value[(row * Output.Columns)..]);
    }

    public override void Backward()
    {
        var dX = x.GradientToAdd();
        for (var row = 0; row < x.Rows; row++)
        {
            var target = dX.Slice(row * x.Columns + start, Output.Columns);
            TensorPrimitives.Add(target, Output.Gradient.Slice(row * Output.Columns, Output.Columns), target);
        }
    }
}

/// <summary>Y <c>[B, C]</c> = rows of a table <c>[M, C]</c>, one per code: a one-hot vector times a matrix, without either.</summary>
internal sealed class GatherRows<T>(Variable<T> table, Codes codes) : Operation<T>(table.Tape, table.Columns, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Forward()
    {
        Output.Resize(codes.Count);
        for (var row = 0; row < codes.Count; row++)
            table.Value.Slice(codes[row] * Output.Columns, Output.Columns).CopyTo(Output.Value[(row * Output.Columns)..]);
    }

    public override void Backward()
    {
        var dTable = table.GradientToAdd();
        for (var row = 0; row < codes.Count; row++)
        {
            var target = dTable.Slice(codes[row] * Output.Columns, Output.Columns);
            TensorPrimitives.Add(target, Output.Gradient.Slice(row * Output.Columns, Output.Columns), target);
        }
    }
}

/// <summary>The levels of a categorical variable for the rows of the current batch, filled by the caller.</summary>
internal sealed class Codes
{
    private int[] values = [];

    public int Count { get; private set; }

    public int this[int row] => values[row];

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
        for (var row = 0; row < x.Rows; row++)
            Output.Value[row] = TensorPrimitives.Sum<T>(x.Value.Slice(row * x.Columns, x.Columns));
    }

    public override void Backward()
    {
        var dX = x.GradientToAdd();
        for (var row = 0; row < x.Rows; row++)
        {
            var target = dX.Slice(row * x.Columns, x.Columns);
            TensorPrimitives.Add(target, Output.Gradient[row], target);
        }
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

    public override void Backward()
    {
        var dX = x.GradientToAdd();
        TensorPrimitives.Add(dX, Output.Gradient[0] / T.CreateChecked(x.Length), dX);
    }
}
