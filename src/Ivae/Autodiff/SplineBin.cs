using System.Numerics;

namespace Ivae.Autodiff;

/// <summary>
/// One piece of a rational-quadratic spline: with θ = (x − X)/Width, δ = Height/Width and slopes d₀, d₁ at its ends, y
/// = Y + Height·(δθ² + d₀θ(1 − θ)) / (δ + (d₀ + d₁ − 2δ)·θ(1 − θ)).
/// </summary>
/// <remarks>Source: Gregory and Delbourgo, IMA Journal of Numerical Analysis 2, 1982; Durkan et al., NeurIPS 2019,
/// equations 4 to 8.</remarks>
internal readonly record struct SplineBin<T>(int Index, T X, T Width, T Y, T Height, T LeftSlope, T RightSlope)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static T Two => T.One + T.One;

    private T Delta => Height / Width;

    private T Bend => LeftSlope + RightSlope - Two * Delta;

    /// <summary>y and log dy/dx at x.</summary>
    public (T Value, T LogSlope) At(T x)
    {
        var theta = (x - X) / Width;
        var (delta, mixed) = (Delta, theta * (T.One - theta));
        var denominator = delta + Bend * mixed;
        return (Y + Height * (delta * theta * theta + LeftSlope * mixed) / denominator,
            Two * T.Log(delta / denominator) + T.Log(Rise(theta)));
    }

    /// <summary>x at y, the root of a quadratic equation.</summary>
    public T Inverse(T y)
    {
        var rise = y - Y;
        var a = Height * (Delta - LeftSlope) + rise * Bend;
        var b = Height * LeftSlope - rise * Bend;
        var c = -Delta * rise;
        var root = T.Sqrt(T.Max(T.Zero, b * b - (Two + Two) * a * c));
        return X + Width * Two * c / (-b - root);
    }

    /// <summary>The gradients of the fields, and of x, at x.</summary>
    /// <param name="x">x.</param>
    /// <param name="dY">Gradient of y.</param>
    /// <param name="dLog">Gradient of log dy/dx.</param>
    public (SplineBin<T> Fields, T X) Gradient(T x, T dY, T dLog)
    {
        var theta = (x - X) / Width;
        var (delta, other, mixed) = (Delta, T.One - theta, theta * (T.One - theta));
        var (numerator, denominator, rise) =
            (Height * (delta * theta * theta + LeftSlope * mixed), delta + Bend * mixed, Rise(theta));
        var dNumerator = dY / denominator;
        var dDenominator = -(dY * numerator / denominator + Two * dLog) / denominator;
        var dRise = dLog / rise;

        var dMixed = dNumerator * Height * LeftSlope + dDenominator * Bend + dRise * Two * delta;
        var dTheta = dMixed * (other - theta) + dNumerator * Height * Two * delta * theta
            + dRise * Two * (RightSlope * theta - LeftSlope * other);
        var dDelta = Two * dLog / delta + dRise * Two * mixed + dDenominator * (T.One - Two * mixed)
            + dNumerator * Height * theta * theta;
        var dX = dTheta / Width;
        var fields = new SplineBin<T>(
            Index,
            -dX,
            -dX * theta - dDelta * delta / Width,
            dY,
            dNumerator * numerator / Height + dDelta / Width,
            dNumerator * Height * mixed + dDenominator * mixed + dRise * other * other,
            dDenominator * mixed + dRise * theta * theta);
        return (fields, dX);
    }

    private T Rise(T theta) => RightSlope * theta * theta + Two * Delta * theta * (T.One - theta)
        + LeftSlope * (T.One - theta) * (T.One - theta);
}
