using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Ivae.Autodiff;
using Ivae.Numerics;
using Ivae.Onnx;

namespace Ivae.Distributions;

/// <summary>
/// A family of distributions with a location μ and a scale s, log p(z) = ρ((z − μ)/s) − log s, of each latent given u;
/// also that of simulated sources, and of noise. Everything that depends on the family is asked of it.
/// </summary>
/// <remarks>
/// A family of your own is a class that derives from this one and is made known by <see cref="Register"/>;
/// examples/own-prior.cs does it.
/// </remarks>
[JsonConverter(typeof(NamedConverter<PriorFamily>))]
public abstract partial class PriorFamily : INamed<PriorFamily>
{
    private const double Tolerance = 1e-6; // of location and scale, relative
    private const int MaxSteps = 100;
    private static readonly Lock Registration = new();
    private readonly string title;

    /// <summary>Names a family.</summary>
    /// <param name="name">Name in files and on the command line, snake_case.</param>
    /// <param name="title">Name in reports, as written within a sentence.</param>
    /// <exception cref="ArgumentException">
    /// The name is not made of lower-case letters, digits and underscores.
    /// </exception>
    protected PriorFamily(string name, string title)
    {
        if (!SnakeCase().IsMatch(name))
            throw new ArgumentException(
                $"The name \"{name}\" cannot be that of a family; give lower-case letters, digits and underscores.",
                nameof(name));
        (Name, this.title) = (name, title);
    }

    /// <summary>Gaussian, s its standard deviation: sufficient statistics z and z².</summary>
    public static PriorFamily Gaussian { get; } = new GaussianFamily();

    /// <summary>
    /// Laplace, s its mean absolute deviation: sufficient statistic |z| while its location does not change with u.
    /// </summary>
    public static PriorFamily Laplace { get; } = new LaplaceFamily();

    /// <summary>Student-t with five degrees of freedom; heavy tails, not an exponential family.</summary>
    public static PriorFamily StudentT { get; } = new StudentTFamily(5);

    /// <summary>
    /// Hyperbolic secant, s its standard deviation; tails of a Laplace without its peak, not an exponential family.
    /// </summary>
    public static PriorFamily HyperbolicSecant { get; } = new HyperbolicSecantFamily();

    /// <summary>All families that are known, ours first.</summary>
    public static IReadOnlyList<PriorFamily> All { get; private set; } =
        [Gaussian, Laplace, StudentT, HyperbolicSecant];

    static string INamed<PriorFamily>.Remedy => ", or register yours first (PriorFamily.Register)";

    /// <summary>Name in files and on the command line, snake_case.</summary>
    public string Name { get; }

    /// <summary>Variance at scale 1; infinite where there is none.</summary>
    public abstract double Variance { get; }

    /// <summary>Standard deviation at scale 1.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>
    /// The power p where ρ(r) = −|r|^p/p and a constant: |z|^p is then the sufficient statistic of a scale that moves
    /// alone, with the natural parameter −1/(p·s^p). None for other families.
    /// </summary>
    public virtual double? Exponent => null;

    /// <summary>ρ(r), the log-density at location 0 and scale 1, in nats.</summary>
    public abstract double LogDensity(double r);

    /// <summary>ρ′(r). For NaN it must be NaN, so that a fit that diverges is seen to.</summary>
    public abstract double Derivative(double r);

