using System.Numerics;
using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>A method whose model is a density of x given u, made of prior, encoder and decoder.</summary>
public abstract record DensityMethod : Method
{
    private protected DensityMethod(string name, string title, string guarantee)
        : base(name, title, guarantee)
    {
    }

    /// <summary>
    /// Whether encoder and decoder have a linear map in parallel to their networks, started at principal components in
    /// a random rotation.
    /// </summary>
    public bool LinearPath { get; init; } = true;

    internal sealed override bool HasDensity => true;

    internal sealed override bool HasLinearPath => LinearPath;

    internal override PosteriorCovariance Covariance => Encoder.Covariance;

    /// <summary>The encoder, where it is a network: q(z | x) or its mean alone.</summary>
    internal abstract PosteriorOptions Encoder { get; }

    /// <summary>Whether encoder and decoder are networks each.</summary>
    internal virtual bool HasNetworks => true;

    /// <summary>Whether the posterior is the encoder's q(z | x) times the prior p(z | u).</summary>
    internal virtual bool HasProductPosterior => false;

    /// <summary>Whether a prior that is a table is tried with fewer numbers once training has ended.</summary>
    internal virtual bool SimplifiesPrior => false;

    /// <summary>The encoder in words.</summary>
    internal abstract string EncoderText { get; }

    /// <summary>Records what training maximises.</summary>
    internal abstract ModelGraph<T> Record<T>(IvaeNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Records the bound on log p(x | u), or its value.</summary>
    /// <param name="network">The model.</param>
    /// <param name="importance">Whether to record the log importance weight too.</param>
    internal virtual ModelGraph<T> RecordDensity<T>(IvaeNetwork<T> network, bool importance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new IvaeGraph<T>(network, importance);

    /// <summary>Encoder and decoder of invertible layers; none where they are networks.</summary>
    internal virtual InvertibleNetwork<T>? Invertible<T>(
        ParameterSet<T> parameters, int observed, LinearStart start, RandomStream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => null;

    /// <summary>p(v | z) of the coordinates that are no latents; none where all are.</summary>
    internal virtual ComplementDensity<T>? Complement<T>(
        ParameterSet<T> parameters, IvaeOptions options, int observed, int latents, RandomStream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => null;

    internal override LatentModel Create(ModelDescription description, LinearStart start, RandomStream stream) =>
        IvaeModel.Create(description, start, stream);
}
