namespace Ivae.Identifiability;

/// <summary>How much a latent of the past moves a latent, over held-out rows.</summary>
/// <param name="Lag">Rows before, from 1.</param>
/// <param name="From">The latent of the past, from 0.</param>
/// <param name="To">The latent it moves, from 0.</param>
/// <param name="Strength">
/// Mean of |∂z_t/∂z_{t−l}|, each latent in units of its standard deviation; where scales move too, the root mean square
/// over innovations.
/// </param>
/// <param name="Low">Lower end of its 95 % interval over blocks of rows.</param>
/// <param name="High">Upper end.</param>
internal sealed record LatentEdge(int Lag, int From, int To, double Strength, double Low, double High)
{
    /// <summary>Whether it counts as an edge of the graph.</summary>
    public bool IsEdge => Low > IdentifiabilityDecisions.LeastTransition;
}
