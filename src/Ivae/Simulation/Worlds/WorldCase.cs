namespace Ivae.Simulation.Worlds;

/// <summary>A world of the benchmark.</summary>
/// <param name="Name">Its name: the mixing, then what is special.</param>
/// <param name="Options">What it is.</param>
internal sealed record WorldCase(string Name, WorldOptions Options)
{
    /// <summary>How many latents a fit is asked for: n unless too few or too many are asked for on purpose.</summary>
    public int LatentsAsked { get; init; } = Options.Latent;
}
