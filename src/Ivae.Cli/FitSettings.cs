using Ivae.Data;

namespace Ivae.Cli;

/// <summary>All that decides what <c>ivae fit</c> computes; what is null is chosen from the data or left to the method.</summary>
internal sealed record FitSettings
{
    /// <summary>Observed columns; null for every numeric column that is not auxiliary.</summary>
    public string? Observed { get; init; }

    /// <summary>Columns of the auxiliary variable.</summary>
    public string? Auxiliary { get; init; }

    /// <summary>Number of equal segments the rows are cut into, as an auxiliary variable.</summary>
    public int? Segments { get; init; }

    /// <summary>Number of preceding rows that join the auxiliary variable.</summary>
    public int Lags { get; init; }

    /// <summary>What to do with rows that lack a value.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>Number of latents; null for as many as observed columns.</summary>
    public int? Latent { get; init; }

    public string Method { get; init; } = "ivae";

    public ulong Seed { get; init; }

    /// <summary>Number of starts; the one with the best bound on the held-out rows is kept.</summary>
    public int Restarts { get; init; } = 1;

    /// <summary>Passes over the data at most.</summary>
    public int? Epochs { get; init; }

    /// <summary>Rows in a step.</summary>
    public int? Batch { get; init; }

    /// <summary>Part of the rows that is held out for stopping, choosing and scoring.</summary>
    public double HeldOut { get; init; } = 0.2;
}
