using System.Numerics;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>
/// The importance-weighted bound log (1/K) Σ_k w_k, w_k = p(x, z_k | u)/q(z_k | x, u), with K draws for each row: it
/// asks less of the shape of q than the bound of one draw, and rises with K to log p(x | u).
/// </summary>
/// <remarks>
/// The gradient of q is the doubly reparameterised one, Σ_k v_k² ∂z_k/∂φ ∂log w_k/∂z_k with v_k = w_k/Σ_j w_j: the same
/// in the mean as that of the bound, and 0 at every draw where q is the true posterior. The bound's own is ever more
/// noise as K grows (Rainforth et al. 2018). Sources: Burda, Grosse and Salakhutdinov, "Importance weighted
/// autoencoders", ICLR 2016, equation 8; Tucker, Lawson, Gu and Maddison, "Doubly reparameterized gradient estimators
/// for Monte Carlo objectives", ICLR 2019, equation 8.
/// </remarks>
internal sealed class ImportanceWeightedGraph<T> : IvaeGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IvaeNetwork<T> network;
    private readonly Variable<T>[] otherNoise;
    private readonly LogMeanExp<T> mean;

    /// <summary>Records the objective.</summary>
    /// <param name="network">The model.</param>
    /// <param name="samples">K, at least 2.</param>
    public ImportanceWeightedGraph(IvaeNetwork<T> network, int samples)
        : base(network)
    {
        this.network = network;
        otherNoise = [.. Enumerable.Range(1, samples - 1).Select(_ => Tape.Input(network.Latents))];
        var logWeights = LogWeightOf(0, Noise, Latents);
        for (var k = 1; k < samples; k++)
            logWeights = Tape.Record(new Concatenate<T>(
                logWeights, LogWeightOf(k, otherNoise[k - 1], Posterior.Sample(otherNoise[k - 1]))));
        mean = new LogMeanExp<T>(logWeights);
        UseObjective(Tape.Record(mean), comparesRows: false);
    }

    /// <inheritdoc/>
    public override void Load(ModelData data, ReadOnlySpan<int> rows, RandomStream noise)
    {
        base.Load(data, rows, noise);
        foreach (var other in otherNoise)
            Draw(other, rows.Length, noise);
    }

    /// <summary>
    /// log w_k <c>[B, 1]</c> at a draw made from noise, each <c>[B, L]</c>, whose gradient reaches q through the draw
    /// alone, and there times v_k once more.
    /// </summary>
    private Variable<T> LogWeightOf(int k, Variable<T> noise, Variable<T> draw)
    {
        var z = Tape.Record(new WeightedGradient<T>(draw, row => mean.Share(row, k)));
        return network.Likelihood.LogDensity(Observed, AtExposure(network.Likelihood.Decode(z)))
            + Prior.LogDensity(z) - Posterior.LogDensityGiven(z, noise);
    }
}
