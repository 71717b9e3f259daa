namespace Ivae.Identifiability;

/// <summary>How much two latents depend on each other given u.</summary>
/// <param name="First">The one, from 0.</param>
/// <param name="Second">The other.</param>
/// <param name="Kind">In what.</param>
/// <param name="Effect">
/// Root mean square over levels of their correlation, less what chance makes of it: 0 … 1; of a kernel the like.
/// </param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="PValue">Chance of as much if they were independent, for all pairs and kinds together.</param>
internal sealed record PairDependence(
    int First, int Second, DependenceKind Kind, double Effect, double Low, double High, double PValue)
{
    /// <summary>Whether they depend on each other by more than chance and by enough to matter.</summary>
    public bool IsClear =>
        PValue < IdentifiabilityDecisions.StrictSignificance && Low > IdentifiabilityDecisions.LargeDependence;
}
