using System.Text.Json.Serialization;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Selection;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>Everything that decides a fit.</summary>
public sealed record IvaeOptions
{
    /// <summary>Name of the method, see <see cref="Methods.Method.All"/>, or "auto", see <see cref="Resolve"/>.</summary>
    public string Method { get; init; } = "auto";

    /// <summary>Number of latents L; <see langword="null"/> takes as many as observed columns.</summary>
    public int? LatentDimension { get; init; }

    /// <summary>p(z | u).</summary>
    public PriorOptions Prior { get; init; } = new();

    /// <summary>q(z | x) or q(z | x, u).</summary>
    public PosteriorOptions Posterior { get; init; } = new();

    /// <summary>p(x | z).</summary>
    public LikelihoodOptions Likelihood { get; init; } = new();

    /// <summary>Whether encoder and decoder have a linear map beside their networks, started at principal components in a random rotation.</summary>
    public bool LinearPath { get; init; } = true;

    /// <summary>Weight β of the reconstruction term of a free-form flow, for preprocessed columns; larger holds encoder and decoder closer together and trains more slowly. Invertible layers need none.</summary>
    public double Constraint { get; init; } = 10;

    /// <summary>Encoder of method flow.</summary>
    public FlowOptions Flow { get; init; } = new();

    /// <summary>Weights of method weighted-ivae.</summary>
    public WeightedIvaeOptions WeightedIvae { get; init; } = new();

    /// <summary>Weight of method beta-vae.</summary>
    public BetaVaeOptions BetaVae { get; init; } = new();

    /// <summary>Capacity of method capacity-vae.</summary>
    public CapacityVaeOptions CapacityVae { get; init; } = new();

    /// <summary>Weights of method beta-tc-vae.</summary>
    public BetaTcVaeOptions BetaTcVae { get; init; } = new();

    /// <summary>Weight and discriminator of method factor-vae.</summary>
    public FactorVaeOptions FactorVae { get; init; } = new();

    /// <summary>Weights of method dip-vae-i.</summary>
    public DipVaeIOptions DipVaeI { get; init; } = new();

    /// <summary>Weights of method dip-vae-ii.</summary>
    public DipVaeIIOptions DipVaeII { get; init; } = new();

    /// <summary>Weights of method decomposition.</summary>
    public DecompositionOptions Decomposition { get; init; } = new();

    /// <summary>Features of the methods that learn them by telling things apart, and linear unmixing.</summary>
    public FeatureOptions Features { get; init; } = new();

    /// <summary>
    /// Whether a flow whose prior is a table of means and scales is trained again with a simpler one, which is kept unless it explains held-out rows worse: one mean for latents whose mean hardly moves, and, where the mean
    /// of another moves far, first one scale for that one.
    /// </summary>
    public bool SimplerPrior { get; init; } = true;

    /// <summary>
    /// K draws of z for each row in training: with more than one, methods ivae and vae maximise the importance-weighted bound (Burda, Grosse and Salakhutdinov 2016), which asks less of the shape of the posterior.
    /// <see langword="null"/> takes 1, or 8 where method "auto" goes on from a flow because of noise.
    /// </summary>
    public int? ImportanceSamples { get; init; }

    /// <summary>Scaling of the observed columns; <see langword="null"/> whitens when L = D, standardises when L &lt; D, and leaves discrete data alone.</summary>
    public Scaling? Scaling { get; init; }

    /// <summary>Values further than this many robust standard deviations from the median are clipped to it; 0 clips nothing.</summary>
    public double ClipAt { get; init; } = 20;

    /// <summary>Training.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Seed of all randomness.</summary>
    public ulong Seed { get; init; }

    /// <summary>Fits from different starts, of which the better half goes on at set fractions of the first third of training; the one with the best held-out bound is kept. <see langword="null"/> takes 2 for a flow and 1 otherwise.</summary>
    public int? Restarts { get; init; }

    /// <summary>Threads that share the restarts, and large batches where there are more threads than restarts; results do not depend on it. 0 takes one per core.</summary>
    [JsonIgnore]
    public int Threads { get; init; }

    /// <summary>Whether the exact likelihood of an invertible encoder is maximised instead of a bound.</summary>
    internal bool IsFlow => Method == "flow";

    /// <summary>How the model itself is trained, whose layers may want another learning rate.</summary>
    internal TrainingOptions ModelTraining => IsFlow ? Training with { LearningRate = Training.LearningRate * Flow.RateFactor } : Training;

    /// <summary>
    /// Learning rate of the network of p(v | z) by that of the layers of a flow with fewer latents than columns. It gets better at a lower rate, but in few steps that would not get it anywhere, and at less than a quarter flows of noisy data miss sources.
    /// </summary>
    internal double ComplementRate => Math.Clamp(
        SelectionDecisions.ComplementSteps / (Flow.RateFactor * Training.StepsOrDefault),
        SelectionDecisions.MinComplementRate,
        1);

