using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// Y <c>[B, O]</c> = σ(X·W + Σᵢ Tᵢ[codeᵢ] + b), a hidden layer: X <c>[B, I]</c>, W <c>[I, O]</c>, tables Tᵢ
/// <c>[Mᵢ, O]</c>, b <c>[1, O]</c>.
/// </summary>
/// <remarks>
/// All of it is done for some rows before the next ones, while they are in the second-level cache; what lies between
/// product and activation exists for those rows only. The slopes σ′ are kept for the way back, which turns the gradient
/// of Y, no longer needed by anyone, into that of the sum in place.
/// </remarks>
/// <param name="x">X and W, or none where only tables are read.</param>
/// <param name="bias">b.</param>
/// <param name="tables">Tables with the row to take for each row of Y; without codes, row after row.</param>
/// <param name="activation">σ.</param>
internal sealed class Layer<T>(
    (Variable<T> X, Variable<T> Weight)? x, Variable<T> bias, IReadOnlyList<(Variable<T> Table, Codes? Codes)> tables,
    Activation activation)
    : Operation<T>(bias.Tape, bias.Columns, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Numbers of Y done at once.</summary>
    private const int SlabLength = 1 << 16;

    private readonly Scratch<T> slopes = new();

    private int Width => bias.Columns;

    public override void Forward()
    {
        Output.Resize(x?.X.Rows ?? tables[0].Codes?.Count ?? tables[0].Table.Rows);
        var y = Output.Value;
        var slope = activation == Activation.None ? y : slopes.Resize(Output.Length);
        var slab = SlabRows(Output.Rows);
        for (var row = 0; row < Output.Rows; row += slab)
        {
            var rows = Math.Min(slab, Output.Rows - row);
            var (start, length) = (row * Width, rows * Width);
            var sum = slope.Slice(start, length);
            for (var i = 0; i < tables.Count; i++)
            {
                var (table, codes) = tables[i];
                if (i == 0)
                    RowKernels.Gather(Part(table.Value, codes, row, rows), Part(codes, row, rows), bias.Value, sum);
                else
                    RowKernels.AddFrom(Part(table.Value, codes, row, rows), Part(codes, row, rows), sum, Width);
            }

            if (x is (var input, var weight))
                MatrixProduct.Multiply<T>(
                    Part(input.Value, row, rows, input.Columns), weight.Value, tables.Count == 0 ? bias.Value : default,
                    sum, rows, input.Columns, Width, tables.Count > 0);
            if (activation != Activation.None)
                ActivationKernels.ForwardWithSlope<T>(activation, sum, y.Slice(start, length), sum);
        }
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        var sum = onnx[bias];
        foreach (var (table, codes) in tables)
            sum += codes is null ? onnx[table] : onnx[table].Take(onnx[codes], axis: 0);
        if (x is (var input, var weight))
            sum = onnx[input].Times(onnx[weight]) + sum;
        onnx[Output] = OnnxActivation.Value(activation, sum);
    }

    public override void Backward()
    {
        var dY = Output.Gradient;
        var dBias = bias.GradientToAdd();
        var addsToWeight = x?.Weight.StartGradient() ?? false;
        var addsToX = x is { X.RequiresGradient: true } && x.Value.X.StartGradient();
        var slab = SlabRows(Output.Rows);
        for (var row = 0; row < Output.Rows; row += slab)
        {
            var rows = Math.Min(slab, Output.Rows - row);
            var dSum = Part(dY, row, rows, Width);
            if (activation != Activation.None)
                TensorPrimitives.Multiply(dSum, Part(slopes.Span, row, rows, Width), dSum);
            RowKernels.AddColumnSums<T>(dSum, dBias);
            for (var i = 0; i < tables.Count; i++)
            {
                var (table, codes) = tables[i];
                RowKernels.AddTo(dSum, Part(codes, row, rows), Part(table.GradientToAdd(), codes, row, rows), Width);
            }

            if (x is not (var input, var weight))
                continue;
            MatrixProduct.MultiplyTransposedLeft<T>(Part(input.Value, row, rows, input.Columns), dSum, weight.Gradient,
                rows, input.Columns, Width, addsToWeight || row > 0);
            if (input.RequiresGradient)
                MatrixProduct.MultiplyTransposedRight<T>(dSum, weight.Value,
                    Part(input.Gradient, row, rows, input.Columns), rows, input.Columns, Width, addsToX);
        }
    }

    private static Span<T> Part(Span<T> matrix, int row, int rows, int columns) =>
        matrix.Slice(row * columns, rows * columns);

    /// <summary>What the given rows of Y read of a table: all of it, or without codes the same rows.</summary>
    private Span<T> Part(Span<T> table, Codes? codes, int row, int rows) =>
        codes is null ? Part(table, row, rows, Width) : table;

    private static ReadOnlySpan<int> Part(Codes? codes, int row, int rows) =>
        codes is null ? default : codes.Values.Slice(row, rows);

    /// <summary>Rows done at once: slabs as equal as whole blocks of eight rows allow.</summary>
    private int SlabRows(int rows)
    {
        var slabs = Math.Max(1, (rows * Width + SlabLength - 1) / SlabLength);
        return Math.Max(8, ((rows + slabs - 1) / slabs + 7) / 8 * 8);
    }
}
