using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Evaluation;

/// <summary>Which correlation a score is made of.</summary>
[JsonConverter(typeof(SnakeCaseConverter<CorrelationKind>))]
public enum CorrelationKind
{
    /// <summary>Product-moment: credits linear agreement.</summary>
    Pearson,

    /// <summary>Of ranks: credits any monotone agreement.</summary>
    Spearman,
}
