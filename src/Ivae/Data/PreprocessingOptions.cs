namespace Ivae.Data;

/// <summary>How observations are prepared.</summary>
public sealed record PreprocessingOptions
{
    /// <summary>The linear map.</summary>
    public Scaling Scaling { get; init; } = Scaling.Whiten;

    /// <summary>
    /// Values further than this many robust standard deviations (quartile range / 1.349) from the median of their column are moved to that distance; 0 for never.
    /// A few artefacts would otherwise set the scale of everything.
    /// </summary>
    public double ClipAt { get; init; } = 12;
}
