using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>
/// A method with its options: what it is called and promises, and how its models are made. One type per method;
/// those outside this library derive from <see cref="VaeObjectiveMethod"/> and are made known by
/// <see cref="Register"/>.
/// </summary>
[JsonConverter(typeof(MethodConverter))]
public abstract record Method
{
    private static ImmutableArray<Method> registered =
    [
        new IvaeMethod(),
        new FlowMethod(),
        new PiVaeMethod(),
        new VaeMethod(),
        new WeightedIvaeMethod(),
        new BetaVaeMethod(),
        new CapacityVaeMethod(),
        new BetaTcVaeMethod(),
        new FactorVaeMethod(),
        new DipVaeIMethod(),
        new DipVaeIIMethod(),
        new DecompositionMethod(),
        new TclMethod(),
        new PclMethod(),
        new GclMethod(),
        new IceBeemMethod(),
        new PcaMethod(),
        new FastIcaMethod(),
        new PicardMethod(),
        new InfomaxMethod(),
    ];

    /// <summary>Names a method.</summary>
    /// <param name="name">Name on the command line and in files, such as <c>beta-vae</c>.</param>
    /// <param name="title">Name in reports.</param>
    /// <param name="guarantee">What theory says about its latents, in a sentence.</param>
    private protected Method(string name, string title, string guarantee) =>
        (Name, Title, Guarantee) = (name, title, guarantee);

    /// <summary>Every method but "auto", each with its default options.</summary>
    public static IReadOnlyList<Method> All => registered;

    /// <summary>Name on the command line and in files.</summary>
    [JsonIgnore]
    public string Name { get; }

    /// <summary>Name in reports.</summary>
    [JsonIgnore]
    public string Title { get; }

    /// <summary>What theory says about its latents, in a sentence.</summary>
    [JsonIgnore]
    public string Guarantee { get; }

    /// <summary>
    /// For a method without a density, what its own theorem determines latents up to in the weakest case that it
    /// covers, the mixing being nonlinear; none for a model with a density, whose prior and likelihood decide.
    /// </summary>
    [JsonIgnore]
    public EquivalenceClass? Class { get; protected init; }

    /// <summary>Whether an auxiliary variable u must be given; the others ignore it.</summary>
    [JsonIgnore]
    public bool NeedsAuxiliary { get; protected init; }

    /// <summary>Whether u must be one categorical variable.</summary>
    [JsonIgnore]
    public bool NeedsLevels { get; protected init; }

    /// <summary>Whether the rows are taken as ordered in time, each after the one before.</summary>
    [JsonIgnore]
    public bool NeedsOrder { get; protected init; }

    /// <summary>
    /// Whether latents estimate the absolute values of the sources, with which they are then compared.
    /// </summary>
    [JsonIgnore]
    public bool FindsAbsoluteValues { get; protected init; }

    /// <summary>What training raises, in nats per row, as reports call it.</summary>
    [JsonIgnore]
    public virtual string ObjectiveName { get; protected init; } = "ELBO";

    /// <summary>Whether its models know the density of x given u, so that they score and sample.</summary>
    internal virtual bool HasDensity => false;

    /// <summary>Whether the likelihood itself is maximised and scored, of which one draw says all.</summary>
    internal virtual bool HasExactLikelihood => false;

    /// <summary>Whether what is maximised is the likelihood or a bound on it.</summary>
    internal virtual bool MaximisesBound => true;

    /// <summary>Whether its networks have linear maps that start at principal components.</summary>
    internal virtual bool HasLinearPath => false;

    /// <summary>Covariance of the approximate posterior.</summary>
    internal virtual PosteriorCovariance Covariance => PosteriorCovariance.Full;

    /// <summary>Number of fits from different starts, where training.restarts leaves it open.</summary>
    internal virtual int UsualRestarts => 1;

