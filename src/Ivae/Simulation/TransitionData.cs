namespace Ivae.Simulation;

/// <summary>Sequences with latent transitions, with everything that made them.</summary>
internal sealed class TransitionData : MadeData
{
    /// <summary>The options it was made with.</summary>
    public required TransitionOptions Options { get; init; }

    /// <summary>Regime of each row from 0 <c>[N]</c>.</summary>
    public required int[] Regime { get; init; }

    /// <summary>W_l of each regime, <c>[M][P]</c> matrices <c>[n, n]</c>, from row to column.</summary>
    public required double[][][,] Weights { get; init; }
}
