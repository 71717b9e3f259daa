namespace Ivae.Persistence;

/// <summary>One array of a model file.</summary>
/// <param name="Name">Name, unique within the file, such as <c>encoder.0.weight</c>.</param>
/// <param name="Shape">Lengths of the axes, outermost first; empty for a single number.</param>
/// <param name="Values">The numbers, row-major, as many as the product of <paramref name="Shape"/>.</param>
internal sealed record NamedTensor(string Name, int[] Shape, float[] Values);
