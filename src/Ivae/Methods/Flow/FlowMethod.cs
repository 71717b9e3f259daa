using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>
/// An identifiable flow: the exact likelihood of an invertible encoder, under a prior that depends on u.
/// </summary>
public sealed record FlowMethod : DensityMethod
{
    private const int Many = 16;
    private const int CoordinatesOfLatent = 4;
    private const int MaxExactColumns = 32;

    /// <summary>A flow.</summary>
    public FlowMethod()
        : base(
            "flow",
            "identifiable flow",
            "Identifiable under the same conditions as iVAE, for noise-free data with as many latents as observed "
                + "columns (Khemakhem et al. 2020, footnote 1); with fewer, the residual coordinates v may not change "
                + "with u (compare Sorrenson et al. 2020).") =>
        (NeedsAuxiliary, ObjectiveName) = (true, "log-likelihood");

    /// <summary>What the encoder is made of; <see langword="null"/> takes Gaussianization.</summary>
    public FlowLayers? Layers { get; init; }

    /// <summary>
    /// Number of nonlinear layers, each after a square linear map; another linear map ends it.
    /// <see langword="null"/> takes 8, and 10 from 16 coordinates on.
    /// </summary>
    public int? Depth { get; init; }

    /// <summary>
    /// Number of coordinates that the layers after the first linear map change, principal components at first; all
    /// others go straight to p(v | z). At least L. <see langword="null"/> takes four times as many as latents, or all
    /// D if these are no more: what is left of a surface in many columns is curvature of the main components, which a
    /// flow of all of them takes very long to find out.
    /// </summary>
    public int? Coordinates { get; init; }

    /// <summary>
    /// The network of a coupling, and of p(v | z) where there are fewer latents than columns; of a residual layer one
    /// step for each width. One column alone cannot be coupled, and has rising maps instead.
    /// </summary>
    public NetworkOptions Network { get; init; } = new() { HiddenWidths = [64, 64] };

    /// <summary>The encoder of a free-form flow.</summary>
    public NetworkOptions FreeFormEncoder { get; init; } = new() { Initialiser = Initialiser.Spread };

    /// <summary>
    /// Weight β of the reconstruction term of a free-form flow, for preprocessed columns; larger holds encoder and
    /// decoder closer together and trains more slowly. Invertible layers need none.
    /// </summary>
    public double ReconstructionWeight { get; init; } = 10;

    /// <summary>
    /// Standard deviation, in preprocessed columns, of the noise that training adds to x where there are fewer latents
    /// than columns, since data on a surface has no density; it starts four times as large. 0 for data with noise of
    /// its own. The likelihood is that of x so blurred.
    /// </summary>
    public double Blur { get; init; } = 0.005;

    /// <summary>
    /// Whether a free-form flow is trained by the exact log |det ∂z/∂x|, whose cost grows with D, or by an estimate of
    /// its gradient from one random direction per row, which leaves log |det ∂z/∂x| out of the training bound that is
    /// shown; held-out rows have the exact one in any case. <see langword="null"/> takes the exact one for at most 32
    /// columns.
    /// </summary>
    public bool? ExactJacobian { get; init; }

    /// <summary>
    /// Whether rising maps start from data made normal layer by layer, columns as they were observed first, and not
    /// from principal components, and are trained at a lower rate: for columns that are each bent by themselves, after
    /// mixings in which latents nearly cancel. Needs as many latents as columns.
    /// </summary>
    public bool LayerwiseStart { get; init; }

    /// <summary>
    /// Whether a flow whose prior is a table of means and scales is trained again with a simpler one, which is kept
    /// unless it explains held-out rows worse: one mean for latents whose mean hardly moves, and, where the mean of
    /// another moves far, first one scale for that one.
    /// </summary>
    public bool SimplerPrior { get; init; } = true;

    internal override bool HasExactLikelihood => true;

    internal override int UsualRestarts => 2;

    internal override bool HasNetworks => Layers is null or FlowLayers.FreeForm;

    internal override PosteriorOptions Encoder =>
        new() { Covariance = PosteriorCovariance.None, Network = FreeFormEncoder };

    internal override bool SimplifiesPrior => SimplerPrior;

    internal override string EncoderText =>
        HasNetworks ? "free form, encoder trained as inverse of the decoder"
        : Layers == FlowLayers.Linear ? "one linear map"
        : $"flow of {Depth} {NameOf(Layers)} layers";

    /// <summary>Learning rate of these layers by that of networks.</summary>
    private double RateFactor =>
        LayerwiseStart ? MethodDecisions.LayerwiseRate : Layers == FlowLayers.Gaussianization ? 4 : 1;

