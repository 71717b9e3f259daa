namespace Ivae.Simulation.Mechanisms;

/// <summary>
/// Actions u of which each moves two latents: z_i ~ N(Σ_j G_ij sin(u_j (i + 3)/π + i), σ²), i from 0, u_j uniform
/// on (−2, 2), latent i being moved by u_i and u_{i−1}; x is a leaky network of them, standardised, with a
/// little noise.
/// </summary>
/// <remarks>Source: Lachapelle, Rodríguez López, Sharma, Everett, Le Priol, Lacoste and Lacoste-Julien,
/// "Disentanglement via mechanism sparsity regularization", CLeaR 2022, their action data.</remarks>
internal sealed record ActionOptions
{
    /// <summary>Number of latents n, and of actions, at least 2.</summary>
    public int Latent { get; init; } = 10;

    /// <summary>Number of columns of x, at least as many as latents.</summary>
    public int Observed { get; init; } = 20;

    /// <summary>Number of rows, at least 2, since columns are standardised.</summary>
    public int Rows { get; init; } = 1_000_000;

    /// <summary>Standard deviation of a latent given u, positive.</summary>
    public double Deviation { get; init; } = 0.01;

    /// <summary>Standard deviation of the noise of standardised columns, at least 0.</summary>
    public double Noise { get; init; } = 0.01;

    /// <summary>Seed of the graph, the mechanisms and the network, which the published runs share.</summary>
    public int Process { get; init; }

    /// <summary>Everything that is wrong with these options, each with value, range and remedy.</summary>
    public IReadOnlyList<string> Validate() => OptionProblems.Of(
        (Latent is >= 2 and <= 100, $"Latent is {Latent}; give 2 to 100."),
        (Observed >= Latent && Observed <= 1000, $"Observed is {Observed}; give {Latent} to 1000."),
        (Rows >= 2 && (long)Rows * Observed <= int.MaxValue,
            $"Rows is {Rows}; give 2 to {int.MaxValue / Math.Max(1, Observed)}."),
        (Deviation > 0 && double.IsFinite(Deviation), $"Deviation is {Deviation}; give a positive number."),
        (Noise >= 0 && double.IsFinite(Noise), $"Noise is {Noise}; give at least 0."));
}
