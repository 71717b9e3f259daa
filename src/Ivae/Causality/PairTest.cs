namespace Ivae.Causality;

/// <summary>One test of a direction during a search.</summary>
/// <param name="A">Column a.</param>
/// <param name="B">Column b.</param>
/// <param name="Given">Columns that were given.</param>
/// <param name="Result">What was found.</param>
public sealed record PairTest(int A, int B, IReadOnlyList<int> Given, PairResult Result);
