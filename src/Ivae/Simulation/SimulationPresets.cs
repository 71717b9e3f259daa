using Ivae.Distributions;
using Ivae.Simulation.Langevin;

namespace Ivae.Simulation;

/// <summary>Simulations known by name, so that a published setting is one word.</summary>
public static class SimulationPresets
{
    /// <summary>
    /// The main simulation as the authors' published code makes it: three layers of one matrix, standard deviations
    /// U(½, 3), no noise.
    /// </summary>
    public static SimulationOptions Paper { get; } = new();

    /// <summary>Name of data whose environments each move one latent (Liang et al. 2023).</summary>
    internal const string Interventions = "cauca";

    /// <summary>Name of data whose actions each move few latents (Lachapelle et al. 2022).</summary>
    internal const string Actions = "action-sparsity";

    /// <summary>Name of data whose latents each move those after them (Lachapelle et al. 2022).</summary>
    internal const string Time = "time-sparsity";

    /// <summary>Name of counts of neurons that follow a position (Zhou and Wei 2020; Schneider et al. 2023).</summary>
    internal const string Counts = "cebra";

    private static SimulationOptions Neurons { get; } = Paper with
    {
        Latent = 2,
        Observed = 100,
        RepeatMatrix = false,
        Activation = MixingActivation.LeakyRelu,
        ConditionDraws = 100,
        Observation = ObservationModel.PoissonBounded,
    };

    /// <summary>Every preset by the name the command line knows.</summary>
    public static IReadOnlyDictionary<string, SimulationOptions> All { get; } =
        new Dictionary<string, SimulationOptions>
        {
            ["paper"] = Paper,

            // The text of supplement H.1, which differs from the code: variances, four layers, noise.
            ["paper-text"] = Paper with
            {
                Scale = ScaleMeaning.Variance,
                MixingLayers = 4,
                RepeatMatrix = false,
                NoiseVariance = 0.01,
            },
            ["figure-1"] = Paper with { Latent = 2, Observed = 2, Segments = 5, ModulateMean = true },
            ["staircase"] = Paper with { Latent = 2, Observed = 2, Staircase = true },
            ["bernoulli"] = Paper with
            {
                Latent = 10,
                Observed = 100,
                Observation = ObservationModel.Bernoulli,
                ConditionDraws = 200,
            },
            ["figure-6b"] = Paper with { Latent = 15, Observed = 80, ConditionDraws = 200 },
            ["figure-9"] = Paper with { Latent = 10, Observed = 40, RowsPerSegment = 4000, ConditionDraws = 1000 },

            // Li, Hooi and Lee 2020.
            ["iflow"] = Paper with { ModulateMean = true },

            // Khemakhem, Monti, Kingma and Hyvärinen 2020.
            ["ice-beem"] = Paper with
            {
                Segments = 20,
                RowsPerSegment = 2000,
                ScaleLow = 0.01,
                MixingLayers = 4,
                RepeatMatrix = false,
                Matrix = MixingMatrixKind.Orthogonal,
                Activation = MixingActivation.LeakyRelu,
            },

            // Hyvärinen and Morioka 2017: stationary sources with memory, so that u says nothing.
            ["pcl"] = Paper with
            {
                Source = PriorFamily.Laplace,
                ModulateScale = false,
                Autoregression = 0.7,
                MixingLayers = 2,
                RepeatMatrix = false,
                Activation = MixingActivation.LeakyRelu,
            },
            ["laplace"] = Paper with { Source = PriorFamily.Laplace },
            ["hyperbolic-secant"] = Paper with { Source = PriorFamily.HyperbolicSecant },
            ["poisson"] = Paper with
            {
                Latent = 5,
                Observed = 50,
                Observation = ObservationModel.PoissonSoftplus,
                ConditionDraws = 500,
            },

            // Zhou and Wei 2020: 100 neurons whose counts follow two latents, given one of 5 stimuli or a position on a
            // ring. A mixing of ours takes its place.
            ["pi-vae-discrete"] = Neurons with
            {
                Segments = 5,
                RowsPerSegment = 2000,
                ModulateMean = true,
                Scale = ScaleMeaning.Variance,
            },
            ["pi-vae-continuous"] = Neurons with
            {
                Segments = 15,
                ContinuousAuxiliary = true,
                SineCurve = true,
                ScaleLow = 0.6,
                ScaleHigh = 0.6,
            },
            ["continuous"] = Paper with { ContinuousAuxiliary = true, ModulateMean = true },
            ["noisy"] = Paper with { NoiseVariance = 0.01 },

            // Johnson et al. 2016, as in Mathieu et al. 2019: four arms of 100 points, turned at random.
            ["pinwheel"] = Paper with
            {
                Pinwheel = true,
                Segments = 4,
                RowsPerSegment = 100,
                Latent = 2,
                Observed = 2,
                ModulateScale = false,
                MixingLayers = 1,
                Matrix = MixingMatrixKind.Orthogonal,
            },

            // Negative controls: only up to a linear map (Proposition 1), and not at all (supplement D).
            ["mean-only"] = Paper with { ModulateMean = true, ModulateScale = false },
            ["stationary"] = Paper with { ModulateScale = false },
        };

