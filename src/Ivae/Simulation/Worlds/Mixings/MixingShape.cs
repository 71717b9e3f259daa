namespace Ivae.Simulation.Worlds;

/// <summary>How large and how strong a mixing is.</summary>
/// <param name="Latent">Number of sources n.</param>
/// <param name="Columns">Number of observed columns D.</param>
/// <param name="Strength">What the kind says it is.</param>
/// <param name="Layers">Number of layers.</param>
internal readonly record struct MixingShape(int Latent, int Columns, double Strength, int Layers);
