using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>
/// The importance-weighted bound log (1/K) Σ_k p(x, z_k | u)/q(z_k | x, u) with K draws for each row: it asks less of
/// the shape of q than the bound of one draw, and rises with K to log p(x | u).
/// </summary>
/// <remarks>Source: Burda, Grosse and Salakhutdinov, "Importance weighted autoencoders", ICLR 2016, equation
/// 8.</remarks>
internal sealed class ImportanceWeightedGraph<T> : IvaeGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T>[] otherNoise;

    /// <summary>Records the objective.</summary>
    /// <param name="network">The model.</param>
    /// <param name="samples">K.</param>
    public ImportanceWeightedGraph(IvaeNetwork<T> network, int samples)
        : base(network, importance: true)
    {
        otherNoise = [.. Enumerable.Range(1, samples - 1).Select(_ => Tape.Input(network.Latents))];
        var weights = LogWeight;
        foreach (var noise in otherNoise)
            weights = Tape.Record(new Concatenate<T>(weights, LogWeightOf(noise)));
        UseObjective(Tape.Record(new LogMeanExp<T>(weights)), comparesRows: false);
    }

    /// <inheritdoc/>
    public override void Load(ModelData data, ReadOnlySpan<int> rows, RandomStream noise)
    {
        base.Load(data, rows, noise);
        foreach (var other in otherNoise)
            Draw(other, rows.Length, noise);
    }
}
