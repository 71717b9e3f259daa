namespace Ivae.Causality;

/// <summary>The direction between two variables a and b, with what speaks for it.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Evidence">Evidence for a → b less that for b → a, in nats a row of held-out data: likelihood ratio plus
/// the difference of dependence between disturbances within segments.</param>
/// <param name="EvidenceLow">Lower end of its bootstrap interval over segments.</param>
/// <param name="EvidenceHigh">Upper end of its bootstrap interval over segments.</param>
/// <param name="LikelihoodRatio">log p under a → b less that under b → a, in nats a row of held-out data.</param>
/// <param name="ForwardDependence">What the disturbances under a → b tell of each other within segments beyond what all
/// segments share, in nats a row.</param>
/// <param name="BackwardDependence">The same under b → a.</param>
/// <param name="ForwardSkewness">How much the skewness of the disturbance of a changes between segments, in nats a row:
/// that of a cause does not, that of an effect or of a variable with a hidden cause does.</param>
/// <param name="BackwardSkewness">The same of b.</param>
/// <param name="Confidence">Share of bootstrap samples over segments whose evidence has the sign of
/// <paramref name="Evidence"/>, ½ … 1 as a rule.</param>
public sealed record PairResult(
    DirectionAnswer Answer,
    double Evidence,
    double EvidenceLow,
    double EvidenceHigh,
    double LikelihoodRatio,
    double ForwardDependence,
    double BackwardDependence,
    double ForwardSkewness,
    double BackwardSkewness,
    double Confidence);
