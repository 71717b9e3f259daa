namespace Ivae.Identifiability;

/// <summary>
/// How much the distribution of one latent moves with u, beyond what estimation error makes of a distribution that
/// stands still.
/// </summary>
/// <param name="MeanMoves">Standard deviation over u of its mean, in units of its spread.</param>
/// <param name="MeanPValue">Chance of means that differ as much if they were all the same.</param>
/// <param name="ScaleMoves">Standard deviation over u of the logarithm of its spread: 0.1 is about 10 %.</param>
/// <param name="ScalePValue">Chance of spreads that differ as much if they were all the same.</param>
/// <param name="IsWeak">Whether it moves so little that data of this size hardly identify it.</param>
internal sealed record LatentVariability(
    double MeanMoves, double MeanPValue, double ScaleMoves, double ScalePValue, bool IsWeak);