    /// <summary>Whether the posterior is the encoder's q(z | x) times the prior p(z | u).</summary>
    internal bool HasProductPosterior => Method == "pi-vae";

    private bool NeedsDiagonal => HasProductPosterior || Objective is { NeedsDiagonal: true };

    /// <summary>What the method maximises in place of the evidence lower bound; none where that is maximised, or the likelihood.</summary>
    internal VaeObjective? Objective => Methods.Method.All.FirstOrDefault(m => m.Name == Method)?.VaeObjective?.Invoke(this);

    /// <summary>
    /// These options with every choice made for data with D observed columns. "auto" takes the flow when latents are at most as many as columns, which are not too many and all continuous, and neither the posterior's covariance
    /// was chosen nor its encoder reads u: exact likelihood then needs no approximate posterior and gets closer to the sources in less time. Otherwise it takes the iVAE; so does the estimator where the latents of a flow leave much of x to noise.
    /// </summary>
    /// <param name="observed">D.</param>
    public IvaeOptions Resolve(int observed)
    {
        var latents = LatentDimension ?? observed;
        var invertible = latents <= observed && Likelihood.Family == LikelihoodFamily.Gaussian
            && Posterior.Covariance == PosteriorCovariance.Full && Posterior is { Rank: null, ReadsAuxiliary: not true }
            && ImportanceSamples is null;
        var isNarrow = observed <= SelectionDecisions.MaxFlowColumns;
        var chosen = Method != "auto" ? Method : invertible && isNarrow ? "flow" : "ivae";
        var discrete = Likelihood.Family.IsDiscrete;
        var layers = Flow.Layers ?? FlowLayers.Gaussianization;
        var coordinates = Flow.CoordinatesFor(latents, observed);
        var resolved = this with
        {
            Method = chosen,
            Restarts = Restarts ?? (chosen == "flow" ? 2 : 1),
            LatentDimension = latents,
            Prior = Prior with { Family = Prior.FamilyOrDefault },
            // A direction of pure noise must not be blown up to the size of the others, so that only a square mixing is whitened.
            Scaling = Scaling ?? (discrete ? Data.Scaling.None : latents >= observed ? Data.Scaling.Whiten : Data.Scaling.Standardize),
            ClipAt = discrete ? 0 : ClipAt,
        };
        if (resolved.NeedsDiagonal && Posterior.Covariance == PosteriorCovariance.Full)
            return resolved with { Posterior = Posterior with { Covariance = PosteriorCovariance.Diagonal } };
        return !resolved.IsFlow ? resolved : resolved with
        {
            Flow = layers == FlowLayers.FreeForm ? Flow with { Layers = layers, ExactJacobian = Flow.IsExactFor(observed) } : Flow with { Layers = layers, Depth = Flow.DepthFor(coordinates), Coordinates = latents < observed ? coordinates : null },
            Training = Training with { Steps = Training.Steps ?? (layers == FlowLayers.FreeForm ? null : Training.StepsFor(FlowOptions.StepsFor(latents))) },
            Posterior = Posterior with { Covariance = PosteriorCovariance.None },
            Likelihood = Likelihood with { Noise = NoiseVariance.None },
        };
    }

