using Ivae.Onnx;

namespace Ivae.Autodiff;

/// <summary>The pieces of splines that places <c>[B, m]</c> lie in, in an ONNX graph; see <see cref="SplineBin{T}"/>.
/// </summary>
internal readonly record struct OnnxSplineBin(
    OnnxValue X, OnnxValue Width, OnnxValue Y, OnnxValue Height, OnnxValue LeftSlope, OnnxValue RightSlope)
{
    /// <summary>y and log dy/dx at x.</summary>
    public (OnnxValue Value, OnnxValue LogSlope) At(OnnxValue x)
    {
        var theta = (x - X) / Width;
        var (delta, other, mixed) = (Height / Width, 1 - theta, theta * (1 - theta));
        var denominator = delta + (LeftSlope + RightSlope - delta * 2) * mixed;
        var rise = RightSlope * theta * theta + delta * mixed * 2 + LeftSlope * other * other;
        return (Y + Height * (delta * theta * theta + LeftSlope * mixed) / denominator,
            (delta / denominator).Log() * 2 + rise.Log());
    }

    /// <summary>x at y, the root of a quadratic equation.</summary>
    public OnnxValue Inverse(OnnxValue y)
    {
        var (delta, rise) = (Height / Width, y - Y);
        var bend = LeftSlope + RightSlope - delta * 2;
        var a = Height * (delta - LeftSlope) + rise * bend;
        var b = Height * LeftSlope - rise * bend;
        var c = -(delta * rise);
        var root = (b * b - a * c * 4).Max(y.Graph.Number(0)).Sqrt();
        return X + Width * (c * 2) / (-b - root);
    }
}
