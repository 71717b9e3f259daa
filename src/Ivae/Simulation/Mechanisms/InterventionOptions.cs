namespace Ivae.Simulation.Mechanisms;

/// <summary>
/// Independent normal latents of which environment i moves the mean of latent i alone, behind layers of
/// x ← tanh(a) + 0.1·a with a = x·M; the first environment moves nothing.
/// </summary>
/// <remarks>Source: Liang, Kekić, von Kügelgen, Buchholz, Besserve, Gresele and Schölkopf, "Causal component analysis",
/// NeurIPS 2023, the ICA case of their experiments.</remarks>
internal sealed record InterventionOptions
{
    /// <summary>Number of latents n, and of columns of x, at least 1; there are n + 1 environments.</summary>
    public int Latent { get; init; } = 4;

    /// <summary>Layers of the mixing, at least 1.</summary>
    public int MixingLayers { get; init; } = 3;

    /// <summary>Rows of each environment, at least 1.</summary>
    public int RowsPerEnvironment { get; init; } = 200_000;

    /// <summary>What an environment adds to the mean of its latent.</summary>
    public double Shift { get; init; } = 2;

    /// <summary>Everything that is wrong with these options, each with value, range and remedy.</summary>
    public IReadOnlyList<string> Validate() => OptionProblems.Of(
        (Latent is >= 1 and <= 100, $"Latent is {Latent}; give 1 to 100."),
        (MixingLayers is >= 1 and <= 20, $"MixingLayers is {MixingLayers}; give 1 to 20."),
        (RowsPerEnvironment >= 1, $"RowsPerEnvironment is {RowsPerEnvironment}; give at least 1."),
        ((Latent + 1L) * RowsPerEnvironment * Latent <= int.MaxValue,
            $"{Latent + 1} environments of {RowsPerEnvironment} rows exceed 2³¹ − 1 numbers; simulate fewer rows."),
        (double.IsFinite(Shift), $"Shift is {Shift}; give a finite number."));
}
