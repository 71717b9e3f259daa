using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// V·min(1, c / (‖W‖·‖V‖)), W and V <c>[n, H]</c>, by Schatten norms ‖W‖ = tr((W·Wᵀ)^k)^(1/2k): they are never below
/// the spectral ones, at most n^(1/2k) times these, 1 % more for n = 4, and smooth, with gradient
/// ‖W‖·(W·Wᵀ)^(k−1)·W / tr((W·Wᵀ)^k).
/// </summary>
internal sealed class LipschitzBound<T>(Variable<T> weight, Variable<T> back, double bound)
    : Operation<T>(back.Tape, back.Columns, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Squarings = 6; // k = 2⁶ + 1

    private readonly Scratch<double> weightPower = new();
    private readonly Scratch<double> backPower = new();
    private readonly Scratch<double> work = new();
    private T factor;

    public override void Forward()
    {
        Output.Resize(back.Rows);
        factor = T.One;
        // no norm is above the Frobenius one, which costs next to nothing
        if (Frobenius(weight) * Frobenius(back) > bound
            && Norm(weight, weightPower) * Norm(back, backPower) is var norm && norm > bound)
            factor = T.CreateTruncating(bound / norm);
        TensorPrimitives.Multiply(back.Value, factor, Output.Value);
    }

    public override void Backward()
    {
        var dV = back.GradientToAdd();
        var dY = Output.Gradient;
        TensorPrimitives.MultiplyAdd(dY, factor, dV, dV);
        if (factor == T.One)
            return;
        var share = -factor * TensorPrimitives.Dot<T>(dY, back.Value);
        AddGradient(back, backPower.Span, share, dV);
        AddGradient(weight, weightPower.Span, share, weight.GradientToAdd());
    }

    private static double Frobenius(Variable<T> w) => double.CreateTruncating(TensorPrimitives.Norm<T>(w.Value));

    /// <summary>dW += share·K·W.</summary>
    private static void AddGradient(Variable<T> w, ReadOnlySpan<double> k, T share, Span<T> dW)
    {
        var (n, h) = (w.Rows, w.Columns);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
            {
                var own = dW.Slice(i * h, h);
                TensorPrimitives.MultiplyAdd(
                    w.Value.Slice(j * h, h), share * T.CreateTruncating(k[i * n + j]), own, own);
            }
    }

    /// <summary>‖W‖; K = (W·Wᵀ)^(k−1) / tr((W·Wᵀ)^k) is kept in <paramref name="power"/> <c>[n, n]</c>.</summary>
    private double Norm(Variable<T> w, Scratch<double> power)
    {
        var (n, h) = (w.Rows, w.Columns);
        var k = power.Resize(n * n);
        var other = work.Resize(2 * n * n);
        var gram = other[..(n * n)];
        other = other[(n * n)..];
        var value = w.Value;
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
                gram[i * n + j] = gram[j * n + i] =
                    double.CreateTruncating(TensorPrimitives.Dot<T>(value.Slice(i * h, h), value.Slice(j * h, h)));
        var scale = TensorPrimitives.Norm<double>(gram);
        if (scale == 0)
            return 0;
        TensorPrimitives.Divide(gram, scale, gram);
        gram.CopyTo(k);
        var log = 0.0; // (W·Wᵀ/scale)^(2^s) = e^log·K
        for (var s = 0; s < Squarings; s++)
        {
            Square(k, other, n);
            var size = TensorPrimitives.Norm<double>(other);
            TensorPrimitives.Divide(other, size, k);
            log = 2 * log + Math.Log(size);
        }

        var trace = TensorPrimitives.Dot<double>(gram, k);
        TensorPrimitives.Divide(k, trace * scale, k);
        return Math.Sqrt(scale * Math.Exp((log + Math.Log(trace)) / ((1 << Squarings) + 1)));
    }

    /// <summary>B = A·A of a symmetric A <c>[n, n]</c>.</summary>
    private static void Square(ReadOnlySpan<double> a, Span<double> b, int n)
    {
        for (var i = 0; i < n; i++)
        {
            var row = a.Slice(i * n, n);
            for (var j = 0; j <= i; j++)
            {
                var (other, sum) = (j * n, 0.0);
                for (var l = 0; l < row.Length; l++)
                    sum += row[l] * a[other + l];
                b[i * n + j] = b[j * n + i] = sum;
            }
        }
    }
}