    /// <summary>Throws when something is out of range, naming everything that is.</summary>
    /// <exception cref="ArgumentException">At least one option is out of range.</exception>
    public void Validate()
    {
        List<string> problems = [.. Training.Problems(), .. Features.Problems()];
        if (Method != "auto" && Methods.Method.All.All(m => m.Name != Method))
            problems.Add($"method is \"{Method}\"; it must be auto or one of {string.Join(", ", Methods.Method.All.Select(m => m.Name))}.");
        if (LatentDimension is < 1)
            problems.Add($"latent_dimension is {LatentDimension}; it must be at least 1.");
        if (Restarts < 1)
            problems.Add($"restarts is {Restarts}; it must be at least 1.");
        if (Threads < 0)
            problems.Add($"threads is {Threads}; it must be positive, or 0 for one per core.");
        if (!(Likelihood.Variance > 0 && double.IsFinite(Likelihood.Variance)))
            problems.Add($"likelihood.variance is {Likelihood.Variance}; it must be a positive number.");
        if (ImportanceSamples < 1)
            problems.Add($"importance_samples is {ImportanceSamples}; it must be at least 1.");
        if (ImportanceSamples is not null && Method is not ("auto" or "ivae" or "vae"))
            problems.Add($"importance_samples is {ImportanceSamples} and method \"{Method}\" ignores it; leave it out, or choose method ivae.");
        if (Method == "flow" && (Likelihood.Family != LikelihoodFamily.Gaussian || Posterior.ReadsAuxiliary == true))
            problems.Add("a flow has a Gaussian likelihood and an encoder that does not read u; leave likelihood.family and posterior.reads_auxiliary as they are, or choose method ivae.");
        if (HasProductPosterior && (Prior.FamilyOrDefault != PriorFamily.Gaussian || Posterior.ReadsAuxiliary == true))
            problems.Add("pi-vae multiplies q(z|x) by a Gaussian prior; leave prior.family and posterior.reads_auxiliary as they are, or choose method ivae.");
        if ((Method is "ivae" or "vae" or "pi-vae" || Objective is not null) && (Posterior.Covariance == PosteriorCovariance.None || Likelihood.Noise == NoiseVariance.None))
            problems.Add("posterior.covariance or likelihood.noise is none, which only a flow can have; choose another, or method flow.");
        if (Posterior.Rank < 1)
            problems.Add($"posterior.rank is {Posterior.Rank}; it must be at least 1.");
        if (Posterior.Rank is not null && (Posterior.Covariance != PosteriorCovariance.Full || NeedsDiagonal || !(Method is "auto" or "ivae" or "vae" || Objective is not null)))
            problems.Add($"posterior.rank is {Posterior.Rank} and only a full covariance has one; leave it out, or choose method ivae and posterior.covariance full.");
        if (Method == "ice-beem" && Features.MaxoutPieces > 1)
            problems.Add($"features.maxout_pieces is {Features.MaxoutPieces}, and method ice-beem needs smooth features; leave it at 1.");
        if (!(Constraint > 0))
            problems.Add($"constraint is {Constraint}; it must be positive, usually 10 to 100.");
        if (!(ClipAt >= 0))
            problems.Add($"clip_at is {ClipAt}; it must be positive, or 0 to clip nothing.");
        if (Method is "flow" or "auto")
            problems.AddRange(Flow.Problems(LatentDimension));
        else if (!Flow.IsDefault)
            problems.Add($"options of flow are given and the method is \"{Method}\", which ignores them; leave them out, or choose method flow.");
        problems.AddRange(Prior.Shape.Problems(LatentDimension));
        if (Prior.Shape.Kind != PriorShape.Isotropic && (Method != "vae" && Objective is null || Methods.Method.Named(Method).NeedsAuxiliary))
            problems.Add($"prior.shape.kind is {Prior.Shape.Kind} and method \"{Method}\" has a prior that depends on u, or none; leave it isotropic, or choose a method without u such as vae.");
        foreach (var (name, given, published) in Objectives().Zip(new IvaeOptions().Objectives(), (mine, byDefault) => (mine.Name, mine.Options, byDefault.Options)))
            if (ReferenceEquals(given, Objective))
                problems.AddRange(given.Problems());
            else if (given != published)
                problems.Add($"options of {name} are given and the method is \"{Method}\", which ignores them; leave them out, or choose method {name.Replace('_', '-')}.");
        foreach (var (name, network) in new[] { ("prior", Prior.Network), ("posterior", Posterior.Network), ("likelihood", Likelihood.Network) })
            if (network.HiddenWidths.Any(w => w < 1))
                problems.Add($"{name}.network.hidden_widths holds {network.HiddenWidths.First(w => w < 1)}; widths must be at least 1.");
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>These options for data with noise that cannot be neglected, which an iVAE that starts from a flow is fitted to; what was set stays.</summary>
    internal IvaeOptions ForNoise() => ForMethod("ivae") with
    {
        Posterior = Posterior with { ReadsAuxiliary = Posterior.ReadsAuxiliary ?? true },
        Likelihood = Likelihood with { Noise = Likelihood.Noise == NoiseVariance.Learned ? NoiseVariance.LearnedPerColumn : Likelihood.Noise },
        ImportanceSamples = ImportanceSamples ?? SelectionDecisions.NoiseDraws,
        Training = Training with
        {
            BatchSize = SelectionDecisions.NoiseBatchFactor * Training.BatchSize,
            LearningRate = SelectionDecisions.NoiseRateFactor * Training.LearningRate,
        },
    };

    /// <summary>These options for another method, without the weights of the others, which it would refuse.</summary>
    internal IvaeOptions ForMethod(string method)
    {
        var chosen = this with { Method = method };
        var own = chosen.Objective;
        T Own<T>(T given)
            where T : VaeObjective, new() => ReferenceEquals(given, own) ? given : new T();
        return chosen with
        {
            Flow = chosen.IsFlow ? Flow : new(),
            WeightedIvae = Own(WeightedIvae),
            BetaVae = Own(BetaVae),
            CapacityVae = Own(CapacityVae),
            BetaTcVae = Own(BetaTcVae),
            FactorVae = Own(FactorVae),
            DipVaeI = Own(DipVaeI),
            DipVaeII = Own(DipVaeII),
            Decomposition = Own(Decomposition),
        };
    }

    private (string Name, VaeObjective Options)[] Objectives() =>
    [
        ("weighted_ivae", WeightedIvae), ("beta_vae", BetaVae), ("capacity_vae", CapacityVae), ("beta_tc_vae", BetaTcVae),
        ("factor_vae", FactorVae), ("dip_vae_i", DipVaeI), ("dip_vae_ii", DipVaeII), ("decomposition", Decomposition),
    ];
}
