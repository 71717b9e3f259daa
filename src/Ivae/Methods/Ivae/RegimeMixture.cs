using System.Numerics;
using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Networks;

namespace Ivae.Methods;

/// <summary>
/// log Σ_k w_k p(z_t | past, k) of rows whose regime k is not observed. With w_k = p(k_t | rows before) its sum over
/// rows is the exact log-likelihood; with w_k = p(k_t | all other rows) its gradient is that of the log-likelihood.
/// </summary>
/// <remarks>
/// The second is Fisher's identity: ∇ log p(x) = Σ_t Σ_k p(k_t = k | x) ∇ log p(z_t | past, k), and p(k_t | x) ∝
/// p(k_t | all other rows) p(z_t | past, k_t).
/// </remarks>
internal sealed class RegimeMixture<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T> logWeights;
    private readonly Codes[] codes;
    private readonly PriorDensity<T>[] priors;

    /// <param name="network">A model with regimes.</param>
    /// <param name="noise">Any finite numbers <c>[B, L]</c>, for their shape.</param>
    /// <param name="past">Latents of the past, if the prior reads them.</param>
    public RegimeMixture(IvaeNetwork<T> network, Variable<T> noise, Variable<T>? past)
    {
        var (tape, regimes) = (noise.Tape, network.Regimes!.Count);
        network.Regimes.Hold(tape);
        logWeights = tape.Input(regimes);
        codes = [.. Enumerable.Range(0, regimes).Select(_ => new Codes())];
        priors = [.. codes.Select(regime =>
            network.Prior.Given(new Context<T>(tape, null, [regime]), noise, past))];
    }

    /// <summary>log p(z_t | past, k) <c>[B, K]</c>.</summary>
    public Variable<T> LogDensities { get; private set; } = null!;

    /// <summary>log Σ_k w_k p(z_t | past, k) <c>[B, 1]</c>.</summary>
    public Variable<T> LogDensityOfRow { get; private set; } = null!;

    /// <summary>The density of latents <c>[B, L]</c> as a logarithm <c>[B, 1]</c>.</summary>
    public Variable<T> LogDensity(Variable<T> latents)
    {
        LogDensities = priors.Select(prior => prior.LogDensity(latents)).Aggregate(Functions.Join);
        LogDensityOfRow =
            latents.Tape.Record(new LogMeanExp<T>(LogDensities + logWeights)) + Math.Log(codes.Length);
        return LogDensityOfRow;
    }

    /// <summary>Copies the weights of some rows in.</summary>
    public void Load(ModelData data, ReadOnlySpan<int> rows)
    {
        for (var k = 0; k < codes.Length; k++)
            codes[k].Resize(rows.Length).Fill(k);
        if (data.LogRegimes is { } logs)
        {
            ModelData.Copy(logs, rows, logWeights, 0);
            return;
        }

        logWeights.Resize(rows.Length);
        logWeights.Value.Fill(T.CreateTruncating(-Math.Log(codes.Length)));
    }
}
