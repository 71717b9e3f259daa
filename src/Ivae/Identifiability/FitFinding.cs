namespace Ivae.Identifiability;

/// <summary>Something that is wrong with a fit.</summary>
/// <param name="Kind">What it is.</param>
internal sealed record FitFinding(FitFindingKind Kind)
{
    /// <summary>The latents it is about, from 0; empty where it is about all of them, or about columns.</summary>
    public IReadOnlyList<int> Latents { get; init; } = [];

    /// <summary>The number by which it was found; 0 where there is none but those of the latents.</summary>
    public double Value { get; init; }

    /// <summary>Name of the column it is about; <see langword="null"/> where it is about latents.</summary>
    public string? Column { get; init; }
}
