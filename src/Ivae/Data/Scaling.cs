using System.Text.Json.Serialization;

namespace Ivae.Data;

/// <summary>The linear map of the observed columns before a model sees them.</summary>
[JsonConverter(typeof(ScalingConverter))]
public enum Scaling
{
    /// <summary>
    /// To mean 0 and identity covariance: principal components of the standardised columns, each scaled to variance 1.
    /// </summary>
    Whiten,

    /// <summary>Each column to mean 0 and variance 1.</summary>
    Standardise,

    /// <summary>As they are and never clipped: for binary data and counts.</summary>
    None,

    /// <summary>
    /// Principal components of the standardised columns, as many as explain rows best that were not fitted; what they
    /// leave is noise of one variance. For many columns.
    /// </summary>
    Reduce,
}
