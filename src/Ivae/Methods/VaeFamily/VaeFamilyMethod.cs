using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>A method whose model is that of a VAE: prior, approximate posterior, likelihood.</summary>
public abstract record VaeFamilyMethod : DensityMethod
{
    private protected const string Unidentifiable =
        "Not identifiable: the prior does not depend on u (Khemakhem et al. 2020, Supplement D).";

    private protected VaeFamilyMethod(string name, string title, string guarantee)
        : base(name, title, guarantee)
    {
    }

    /// <summary>q(z | x) or q(z | x, u).</summary>
    public PosteriorOptions Posterior { get; init; } = new();

    internal sealed override PosteriorOptions Encoder => Posterior;

    internal sealed override string EncoderText
    {
        get
        {
            var reads = Posterior.ReadsAuxiliary == true ? "q(z|x,u)" : "q(z|x)";
            return Posterior.Covariance == PosteriorCovariance.Diagonal ? $"diagonal Gaussian posterior {reads}"
                : Posterior.Rank is { } rank
                ? $"Gaussian posterior {reads} whose covariance is diagonal but for a factor of rank {rank}"
                : $"full-covariance Gaussian posterior {reads}";
        }
    }

    /// <summary>Whether the objective is made of densities that only a diagonal posterior gives.</summary>
    private protected virtual bool NeedsDiagonal => false;

    internal override IvaeOptions Resolve(IvaeOptions options, int observed)
    {
        var resolved = base.Resolve(options, observed);
        return NeedsDiagonal && Posterior.Covariance == PosteriorCovariance.Full
            ? resolved with
            {
                Method = this with { Posterior = Posterior with { Covariance = PosteriorCovariance.Diagonal } },
            }
            : resolved;
    }

    internal override IEnumerable<string> Problems(IvaeOptions options, string key)
    {
        if (Posterior.Covariance == PosteriorCovariance.None || options.Likelihood.Noise == NoiseVariance.None)
            yield return $"{key}.posterior.covariance or likelihood.noise is none, which only a flow can have; "
                + "choose another, or method flow.";
        foreach (var problem in OwnProblems(key))
            yield return problem;
    }

    /// <summary>
    /// What is wrong with the method's own options, each with value, range and remedy, such as
    /// "beta is -1; it must be 0 or a positive number."
    /// </summary>
    protected virtual IEnumerable<string> Problems() => [];

    /// <summary>The same for weights that must not be negative.</summary>
    protected static IEnumerable<string> Negative(params IEnumerable<(string Name, double Value)> weights) =>
        weights.SelectMany(weight => Limits.Positive(weight.Name, weight.Value, Limits.Weight, isZeroAllowed: true));

    /// <summary>What is wrong with the options of the method alone.</summary>
    /// <param name="key">Key of these options.</param>
    internal IEnumerable<string> OwnProblems(string key)
    {
        foreach (var problem in Problems())
            yield return $"{key}.{problem}";
        var rank = Posterior.Rank;
        foreach (var problem in Limits.Whole($"{key}.posterior.rank", rank, 1, Limits.Latents))
            yield return problem;
        if (rank is not null && (NeedsDiagonal || Posterior.Covariance != PosteriorCovariance.Full))
            yield return $"{key}.posterior.rank is {rank} and only a full covariance has one; "
                + $"leave it out, or choose method ivae and {key}.posterior.covariance full.";
        foreach (var problem in Posterior.Network.Problems($"{key}.posterior.network"))
            yield return problem;
    }
}
