using System.Numerics;
using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Models;

/// <summary>The objective of an iVAE for a batch, recorded once and run for any batch.</summary>
/// <remarks>Khemakhem, Kingma, Monti and Hyvärinen 2020, equation 8, with the expectation of log p(z | u) − log q(z | x, u) in closed form where there is one.</remarks>
internal sealed class IvaeGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T> encoderInput;

    /// <summary>Records the objective.</summary>
    /// <param name="network">The model.</param>
    /// <param name="importance">Whether to record the log importance weight too, which only evaluation needs.</param>
    public IvaeGraph(IvaeNetwork<T> network, bool importance = false)
    {
        Observed = Tape.Input(network.Observed);
        Noise = Tape.Input(network.Latents);
        Auxiliary = Tape.Input(network.Auxiliary.Columns);
        Codes = [.. network.Auxiliary.Levels.Select(_ => new Codes())];
        var u = new Context<T>(Tape, Auxiliary, Codes);
        var readsAuxiliary = network.Options.Posterior.ReadsAuxiliary;
        encoderInput = readsAuxiliary && Auxiliary.Columns > 0 ? Tape.Input(network.Observed + Auxiliary.Columns) : Observed;
        var encoderContext = new Context<T>(Tape, encoderInput, readsAuxiliary ? Codes : []);

        Posterior = network.Posterior.Given(Observed, encoderContext, network.Likelihood.LogNoise(Tape));
        Latents = Posterior.Sample(Noise);
        Prior = network.Prior.Given(u);
        Decoded = network.Likelihood.Decode(Latents);

        LogLikelihood = network.Likelihood.LogDensity(Observed, Decoded);
        ExpectedLogPrior = Prior.ExpectedLogDensity(Posterior, Latents);
        Entropy = Posterior.Entropy;
        Elbo = LogLikelihood + ExpectedLogPrior + Entropy;
        Loss = -Elbo.Average();
        if (importance)
            LogWeight = LogLikelihood + Prior.LogDensity(Latents) - Posterior.LogDensityOfSample(Noise);
    }

    public Tape<T> Tape { get; } = new();

    /// <summary>x <c>[B, D]</c>.</summary>
    public Variable<T> Observed { get; }

    /// <summary>The numeric part of u <c>[B, P]</c>.</summary>
    public Variable<T> Auxiliary { get; }

    /// <summary>The categorical parts of u.</summary>
    public Codes[] Codes { get; }

    /// <summary>ε <c>[B, L]</c>.</summary>
    public Variable<T> Noise { get; }

    public GaussianPosterior<T> Posterior { get; }

    public LocationScaleDensity<T> Prior { get; }

    /// <summary>z <c>[B, L]</c>, drawn from the posterior.</summary>
    public Variable<T> Latents { get; }

    /// <summary>f(z) <c>[B, D]</c>.</summary>
    public Variable<T> Decoded { get; }

    public Variable<T> LogLikelihood { get; }

    public Variable<T> ExpectedLogPrior { get; }

    public Variable<T> Entropy { get; }

    /// <summary>The bound of each row <c>[B, 1]</c>, in nats.</summary>
    public Variable<T> Elbo { get; }

    /// <summary>Minus the mean bound <c>[1, 1]</c>.</summary>
    public Variable<T> Loss { get; }

    /// <summary>log p(x | z) + log p(z | u) − log q(z | x, u) at the draw <c>[B, 1]</c>, in nats.</summary>
    public Variable<T>? LogWeight { get; }

    /// <summary>Copies a batch in and draws its noise.</summary>
    public void Load(ModelData data, ReadOnlySpan<int> rows, RandomStream noise)
    {
        ModelData.Copy(data.Observed, rows, Observed, 0);
        ModelData.Copy(data.Auxiliary, rows, Auxiliary, 0);
        if (encoderInput != Observed)
        {
            ModelData.Copy(data.Observed, rows, encoderInput, 0);
            ModelData.Copy(data.Auxiliary, rows, encoderInput, data.Observed.Columns);
        }

        for (var i = 0; i < Codes.Length; i++)
        {
            var codes = Codes[i].Resize(rows.Length);
            for (var row = 0; row < rows.Length; row++)
                codes[row] = data.Codes[i][rows[row]];
        }

        Noise.Resize(rows.Length);
        noise.FillNormal(Noise.Value);
    }
}
