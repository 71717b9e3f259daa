namespace Ivae.Causality;

/// <summary>A graph with what speaks for it.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Pairs">Every direction that was tested.</param>
/// <param name="Frequencies">Share of bootstrap samples with i → j <c>[d, d]</c>; NaN without bootstrap.</param>
public sealed record GraphResult(CausalGraph Graph, IReadOnlyList<PairTest> Pairs, double[,] Frequencies);
