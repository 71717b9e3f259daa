namespace Ivae.Simulation.Neurons;

/// <summary>
/// Counts of neurons that follow two latents, given a position u uniform on (0, 2π): z ~ N((u, 2 sin u), diag(.6 −
/// .3|sin u|, .3|sin u|)), Poisson counts of rate e^(2.2 tanh f(z)), f being affine coupling blocks of (z, 0, …, 0).
/// </summary>
/// <remarks>Source: Zhou and Wei, "Learning identifiable and interpretable latent models of high-dimensional neural
/// activity using pi-VAE", NeurIPS 2020; Schneider, Lee and Mathis, "Learnable latent embeddings for joint behavioural
/// and neural analysis", Nature 2023. What is left open is our reading: a block adds to the second half of the columns
/// what a network of two tanh layers of half the columns, Glorot weights, makes of the first, times e^(.1 tanh) of
/// another, and shuffles columns.</remarks>
internal sealed record NeuronOptions
{
    /// <summary>Number of rows, at least 1.</summary>
    public int Rows { get; init; } = 15_000;

    /// <summary>Number of neurons D, at least 4.</summary>
    public int Observed { get; init; } = 100;

    /// <summary>Coupling blocks, at least 1.</summary>
    public int Blocks { get; init; } = 4;

    /// <summary>Everything that is wrong with these options, each with value, range and remedy.</summary>
    public IReadOnlyList<string> Validate() => OptionProblems.Of(
        (Observed is >= 4 and <= 10_000, $"Observed is {Observed}; give 4 to 10000."),
        (Rows >= 1 && (long)Rows * Observed <= int.MaxValue,
            $"Rows is {Rows}; give 1 to {int.MaxValue / Math.Max(1, Observed)}."),
        (Blocks is >= 1 and <= 100, $"Blocks is {Blocks}; give 1 to 100."));
}
