namespace Ivae.Simulation.Langevin;

/// <summary>
/// Six latents that diffuse in a landscape of energy (<see cref="Landscape"/>), dz = −∇U dt + √(2 kT) dW, in steps of
/// .002 of which every fortieth is a row; u says on which side of the barrier the first one is. 27 of the columns are
/// sums of functions of one latent each, 24 of them of one latent alone, and the last three are noise.
/// </summary>
/// <remarks>Source: the energy landscape of MOSAIC (Feng and others). What is left open is our reading: u is the sign
/// of x, the last two latents start at 0, columns are in the units of the latents, and all functions rise where the
/// sine is left out.</remarks>
internal sealed record LangevinOptions
{
    /// <summary>Number of trajectories, at least 1, which start in turn in states A A A B A B A A B.</summary>
    public int Trajectories { get; init; } = 9;

    /// <summary>Rows of each trajectory, at least 2.</summary>
    public int Frames { get; init; } = 50_000;

    /// <summary>Whether a sine is among the functions that are drawn; otherwise all rise.</summary>
    public bool Sine { get; init; }

    /// <summary>Standard deviation of the noise of every column, at least 0.</summary>
    public double Noise { get; init; } = 0.05;

    /// <summary>Everything that is wrong with these options, each with value, range and remedy.</summary>
    public IReadOnlyList<string> Validate() => OptionProblems.Of(
        (Trajectories is >= 1 and <= 10_000, $"Trajectories is {Trajectories}; give 1 to 10000."),
        (Frames >= 2 && (long)Frames * Trajectories <= int.MaxValue / LangevinSimulator.Columns,
            $"{Trajectories} trajectories of {Frames} frames; give at least 2 frames, and at most 2³¹ − 1 numbers."),
        (Noise >= 0 && double.IsFinite(Noise), $"Noise is {Noise}; give at least 0."));
}
