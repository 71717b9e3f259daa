using System.Numerics;
using System.Text.Json.Serialization;
using Ivae.Autodiff;
using Ivae.Numerics;
using Ivae.Onnx;

namespace Ivae.Distributions;

/// <summary>Family of the observations given the latents; everything that depends on it is asked of it.</summary>
/// <remarks>
/// Closed: one of your own would need operations on a tape. A family of noise around f(z) is one line here.
/// </remarks>
[JsonConverter(typeof(NamedConverter<LikelihoodFamily>))]
public abstract class LikelihoodFamily : INamed<LikelihoodFamily>
{
    private readonly string title;

    private protected LikelihoodFamily(string name, string title) => (Name, this.title) = (name, title);

    /// <summary>Gaussian noise around f(z).</summary>
    public static LikelihoodFamily Gaussian { get; } = new AdditiveNoise(PriorFamily.Gaussian);

    /// <summary>Laplace noise around f(z); forgives outliers.</summary>
    public static LikelihoodFamily Laplace { get; } = new AdditiveNoise(PriorFamily.Laplace);

    /// <summary>
    /// Binary observations with logits f(z). No identifiability theorem covers it: the paper's claim for discrete data
    /// was withdrawn (v4).
    /// </summary>
    public static LikelihoodFamily Bernoulli { get; } = new BernoulliLikelihood();

    /// <summary>Counts with log-rates f(z). No identifiability theorem covers discrete data.</summary>
    public static LikelihoodFamily Poisson { get; } = new PoissonLikelihood();

    /// <summary>
    /// Counts of mean e^f(z) and variance μ + αμ², with a dispersion α for each column. No identifiability theorem
    /// covers discrete data.
    /// </summary>
    public static LikelihoodFamily NegativeBinomial { get; } = new NegativeBinomialLikelihood();

    /// <summary>All families.</summary>
    public static IReadOnlyList<LikelihoodFamily> All { get; } =
        [Gaussian, Laplace, Bernoulli, Poisson, NegativeBinomial];

    /// <summary>Name in files and on the command line, snake_case.</summary>
    public string Name { get; }

    /// <summary>Whether observations are discrete, so that f cannot be one to one, and they are not scaled.</summary>
    public abstract bool IsDiscrete { get; }

    /// <summary>The family of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static LikelihoodFamily Named(string name) => Choice.Named<LikelihoodFamily>(name, "likelihood");

    /// <summary>The name in reports.</summary>
    public sealed override string ToString() => title;

    /// <summary>Family of the noise around f(z), which has a scale; none for discrete observations.</summary>
    internal virtual PriorFamily? Noise => null;

    /// <summary>
    /// Whether f(z) are logs of what is observed, so that a linear map starts at the components of these.
    /// </summary>
    internal virtual bool HasLogLink => false;

    /// <summary>Whether a scale is learned: that of noise, or the dispersion of counts, of each column.</summary>
    internal virtual bool HasScale => Noise is not null;

    /// <summary>log of the scale at a variance of the options.</summary>
    internal virtual double LogScaleOf(double variance) => 0.5 * Math.Log(variance / Noise!.Variance);

    /// <summary>
    /// What values the family needs, where some are others; <see langword="null"/> where all are good.
    /// </summary>
    internal virtual string? Needs(ReadOnlySpan<float> observed) => null;

    /// <summary>log p(x | f) <c>[B, 1]</c>, in nats.</summary>
    /// <param name="observed">x <c>[B, D]</c>.</param>
    /// <param name="decoded">f(z) <c>[B, D]</c>.</param>
    /// <param name="logScale">
    /// log of the scale of the noise <c>[1, 1]</c> or <c>[1, D]</c>, where there is noise.
    /// </param>
    internal abstract Variable<T> LogDensity<T>(Variable<T> observed, Variable<T> decoded, Variable<T>? logScale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>E[x | f] for one number of f(z).</summary>
    internal abstract double Mean(double decoded);

    /// <summary>The same in an ONNX graph.</summary>
    internal virtual OnnxValue Mean(OnnxValue decoded) => decoded;

    /// <summary>A draw of x for one number of f(z).</summary>
    /// <param name="decoded">f.</param>
    /// <param name="scale">Scale of the noise, where there is noise.</param>
    /// <param name="stream">Where its random numbers come from.</param>
    internal abstract double Sample(double decoded, double scale, RandomStream stream);
}
