namespace Ivae.Data;

/// <summary>How observations are prepared.</summary>
public sealed record PreprocessingOptions
{
    /// <summary>The linear map; <see langword="null"/> whitens, or lets a fit choose by columns and latents.</summary>
    public Scaling? Scaling { get; init; }

    /// <summary>
    /// Values further than this many robust standard deviations (quartile range / 1.349) from the median of their
    /// column are moved to that distance: a few artefacts would otherwise set the scale of everything. 0 for never;
    /// without scaling nothing is moved either.
    /// </summary>
    public double ClipAt { get; init; } = DataDecisions.ClipAt;
}
