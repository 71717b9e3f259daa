namespace Ivae.Methods;

/// <summary>Bounds on log p(x | u), in nats and data units.</summary>
/// <param name="Elbo">The evidence lower bound of each row, averaged over the samples <c>[N]</c>.</param>
/// <param name="ImportanceWeighted">The importance-weighted bound of each row <c>[N]</c>.</param>
/// <param name="Samples">K of the importance-weighted bound.</param>
public sealed record Scores(IReadOnlyList<double> Elbo, IReadOnlyList<double> ImportanceWeighted, int Samples)
{
    /// <summary>Mean evidence lower bound, in nats a row.</summary>
    public double MeanElbo => Elbo.Average();

    /// <summary>Mean importance-weighted bound, in nats a row.</summary>
    public double MeanImportanceWeighted => ImportanceWeighted.Average();
}
