namespace Ivae.Causality;

/// <summary>What four independence tests say about two variables.</summary>
/// <param name="Answer">The answer; "confounded" when all four are rejected.</param>
/// <param name="PValues">Adjusted p-values of x₁ ⟂ n₁, x₁ ⟂ n₂, x₂ ⟂ n₁, x₂ ⟂ n₂.</param>
internal sealed record FourTestResult(DirectionAnswer Answer, IReadOnlyList<double> PValues);