    /// <summary>The method of a name, with its default options.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Method Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Find(name) ?? throw new ArgumentException(
            $"There is no method \"{name}\"; there are {string.Join(", ", Names)}.", nameof(name));
    }

    /// <summary>Makes a method of others known by its name: to model files, configurations and comparisons.</summary>
    /// <param name="method">The method with its default options.</param>
    /// <exception cref="ArgumentException">The name is taken by a method of another type.</exception>
    [RequiresUnreferencedCode("Options of a method from outside are found by reflection.")]
    [RequiresDynamicCode("Options of a method from outside are found by reflection.")]
    public static void Register(Method method)
    {
        ArgumentNullException.ThrowIfNull(method);
        if (Find(method.Name) is { } there && there.GetType() != method.GetType())
            throw new ArgumentException($"The name \"{method.Name}\" is taken by {there.GetType().Name}; "
                + "give the method another.", nameof(method));
        MethodTypes.All.OfOthers ??= new DefaultJsonTypeInfoResolver();
        ImmutableInterlocked.Update(ref registered, all => all.Any(m => m.Name == method.Name) ? all : all.Add(method));
    }

    /// <summary>Names of all methods, "auto" first.</summary>
    internal static IEnumerable<string> Names => [AutoMethod.Automatic.Name, .. registered.Select(m => m.Name)];

    /// <summary>The method of a name, or <see langword="null"/>.</summary>
    internal static Method? Find(string name) =>
        name == AutoMethod.Automatic.Name ? AutoMethod.Automatic : registered.FirstOrDefault(m => m.Name == name);

    /// <summary>The options of a fit with every choice made for data with D observed columns.</summary>
    internal virtual IvaeOptions Resolve(IvaeOptions options, int observed)
    {
        var latents = options.LatentDimension ?? observed;
        var discrete = options.Likelihood.Family.IsDiscrete;

        // A direction of pure noise must not be blown up to the size of the others: only a square mixing is whitened.
        var usual = discrete ? Scaling.None : latents >= observed ? Scaling.Whiten : Scaling.Standardise;
        return options with
        {
            Method = this,
            LatentDimension = latents,
            Prior = options.Prior with { Family = options.Prior.FamilyOrDefault },
            Preprocessing = new()
            {
                Scaling = options.Preprocessing.Scaling ?? usual,
                ClipAt = discrete ? 0 : options.Preprocessing.ClipAt,
            },
            Training = options.Training with { Restarts = options.Training.Restarts ?? UsualRestarts },
        };
    }

    /// <summary>What is wrong with its options, each with value, range and remedy.</summary>
    /// <param name="options">All options of the fit.</param>
    /// <param name="key">Key of this method in a configuration, <c>method</c>.</param>
    internal virtual IEnumerable<string> Problems(IvaeOptions options, string key) => [];

    /// <summary>Options for principal components of many columns, which depend on the data.</summary>
    /// <param name="options">Options without open choices but the number of steps.</param>
    /// <param name="noise">Standard deviation of the noise of each preprocessed column.</param>
    /// <param name="rows">Number of training rows.</param>
    internal virtual IvaeOptions ForReduced(IvaeOptions options, double noise, int rows) => options;

    /// <summary>How its models are trained, whose layers may want another learning rate than was given.</summary>
    internal virtual TrainingOptions ModelTraining(TrainingOptions given) => given;

    /// <summary>Number of coordinates that the linear map of an encoder gives for L latents and D columns.</summary>
    internal virtual int CoordinateCount(int latents, int observed) => latents;

    /// <summary>Where linear maps start that are not of counts.</summary>
    /// <param name="x">Preprocessed observations <c>[N, D]</c>.</param>
    /// <param name="latents">L.</param>
    /// <param name="stream">Where the rotation comes from.</param>
    /// <param name="preprocessing">How they were made, if that is known.</param>
    internal virtual LinearStart Start(Matrix x, int latents, RandomStream stream, Preprocessing? preprocessing) =>
        LinearStart.PrincipalComponents(x, latents, stream);

    /// <summary>Makes a model with fresh parameters, to be trained or to be filled from a file.</summary>
    internal abstract LatentModel Create(ModelDescription description, LinearStart start, RandomStream stream);

    /// <summary>A model of the shape of a description, whose parameters are still to be filled in.</summary>
    internal static LatentModel Blank(ModelDescription description)
    {
        var (method, observed) = (description.Options.Method, description.Preprocessing.ModelColumns);
        ParameterBudget.Check((long)observed * method.CoordinateCount(description.Latents, observed));
        var mapped = new double[observed * method.CoordinateCount(description.Latents, observed)];
        var start = method.HasLinearPath ? new LinearStart(mapped, mapped) : LinearStart.None;
        return method.Create(description, start, new RandomStream(0));
    }
}
