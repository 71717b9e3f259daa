namespace Ivae.Reporting.Plotting;

/// <summary>The area marks are drawn on: its size in pixels and the values at its edges.</summary>
internal readonly record struct Frame(double Width, double Height, Interval X, Interval Y)
{
    /// <summary>Pixel of a value from the left; far outside, one frame beside the frame.</summary>
    public double PixelX(double value) => Math.Clamp((value - X.Low) / X.Length, -1, 2) * Width;

    /// <summary>Pixel of a value from the top.</summary>
    public double PixelY(double value) => (1 - Math.Clamp((value - Y.Low) / Y.Length, -1, 2)) * Height;
}
