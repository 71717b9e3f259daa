using Ivae.Numerics;

namespace Ivae.Selection;

/// <summary>Further decisions of a search over kinds of models; see <see cref="SelectionDecisions"/>.</summary>
internal static class SearchDecisions
{
    /// <summary>Held-out nats per latent within which rising maps with normal latents are taken.</summary>
    [Decision(
        "Held-out nats per latent by which rising maps with normal latents may be below the best kind and be "
            + "taken.",
        ChosenOn = "staircase, M = 20 to 50, seeds 1-5: .80 to .98 where others were ahead by .004 to .010 nats, "
            + ".99 so",
        Moves = "At .01 a strong residual network of 20 000 rows has .997 for .999; at .005 two of these stay at .96 "
            + "and .98, of bends that are not there.")]
    public const double NormalNats = 0.006;
}
