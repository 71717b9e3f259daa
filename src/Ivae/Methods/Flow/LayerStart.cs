namespace Ivae.Methods;

/// <summary>Where a linear layer and the rising maps after it start.</summary>
/// <param name="Weight">W <c>[n, n]</c>.</param>
/// <param name="Bias">b <c>[n]</c>.</param>
/// <param name="Map">Parameters of the rising maps by their names; none after the last linear layer.</param>
internal sealed record LayerStart(double[] Weight, double[] Bias, IReadOnlyDictionary<string, double[]>? Map);