    /// <summary>Whether the network of couplings or residual layers was left as it is.</summary>
    internal bool HasDefaultNetwork => new FlowMethod().Network is var usual
        && Network.HiddenWidths.SequenceEqual(usual.HiddenWidths)
        && Network with { HiddenWidths = usual.HiddenWidths } == usual;

    /// <summary>
    /// The blur after a fraction of training: it falls from four times to once <see cref="Blur"/> in the first 70 %.
    /// </summary>
    internal double BlurAt(double progress) => Blur * Math.Pow(4, Math.Max(0, 1 - progress / 0.7));

    /// <inheritdoc/>
    internal override IvaeOptions ForReduced(IvaeOptions options, double noise, int rows)
    {
        var training = options.Training;
        var most = training.StepsFor(MethodDecisions.ReducedPasses * training.StepsPerEpoch(rows));
        return options with
        {
            Method = Blur == 0 ? this : this with { Blur = Math.Max(Blur, MethodDecisions.BlurOfNoise * noise) },
            Training = training with { Steps = training.Steps ?? Math.Min(training.StepsOrDefault, most) },
        };
    }

    /// <summary>The depth for n coordinates, where it was left open the usual one.</summary>
    internal int DepthFor(int n) => Layers == FlowLayers.Linear ? 0 : Depth ?? (n < Many ? 8 : 10);

    internal override IvaeOptions Resolve(IvaeOptions options, int observed)
    {
        var resolved = base.Resolve(options, observed);
        var latents = resolved.LatentDimension!.Value;
        if (LayerwiseStart && latents != observed)
            throw new ArgumentException($"method.layerwise_start is true and there are {latents} latents of {observed} "
                + "columns; take as many latents as columns, or leave it out.", nameof(options));
        if (options.Preprocessing.Scaling is null && latents < observed && observed > MethodDecisions.MaxFlowColumns)
            resolved = resolved with { Preprocessing = resolved.Preprocessing with { Scaling = Scaling.Reduce } };
        if (resolved.Preprocessing.Scaling == Scaling.Reduce && Layers != FlowLayers.FreeForm)
            return Reduced(resolved, options.Training.Restarts ?? MethodDecisions.ReducedRestarts);
        var coordinates = Math.Min(Coordinates ?? CoordinatesOfLatent * latents, observed);
        var (freeForm, linear) = (Layers == FlowLayers.FreeForm, Layers == FlowLayers.Linear);
        var (training, steps) = (resolved.Training, latents < Many ? 40_000 : 80_000);
        return resolved with
        {
            Method = freeForm
                ? this with { ExactJacobian = ExactJacobian ?? observed <= MaxExactColumns }
                : this with
                {
                    Layers = Layers ?? FlowLayers.Gaussianization,
                    Depth = linear ? null : DepthFor(coordinates),
                    Coordinates = latents < observed && !linear ? coordinates : null,
                },
            Training = freeForm ? training : training with { Steps = training.Steps ?? training.StepsFor(steps) },
            Likelihood = resolved.Likelihood with { Noise = NoiseVariance.None },
        };
    }

    /// <summary>
    /// The choices for principal components of many columns: a surface is bent in all of them, which couplings unbend.
    /// </summary>
    private IvaeOptions Reduced(IvaeOptions options, int restarts)
    {
        var latents = options.LatentDimension!.Value;
        return options with
        {
            Method = this with { Layers = Layers ?? FlowLayers.Coupling, Depth = DepthFor(latents) },
            Training = options.Training with { Restarts = restarts },
            Likelihood = options.Likelihood with { Noise = NoiseVariance.None },
        };
    }

    internal override IEnumerable<string> Problems(IvaeOptions options, string key)
    {
        if (options.Likelihood.Family != LikelihoodFamily.Gaussian)
            yield return $"likelihood.family is {options.Likelihood.Family} and a flow has a Gaussian one; "
                + "leave it as it is, or choose method ivae.";
        foreach (var problem in OwnProblems(options.LatentDimension, key))
            yield return problem;
    }

