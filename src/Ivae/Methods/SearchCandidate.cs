namespace Ivae.Methods;

/// <summary>One kind of model that a search tried, and what came of it.</summary>
/// <param name="Name">Layers and prior in words.</param>
/// <param name="Start">Number of its start, from 1.</param>
/// <param name="HeldOut">Mean log p(x | u) of held-out rows, in nats per row and data units.</param>
/// <param name="Below">By how much that is below the chosen one's, in nats per row; negative where it is above.</param>
/// <param name="Error">Standard error of <paramref name="Below"/> over held-out rows, neighbours in time counting as
/// one.</param>
/// <param name="Rounds">Rounds of training it took part in.</param>
/// <param name="Seconds">How long it was trained.</param>
/// <param name="Chosen">Whether it is the one that was chosen.</param>
public sealed record SearchCandidate(
    string Name, int Start, double HeldOut, double Below, double Error, int Rounds, double Seconds, bool Chosen)
{
    /// <summary>Number of its run in the stage, from 0.</summary>
    public int Run { get; init; }

    /// <summary>
    /// How far its latents are those of the chosen one: the largest absolute rank correlation of each chosen latent
    /// with one of its own on held-out rows, on average; not a number where it has none.
    /// </summary>
    public double Agreement { get; init; } = double.NaN;
}
