namespace Ivae.Simulation.Mechanisms;

/// <summary>
/// Latents that follow from those before: z_i ← z_i + ½ Σ_(j ≤ i) sin(z_j (i + 3)/π + i) + N(0, σ²), i from 0; x is a
/// leaky network of them, standardised, with a little noise.
/// </summary>
/// <remarks>Source: Lachapelle, Rodríguez López, Sharma, Everett, Le Priol, Lacoste and Lacoste-Julien,
/// "Disentanglement via mechanism sparsity regularization", CLeaR 2022, their time data. What is left open is our
/// reading: sequences have two rows, of which the first is standard normal.</remarks>
internal sealed record TimeOptions
{
    /// <summary>Number of sequences, at least 1.</summary>
    public int Sequences { get; init; } = 500_000;

    /// <summary>Rows of each sequence, at least 2.</summary>
    public int Length { get; init; } = 2;

    /// <summary>Number of latents n, at least 1.</summary>
    public int Latent { get; init; } = 10;

    /// <summary>Number of columns of x, at least as many as latents.</summary>
    public int Observed { get; init; } = 20;

    /// <summary>Standard deviation of a latent given those before, positive.</summary>
    public double Deviation { get; init; } = 0.01;

    /// <summary>Standard deviation of the noise of standardised columns, at least 0.</summary>
    public double Noise { get; init; } = 0.01;

    /// <summary>Seed of the network, which the published runs share.</summary>
    public int Process { get; init; }

    /// <summary>Everything that is wrong with these options, each with value, range and remedy.</summary>
    public IReadOnlyList<string> Validate() => OptionProblems.Of(
        (Latent is >= 1 and <= 100, $"Latent is {Latent}; give 1 to 100."),
        (Observed >= Latent && Observed <= 1000, $"Observed is {Observed}; give {Latent} to 1000."),
        (Length is >= 2 and <= 1_000_000, $"Length is {Length}; give 2 to 1000000."),
        (Sequences >= 1 && (long)Sequences * Length * Observed <= int.MaxValue,
            $"{Sequences} sequences of {Length} rows; give at least 1, and at most 2³¹ − 1 numbers in all."),
        (Deviation > 0 && double.IsFinite(Deviation), $"Deviation is {Deviation}; give a positive number."),
        (Noise >= 0 && double.IsFinite(Noise), $"Noise is {Noise}; give at least 0."));
}