    /// <summary>Sequences with latent transitions by the name the command line knows.</summary>
    internal static IReadOnlyDictionary<string, TransitionOptions> Transitions { get; } =
        new Dictionary<string, TransitionOptions>
        {
            ["transition"] = new(),
            ["transition-none"] = new() { Structure = TransitionStructure.None },
            ["transition-shuffled"] = new() { Shuffled = true },

            // Song et al. 2023: five regimes that follow each other in a circle.
            ["nctrl"] = new()
            {
                Sequences = 200_000,
                Length = 6,
                Lags = 2,
                Structure = TransitionStructure.Permuted,
                Regimes = 5,
                Stay = 0.9,
                StartDeviation = 1,
            },

            // Yao et al. 2022, "pnl_change": five domains, each with transitions of its own.
            ["tdrl"] = new()
            {
                Sequences = 200_000,
                Length = 6,
                Lags = 2,
                Structure = TransitionStructure.Redrawn,
                Regimes = 5,
                StartDeviation = 1,
            },
            ["cadre-independent"] = Climate(TransitionStructure.Independent),
            ["cadre-sparse"] = Climate(TransitionStructure.Independent) with { ChangingEdge = 1.25 },
            ["cadre-dense"] = Climate(TransitionStructure.Dense) with { ChangingEdge = 1.25 },
        };

    // Fu et al.: two latents behind eight columns that also move each other.
    private static TransitionOptions Climate(TransitionStructure structure) => new()
    {
        Sequences = 160_000,
        Length = 3,
        Latent = 2,
        Lags = 2,
        Structure = structure,
        Regimes = 4,
        StartDeviation = 1,
        MixingLayers = 1,
        Noise = 0.1,
        Chain = 0.2,
    };

    /// <summary>Latents that diffuse in a landscape of energy by the name the command line knows.</summary>
    internal static IReadOnlyDictionary<string, LangevinOptions> Landscapes { get; } =
        new Dictionary<string, LangevinOptions>
        {
            ["energy-landscape"] = new(),
            ["energy-landscape-sine"] = new() { Sine = true },
        };

    /// <summary>Acyclic causal models by the name the command line knows.</summary>
    internal static IReadOnlyDictionary<string, AcyclicOptions> Acyclic { get; } =
        new Dictionary<string, AcyclicOptions>
        {
            // Supplement I.2 of the main paper, Figures 7a and 7b.
            ["acyclic"] = new(),
            ["acyclic-staircase"] = new() { Staircase = true },
            ["acyclic-graph"] =
                new() { Variables = 6, Layers = 2, EdgeProbability = 0.5, Segments = 80, RowsPerSegment = 500 },
        };
}
