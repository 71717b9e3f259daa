using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Numerics;
using Ivae.Onnx;

namespace Ivae.Distributions;

/// <summary>The entries below the diagonal, row by row, in an ONNX graph.</summary>
internal static class CholeskyEntries
{
    /// <summary>A matrix that sums them over each row <c>[E, n]</c>, and the column of each <c>[E]</c>.</summary>
    public static (OnnxValue ByRow, OnnxValue OfColumn) Describe(OnnxGraph graph, int n)
    {
        var (byRow, ofColumn) = (new float[n * (n - 1) / 2 * n], new long[n * (n - 1) / 2]);
        for (var (i, entry) = (0, 0); i < n; i++)
            for (var j = 0; j < i; j++, entry++)
                (byRow[entry * n + i], ofColumn[entry]) = (1, j);
        return (graph.Constant(byRow, [ofColumn.Length, n]), graph.Integers(ofColumn));
    }
}

/// <summary>
/// Z <c>[B, L]</c> = L·ε for one lower-triangular factor per row, L = D·U: D = diag(exp d), U unit lower triangular
/// with the entries u below its diagonal, row by row. Scaling d scales the whole factor and leaves its shape alone,
/// which is how posteriors move when the observation noise falls.
/// </summary>
/// <param name="logDiagonal">d <c>[B, L]</c>.</param>
/// <param name="lower">u <c>[B, L(L − 1)/2]</c>.</param>
/// <param name="noise">ε <c>[B, L]</c>.</param>
internal sealed class CholeskyProduct<T>(Variable<T> logDiagonal, Variable<T> lower, Variable<T> noise)
    : Operation<T>(noise.Tape, noise.Columns, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> diagonal = new();

    public override void Forward()
    {
        Output.Resize(noise.Rows);
        var (n, width) = (noise.Columns, lower.Columns);
        var d = diagonal.Resize(noise.Length);
        ElementFunctions.Exp<T>(logDiagonal.Value, d);
        for (var row = 0; row < noise.Rows; row++)
        {
            var u = lower.Value.Slice(row * width, width);
            var e = noise.Value.Slice(row * n, n);
            var z = Output.Value.Slice(row * n, n);
            for (var (i, entry) = (0, 0); i < n; i++)
            {
                var sum = e[i];
                for (var j = 0; j < i; j++)
                    sum += u[entry++] * e[j];
                z[i] = d[row * n + i] * sum;
            }
        }
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        var (byRow, ofColumn) = CholeskyEntries.Describe(onnx.Graph, noise.Columns);
        var e = onnx[noise];
        var sum = e + (onnx[lower] * e.Take(ofColumn, axis: 1)).Times(byRow);
        onnx[Output] = onnx[logDiagonal].Exp() * sum;
    }

    public override void Backward()
    {
        var n = noise.Columns;
        var width = lower.Columns;
        var d = diagonal.Span;
        var dD = logDiagonal.GradientToAdd();
        var dU = lower.GradientToAdd();
        for (var row = 0; row < noise.Rows; row++)
        {
            var e = noise.Value.Slice(row * n, n);
            var z = Output.Value.Slice(row * n, n);
            var dZ = Output.Gradient.Slice(row * n, n);
            var target = dU.Slice(row * width, width);
            for (var (i, entry) = (0, 0); i < n; i++)
            {
                dD[row * n + i] += dZ[i] * z[i];
                var slope = dZ[i] * d[row * n + i];
                for (var j = 0; j < i; j++)
                    target[entry++] += slope * e[j];
            }
        }
    }
}

/// <summary>
/// The marginal variances diag(L·Lᵀ) <c>[B, L]</c> = exp(2d_i)·(1 + Σ_{j&lt;i} u_ij²) of the same factor.
/// </summary>
internal sealed class CholeskyVariance<T>(Variable<T> logDiagonal, Variable<T> lower)
    : Operation<T>(logDiagonal.Tape, logDiagonal.Columns, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> squares = new();

    public override void Forward()
    {
        Output.Resize(logDiagonal.Rows);
        var (n, width) = (Output.Columns, lower.Columns);
        var d2 = squares.Resize(Output.Length);
        TensorPrimitives.Add(logDiagonal.Value, logDiagonal.Value, d2);
        ElementFunctions.Exp<T>(d2, d2);
        var u = lower.Value;
        var y = Output.Value;
        for (var (index, entry) = (0, 0); index < y.Length;)
            for (var i = 0; i < n; i++, index++)
            {
                var sum = T.One;
                for (var j = 0; j < i; j++, entry++)
                    sum += u[entry] * u[entry];
                y[index] = d2[index] * sum;
            }
    }

    public override void Describe(OnnxTape<T> onnx)
    {
        var (byRow, _) = CholeskyEntries.Describe(onnx.Graph, Output.Columns);
        var u = onnx[lower];
        onnx[Output] = (onnx[logDiagonal] * 2).Exp() * ((u * u).Times(byRow) + 1);
    }

    public override void Backward()
    {
        var n = Output.Columns;
        var d2 = squares.Span;
        var dD = logDiagonal.GradientToAdd();
        var dU = lower.GradientToAdd();
        var two = T.CreateChecked(2);
        var u = lower.Value;
        var y = Output.Value;
        var dY = Output.Gradient;
        for (var (index, entry) = (0, 0); index < y.Length;)
            for (var i = 0; i < n; i++, index++)
            {
                dD[index] += two * dY[index] * y[index];
                var slope = two * dY[index] * d2[index];
                for (var j = 0; j < i; j++, entry++)
                    dU[entry] += slope * u[entry];
            }
    }
}
