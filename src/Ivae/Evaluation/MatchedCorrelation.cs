namespace Ivae.Evaluation;

/// <summary>A mean correlation coefficient with what it is made of.</summary>
/// <param name="Score">Mean absolute correlation of the matched pairs, 0 … 1.</param>
/// <param name="Assignment">Latent matched to each source, from 0, <c>[n]</c>; −1 for a source left over because there
/// are fewer latents.</param>
/// <param name="PairCorrelations">Signed correlation of each source with its latent, <c>[n]</c>; 0 for a source left
/// over.</param>
/// <param name="CorrelationMatrix">Signed correlation of every latent with every source,
/// <c>[latents, sources]</c>.</param>
public sealed record MatchedCorrelation(
    double Score, int[] Assignment, double[] PairCorrelations, double[,] CorrelationMatrix);
