using System.Numerics;
using Ivae.Networks;

namespace Ivae.Numerics;

/// <summary>Activations over whole spans, with first and second derivative; x is the input, y the output of the forward pass.</summary>
internal static class ActivationKernels
{
    /// <summary>y = f(x); <paramref name="y"/> may be <paramref name="x"/>.</summary>
    public static void Forward<T>(Activation kind, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = Value(kind, x[i]);
    }

    /// <summary>dx = f′(x)·dy, or dx += f′(x)·dy; <paramref name="dx"/> may be <paramref name="dy"/>.</summary>
    public static void Backward<T>(Activation kind, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
            dx[i] = Slope(kind, x[i], y[i]) * dy[i] + (accumulate ? dx[i] : T.Zero);
    }

    /// <summary>d = f′(x).</summary>
    public static void Derivative<T>(Activation kind, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
            d[i] = Slope(kind, x[i], y[i]);
    }

    /// <summary>d = f″(x).</summary>
    public static void SecondDerivative<T>(Activation kind, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
            d[i] = Curvature(kind, x[i], y[i]);
    }

    private static T Value<T>(Activation kind, T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => kind switch
        {
            Activation.LeakyRelu => x > T.Zero ? x : T.CreateTruncating(0.2) * x,
            Activation.Xtanh => T.Tanh(x) + T.CreateTruncating(0.1) * x,
            Activation.Tanh => T.Tanh(x),
            Activation.Softplus => T.Max(x, T.Zero) + T.LogP1(T.Exp(-T.Abs(x))),
            Activation.Relu => T.Max(x, T.Zero),
            Activation.Elu => x > T.Zero ? x : T.ExpM1(x),
            Activation.Silu => x / (T.One + T.Exp(-x)),
            Activation.Sigmoid => T.One / (T.One + T.Exp(-x)),
            _ => x,
        };

    private static T Slope<T>(Activation kind, T x, T y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var linear = T.CreateTruncating(0.1);
        var tanh = y - linear * x;
        var sigmoid = T.One / (T.One + T.Exp(-x));
        return kind switch
        {
            Activation.LeakyRelu => x > T.Zero ? T.One : T.CreateTruncating(0.2),
            Activation.Xtanh => T.One - tanh * tanh + linear,
            Activation.Tanh => T.One - y * y,
            Activation.Softplus => sigmoid,
            Activation.Relu => x > T.Zero ? T.One : T.Zero,
            Activation.Elu => x > T.Zero ? T.One : y + T.One,
            Activation.Silu => sigmoid + y * (T.One - sigmoid),
            Activation.Sigmoid => y * (T.One - y),
            _ => T.One,
        };
    }

    private static T Curvature<T>(Activation kind, T x, T y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var two = T.One + T.One;
        var tanh = y - T.CreateTruncating(0.1) * x;
        var sigmoid = T.One / (T.One + T.Exp(-x));
        return kind switch
        {
            Activation.Xtanh => -two * tanh * (T.One - tanh * tanh),
            Activation.Tanh => -two * y * (T.One - y * y),
            Activation.Softplus => sigmoid * (T.One - sigmoid),
            Activation.Elu => x > T.Zero ? T.Zero : y + T.One,
            Activation.Silu => sigmoid * (T.One - sigmoid) * (two + x - two * y),
            Activation.Sigmoid => y * (T.One - y) * (T.One - two * y),
            _ => T.Zero,
        };
    }
}