    /// <summary>What is wrong with the options of the flow alone.</summary>
    /// <param name="latents">L, if it is given: there may then be fewer latents than columns.</param>
    /// <param name="key">Key of these options.</param>
    internal IEnumerable<string> OwnProblems(int? latents, string key)
    {
        var hasComplement = latents is not null;
        IEnumerable<string> ranges =
        [
            .. Limits.Positive(
                $"{key}.reconstruction_weight", ReconstructionWeight, Limits.Weight, ", usually 10 to 100"),
            .. Limits.Whole($"{key}.depth", Depth, 1, Limits.Layers),
            .. Limits.Positive($"{key}.blur", Blur, 10, ", usually .001 to .1", isZeroAllowed: true),
            .. Coordinates > Limits.Latents
                ? Limits.Whole($"{key}.coordinates", Coordinates, 1, Limits.Latents)
                : Array.Empty<string>(),
        ];
        foreach (var problem in ranges)
            yield return problem;
        if (Coordinates < Math.Max(1, latents ?? 1))
            yield return $"{key}.coordinates is {Coordinates}; it must be at least the number of latents, "
                + $"{Math.Max(1, latents ?? 1)}.";
        if (Coordinates is not null && (!hasComplement || Layers == FlowLayers.FreeForm))
            yield return $"{key}.coordinates is {Coordinates} and "
                + $"{(hasComplement ? "a free-form flow" : "a flow of as many latents as columns")} ignores it; leave "
                + "it out.";
        foreach (var problem in Network.Problems($"{key}.network"))
            yield return problem;
        foreach (var problem in FreeFormEncoder.Problems($"{key}.free_form_encoder"))
            yield return problem;
        if (Layers == FlowLayers.Linear && (Depth is not null || Coordinates is not null))
            yield return $"{key}.{(Depth is null ? "coordinates" : "depth")} is {Depth ?? Coordinates} and a linear "
                + $"map has none; leave it out, or choose other {key}.layers.";
        if (Layers == FlowLayers.FreeForm && Depth is not null)
            yield return $"{key}.depth is {Depth} and a free-form flow ignores it; set "
                + $"{key}.free_form_encoder.hidden_widths, or choose other {key}.layers.";
        if (LayerwiseStart && Layers is not (null or FlowLayers.Gaussianization))
            yield return $"{key}.layerwise_start is true and only rising maps start so; leave it out, or let "
                + $"{key}.layers be gaussianization.";
        if (Layers != FlowLayers.FreeForm && ExactJacobian is not null)
            yield return $"{key}.exact_jacobian is {ExactJacobian} and only a free-form flow can do without; leave it "
                + $"out, or set {key}.layers=free_form.";
        if (!hasComplement && !HasDefaultNetwork
            && Layers is null or FlowLayers.FreeForm or FlowLayers.Gaussianization or FlowLayers.Linear)
            yield return $"{key}.network is given and only couplings and residual layers have one, and flows with "
                + $"fewer latents than columns; leave it out, or let {key}.layers be coupling, gin, spline or "
                + "residual.";
    }

    internal override TrainingOptions ModelTraining(TrainingOptions given) =>
        given with { LearningRate = given.LearningRate * RateFactor };

    internal override int CoordinateCount(int latents, int observed) => observed;

    internal override LinearStart Start(Matrix x, int latents, RandomStream stream, Preprocessing? preprocessing)
    {
        if (LayerwiseStart)
        {
            ArgumentNullException.ThrowIfNull(preprocessing);
            return new([], [])
            {
                Layers = Methods.LayerwiseStart.Of(x, preprocessing, DepthFor(x.Columns), stream),
            };
        }

        var least = Math.Max(LinearStart.MinDeviation, BlurAt(0));
        return Layers == FlowLayers.Linear
            ? LinearStart.IndependentComponents(x, latents, stream, least)
            : LinearStart.PrincipalComponents(x, x.Columns, stream, least, Coordinates);
    }

    internal override ModelGraph<T> Record<T>(IvaeNetwork<T> network) =>
        new FlowGraph<T>(network, this, training: true, estimated: ExactJacobian == false);

    internal override ModelGraph<T> RecordDensity<T>(IvaeNetwork<T> network, bool importance) =>
        new FlowGraph<T>(network, this);

    internal override InvertibleNetwork<T>? Invertible<T>(
        ParameterSet<T> parameters, int observed, LinearStart start, RandomStream stream)
        => HasNetworks ? null : new InvertibleNetwork<T>(parameters, this, observed, start, stream);

    internal override ComplementDensity<T>? Complement<T>(
        ParameterSet<T> parameters, IvaeOptions options, int observed, int latents, RandomStream stream)
    {
        // It gets better at a lower rate, but in few steps that would not get it anywhere, and at less than a quarter
        // flows of noisy data miss sources.
        var rate = Math.Clamp(
            MethodDecisions.ComplementSteps / (RateFactor * options.Training.StepsOrDefault),
            MethodDecisions.MinComplementRate,
            1);
        return latents >= observed ? null
            : new ComplementDensity<T>(parameters, latents, observed - latents, Network, rate, stream);
    }

    private static string NameOf(FlowLayers? layers) => layers switch
    {
        FlowLayers.Coupling => "affine coupling",
        FlowLayers.Spline => "spline coupling",
        FlowLayers.Gin => "GIN",
        FlowLayers.Residual => "residual",
        FlowLayers.Gaussianization => "rising-map",
        _ => $"{layers}",
    };
}