    /// <summary>ρ(r) and ρ′(r) of many numbers.</summary>
    internal virtual void Evaluate<T>(ReadOnlySpan<T> r, Span<T> logDensities, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < r.Length; i++)
        {
            var value = double.CreateTruncating(r[i]);
            logDensities[i] = T.CreateTruncating(LogDensity(value));
            derivatives[i] = T.CreateTruncating(Derivative(value));
        }
    }

    /// <summary>P(R ≤ r) at location 0 and scale 1.</summary>
    public abstract double CumulativeProbability(double r);

    /// <summary>A draw at location 0 and scale 1.</summary>
    /// <param name="stream">Where its random numbers come from.</param>
    public abstract double Sample(RandomStream stream);

    /// <summary>
    /// The sufficient statistics of what moves with u, or none where the family is no exponential family in it.
    /// </summary>
    /// <param name="modulates">What moves.</param>
    public virtual SufficientStatistics? Statistics(Modulation modulates)
    {
        if (modulates != Modulation.Scale || Exponent is not { } p)
            return null;
        var text = p == 1 ? "|z|" : string.Create(CultureInfo.InvariantCulture, $"|z|^{p}");
        return new(text, 1, IsMonotone: false);
    }

    /// <summary>
    /// The most likely location of a sample, where its scale is free too: its median, or with light tails of exponent p
    /// what has the least sum of |z − μ|^p.
    /// </summary>
    /// <param name="sorted">The sample, rising, not all equal.</param>
    public virtual double EstimateLocation(ReadOnlySpan<double> sorted)
        => Exponent is > 2 and var p ? LeastPower(sorted, p) : sorted[sorted.Length / 2];

    /// <summary>
    /// The most likely scale of a sample, where −ρ′(r)·r is 1 on average, r = (z − μ)/s: in closed form, or by a
    /// fixed-point iteration, which for a heavy-tailed family is the EM algorithm.
    /// </summary>
    /// <param name="sample">The sample, not all equal.</param>
    /// <param name="location">μ.</param>
    public virtual double EstimateScale(ReadOnlySpan<double> sample, double location)
    {
        var square = 0.0;
        foreach (var value in sample)
            square += (value - location) * (value - location) / sample.Length;
        var (scale, ratio, power) = (Math.Sqrt(square), 0.0, 0.5);
        var least = Tolerance * scale; // where most are equal it falls without end
        while (Math.Abs(ratio - 1) > Tolerance && scale > least)
        {
            var before = ratio;
            ratio = 0;
            foreach (var value in sample)
                ratio -= Derivative((value - location) / scale) * (value - location) / scale / sample.Length;
            if (before > 0 && (before > 1) != (ratio > 1))
                power /= 2; // light tails: the step went too far
            scale *= power == 0.5 ? Math.Sqrt(ratio) : Math.Pow(ratio, power);
        }

        return scale;
    }

    /// <summary>The family of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static PriorFamily Named(string name) => Choice.Named<PriorFamily>(name, "family");

    /// <summary>
    /// Makes a family of your own known by its name: to options in files, on the command line and in saved models.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Another family has the name, or density, derivative and distribution function are not of one distribution.
    /// </exception>
    public static void Register(PriorFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        if (family.Problem() is { } problem)
            throw new ArgumentException($"The family \"{family.Name}\" cannot be used: {problem}", nameof(family));
        lock (Registration)
        {
            if (All.Contains(family))
                return;
            if (All.Any(other => other.Name == family.Name))
                throw new ArgumentException(
                    $"There is a family \"{family.Name}\" already; give yours another name.", nameof(family));
            All = [.. All, family];
        }
    }

    /// <summary>The name in reports.</summary>
    public sealed override string ToString() => title;

    /// <summary>
    /// λ of a latent whose scale alone moves, −1/(p·s^p), where p is the exponent of the family, or of those without
    /// the 2 of a Gaussian.
    /// </summary>
    /// <param name="variance">Variance of the latent.</param>
    internal double ScaleParameter(double variance)
    {
        var p = Exponent ?? 2;
        return -Math.Pow((Exponent is null ? 1 : Variance) / variance, p / 2) / p;
    }

    /// <summary>A draw e of mean 0 and variance 1.</summary>
    internal double SampleStandardised(RandomStream stream) => Sample(stream) / StandardDeviation;

    /// <summary>log p(e) of the family at mean 0 and variance 1, in nats.</summary>
    internal double LogDensityStandardised(double e) => LogDensity(e * StandardDeviation) + 0.5 * Math.Log(Variance);

    /// <summary>ρ(r), element by element, in an ONNX graph.</summary>
    /// <exception cref="NotSupportedException">The family is one of a user, whose formula is not known.</exception>
    internal virtual OnnxValue DescribedLogDensity(OnnxValue r) => throw new NotSupportedException(
        $"The log-density of \"{Name}\" is a program of yours, which an ONNX file cannot hold; compute scores with the "
        + "library, or fit with another prior.family.");

    /// <summary>E_q[log p(z)] <c>[B, 1]</c> in closed form, or none where there is no such form.</summary>
    internal virtual Variable<T>? ExpectedLogDensity<T>(
        GaussianPosterior<T> q, Variable<T>? location, Variable<T>? logScale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => null;

    /// <summary>μ of the least Σ |z − μ|^p by Newton's method, p &gt; 2.</summary>
    private static double LeastPower(ReadOnlySpan<double> sorted, double p)
    {
        var location = sorted[sorted.Length / 2];
        for (var step = 0; step < MaxSteps; step++)
        {
            var (slope, curvature) = (0.0, 0.0);
            foreach (var value in sorted)
            {
                var weight = Math.Pow(Math.Abs(value - location), p - 2);
                slope += weight * (value - location);
                curvature += (p - 1) * weight;
            }

            location += slope / curvature;
            if (!(Math.Abs(slope / curvature) > Tolerance * (sorted[^1] - sorted[0])))
                break;
        }

        return location;
    }

    private string? Problem()
    {
        const double step = 1e-4;
        foreach (var r in (double[])[-4.1, -1.3, -0.4, 0.3, 1.1, 3.7])
        {
            var slope = (LogDensity(r + step) - LogDensity(r - step)) / (2 * step);
            if (!(Math.Abs(slope - Derivative(r)) <= 1e-4 * (1 + Math.Abs(slope))))
                return string.Create(CultureInfo.InvariantCulture,
                    $"its derivative at {r} is {Derivative(r)}, and the slope of its log-density is {slope:g6}.");
            var mass = (CumulativeProbability(r + step) - CumulativeProbability(r - step)) / (2 * step);
            if (!(Math.Abs(mass - Math.Exp(LogDensity(r))) <= 1e-4))
                return string.Create(CultureInfo.InvariantCulture,
                    $"its density at {r} is {Math.Exp(LogDensity(r)):g6}, the slope of its distribution {mass:g6}.");
        }

        const double far = 1e9;
        if (!(CumulativeProbability(-far) < 1e-3 && CumulativeProbability(far) > 1 - 1e-3))
            return "its distribution function does not rise from 0 to 1.";
        return Variance > 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"its variance is {Variance}; it must be positive.");
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex SnakeCase();
}
