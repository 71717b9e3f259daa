namespace Ivae.Evaluation;

/// <summary>Which correlation a score is made of.</summary>
public enum CorrelationKind
{
    /// <summary>Product-moment: credits linear agreement.</summary>
    Pearson,

    /// <summary>Of ranks: credits any monotone agreement.</summary>
    Spearman,
}
