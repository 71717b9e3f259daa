using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;
using Ivae.Onnx;

namespace Ivae.Autodiff;

/// <summary>
/// y = x + σ(x·W + b)·Vᵀ of R^n with H hidden units, whose Jacobian is I + W·diag(σ′)·Vᵀ: a sum over units of σ′ times
/// a matrix that is the same for all x. Where ‖W‖·‖V‖·max|σ′| &lt; 1, all its pivots are positive, so that elimination
/// exchanges no rows and all x are eliminated side by side.
/// </summary>
/// <param name="weight">W <c>[n, H]</c>.</param>
/// <param name="bias">b <c>[1, H]</c>.</param>
/// <param name="back">V <c>[n, H]</c>.</param>
/// <param name="activation">σ.</param>
internal sealed class ResidualMap<T>(Variable<T> weight, Variable<T> bias, Variable<T> back, Activation activation)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> pairs = new();
    private readonly Scratch<T> dPairs = new();
    private readonly Scratch<T> sums = new();
    private readonly Scratch<T> units = new();
    private readonly Scratch<T> slopes = new();
    private readonly Scratch<T> inverses = new();
    private readonly Scratch<T> dJacobians = new();
    private readonly Scratch<T> dUnits = new();
    private readonly Scratch<T> dSlopes = new();
    private readonly Scratch<T> works = new();

    private int N => weight.Rows;

    private int H => weight.Columns;

    /// <summary>
    /// The inverse of the Jacobian at the last x: number (i, j) of all rows, ∂x_j/∂y_i, is <c>[B]</c>.
    /// </summary>
    public ReadOnlySpan<T> Inverse => inverses.Span;

    /// <summary>Takes over the weights as they are now.</summary>
    public void Load()
    {
        var table = pairs.Resize(N * N * H);
        for (var i = 0; i < N; i++)
            for (var j = 0; j < N; j++)
                TensorPrimitives.Multiply(
                    weight.Value.Slice(i * H, H), back.Value.Slice(j * H, H), table.Slice((i * N + j) * H, H));
    }

    /// <summary>y <c>[B, n]</c> and log |det ∂y/∂x| <c>[B]</c> at x <c>[B, n]</c>.</summary>
    public void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> logDeterminant)
    {
        var rows = x.Length / N;
        var sum = sums.Resize(rows * H);
        var unit = units.Resize(rows * H);
        var slope = slopes.Resize(rows * H);
        MatrixProduct.Multiply<T>(x, weight.Value, bias.Value, sum, rows, N, H, accumulate: false);
        ActivationKernels.ForwardWithSlope(activation, sum, unit, slope);
        x.CopyTo(y);
        MatrixProduct.MultiplyTransposedRight<T>(unit, back.Value, y, rows, N, H, accumulate: true);
        var jacobian = inverses.Resize(N * N * rows);
        MatrixProduct.MultiplyTransposedRight<T>(pairs.Span, slope, jacobian, N * N, rows, H, accumulate: false);
        for (var i = 0; i < N; i++)
        {
            var own = jacobian.Slice(i * (N + 1) * rows, rows);
            TensorPrimitives.Add(own, T.One, own);
        }

        EliminationKernel.Invert(jacobian, logDeterminant, N);
    }

    /// <summary>
    /// The same in an ONNX graph: y <c>[B, n]</c> of x <c>[B, n]</c>, and the Jacobian of each row <c>[B, n, n]</c>
    /// with ∂y_i/∂x_j in row i and column j.
    /// </summary>
    public Func<OnnxValue, (OnnxValue Y, OnnxValue Jacobian)> Describe(OnnxTape<T> onnx)
    {
        Load();
        var (products, transposed) = (new T[H * N * N], new T[H * N]);
        for (var i = 0; i < N; i++)
            for (var j = 0; j < N; j++)
                for (var h = 0; h < H; h++)
                    (products[(h * N + j) * N + i], transposed[h * N + j]) =
                        (pairs.Span[(i * N + j) * H + h], back.Value[j * H + h]);
        var (w, b, v) = (onnx[weight], onnx[bias], onnx.Constant(transposed, [H, N]));
        var (table, identity) = (onnx.Constant(products, [H, N * N]), onnx.Graph.Identity(N));
        return x =>
        {
            var sum = x.Times(w) + b;
            var slope = OnnxActivation.Slope(activation, sum);
            var y = x + OnnxActivation.Value(activation, sum).Times(v);
            return (y, slope.Times(table).Reshape(-1, N, N) + identity);
        };
    }

    /// <summary>
    /// Gauss–Jordan elimination, without exchanges of rows, of matrices with further columns <c>[B, n, n + m]</c>: the
    /// inverse times these is where they were, and log |det| <c>[B, 1]</c>.
    /// </summary>
    public (OnnxValue Solved, OnnxValue LogDeterminant) Eliminate(OnnxValue a)
    {
        var identity = a.Graph.Identity(N);
        OnnxValue? logDeterminant = null;
        for (var p = 0; p < N; p++)
        {
            var own = a.Range(p, 1);
            var pivot = own.Range(p, 1, axis: 2);
            var log = pivot.Log().Reshape(-1, 1);
            logDeterminant = logDeterminant is { } sum ? sum + log : log;
            a -= (a.Range(p, 1, axis: 2) - identity.Range(p, 1)) * (own / pivot);
        }

        return (a, logDeterminant!.Value);
    }

    /// <summary>Adds to the gradients of the weights at the x of the last <see cref="Forward"/>.</summary>
    /// <param name="x">x.</param>
    /// <param name="dY">Gradient of y <c>[B, n]</c>.</param>
    /// <param name="dLog">Gradient of log |det| <c>[B]</c>.</param>
    /// <param name="dX">Gradient of x <c>[B, n]</c>, added to without the share dy of x itself.</param>
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dY, ReadOnlySpan<T> dLog, Span<T> dX)
    {
        var rows = dLog.Length;
        var dJacobian = dJacobians.Resize(N * N * rows);
        for (var i = 0; i < N; i++)
            for (var j = 0; j < N; j++)
                TensorPrimitives.Multiply(
                    dLog, Inverse.Slice((j * N + i) * rows, rows), dJacobian.Slice((i * N + j) * rows, rows));
        var dSum = dUnits.Resize(rows * H);
        var dSlope = dSlopes.Resize(rows * H);
        MatrixProduct.MultiplyTransposedLeft<T>(dJacobian, pairs.Span, dSlope, N * N, rows, H, accumulate: false);
        MatrixProduct.Multiply<T>(dY, back.Value, default, dSum, rows, N, H, accumulate: false);
        var curvature = works.Resize(rows * H);
        ActivationKernels.SecondDerivative<T>(activation, sums.Span, units.Span, curvature);
        TensorPrimitives.Multiply(dSum, slopes.Span, dSum);
        TensorPrimitives.MultiplyAdd(dSlope, curvature, dSum, dSum);

        MatrixProduct.MultiplyTransposedLeft<T>(
            x, dSum, weight.Gradient, rows, N, H, weight.StartGradient());
        MatrixProduct.MultiplyTransposedLeft<T>(
            dY, units.Span, back.Gradient, rows, N, H, back.StartGradient());
        RowKernels.AddColumnSums<T>(dSum, bias.GradientToAdd());
        MatrixProduct.MultiplyTransposedRight<T>(dSum, weight.Value, dX, rows, N, H, accumulate: true);

        var dTable = dPairs.Resize(N * N * H);
        MatrixProduct.Multiply<T>(dJacobian, slopes.Span, default, dTable, N * N, rows, H, accumulate: false);
        var dWeight = weight.Gradient;
        var dBack = back.Gradient;
        for (var i = 0; i < N; i++)
            for (var j = 0; j < N; j++)
            {
                var pair = dTable.Slice((i * N + j) * H, H);
                var dW = dWeight.Slice(i * H, H);
                var dV = dBack.Slice(j * H, H);
                TensorPrimitives.MultiplyAdd(pair, back.Value.Slice(j * H, H), dW, dW);
                TensorPrimitives.MultiplyAdd(pair, weight.Value.Slice(i * H, H), dV, dV);
            }
    }
}
