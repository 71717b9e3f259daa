using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Training;

namespace Ivae.Cli;

/// <summary>All that decides what <c>ivae fit</c> computes; what is null is chosen from the data or left to the method.</summary>
internal sealed record FitSettings
{
    private static readonly IvaeOptions Defaults = new();

    /// <summary>Observed columns; null for every numeric column that is not auxiliary.</summary>
    public string? Observed { get; init; }

    /// <summary>Columns of the auxiliary variable.</summary>
    public string? Auxiliary { get; init; }

    /// <summary>Number of equal segments the rows are cut into, as an auxiliary variable.</summary>
    public int? Segments { get; init; }

    /// <summary>Number of preceding rows that join the auxiliary variable.</summary>
    public int Lags { get; init; }

    /// <summary>What to do with rows that lack a value.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>Whether a text table starts with names; null to find out.</summary>
    public bool? Header { get; init; }

    /// <summary>What separates the cells of a text table; null to find out.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Number of latents; null for as many as observed columns.</summary>
    public int? Latent { get; init; }

    public string Method { get; init; } = Defaults.Method;

    public ulong Seed { get; init; } = Defaults.Seed;

    /// <summary>Number of starts; null for 2 of a flow and 1 of anything else; the one with the best bound on the held-out rows is kept.</summary>
    public int? Restarts { get; init; } = Defaults.Restarts;

    /// <summary>Passes over the data; null for as many as training.steps takes.</summary>
    public int? Epochs { get; init; } = Defaults.Training.Epochs;

    /// <summary>Rows in a step.</summary>
    public int Batch { get; init; } = Defaults.Training.BatchSize;

    /// <summary>Part of the rows that is held out for stopping, choosing and scoring.</summary>
    public double HeldOut { get; init; } = Defaults.Training.HeldOut;

    /// <summary>Scaling of the observed columns; null to choose it by their number and kind.</summary>
    public Scaling? Scaling { get; init; } = Defaults.Scaling;

    public double ClipAt { get; init; } = Defaults.ClipAt;

    public PriorOptions Prior { get; init; } = Defaults.Prior;

    public PosteriorOptions Posterior { get; init; } = Defaults.Posterior;

    public LikelihoodOptions Likelihood { get; init; } = Defaults.Likelihood;

    public bool LinearPath { get; init; } = Defaults.LinearPath;

    public double Constraint { get; init; } = Defaults.Constraint;

    public FlowOptions Flow { get; init; } = Defaults.Flow;

    public bool SimplerPrior { get; init; } = Defaults.SimplerPrior;

    public int? ImportanceSamples { get; init; } = Defaults.ImportanceSamples;

    public WeightedIvaeOptions WeightedIvae { get; init; } = Defaults.WeightedIvae;

    public BetaVaeOptions BetaVae { get; init; } = Defaults.BetaVae;

    public CapacityVaeOptions CapacityVae { get; init; } = Defaults.CapacityVae;

    public BetaTcVaeOptions BetaTcVae { get; init; } = Defaults.BetaTcVae;

    public FactorVaeOptions FactorVae { get; init; } = Defaults.FactorVae;

    public DipVaeIOptions DipVaeI { get; init; } = Defaults.DipVaeI;

    public DipVaeIIOptions DipVaeII { get; init; } = Defaults.DipVaeII;

    public DecompositionOptions Decomposition { get; init; } = Defaults.Decomposition;

    public FeatureOptions Features { get; init; } = Defaults.Features;

    /// <summary>The rest of training; epochs, batch and held_out stand above and are no keys here (see <see cref="JsonText"/>).</summary>
    public TrainingOptions Training { get; init; } = Defaults.Training;

    public DatasetOptions ToDatasetOptions() => new()
    {
        Observed = Observed,
        Auxiliary = Auxiliary,
        Segments = Segments ?? 0,
        Lags = Lags,
        Missing = Missing,
        Header = Header,
        Delimiter = Delimiter,
    };

    public IvaeOptions ToModelOptions(int threads) => new()
    {
        Method = Method,
        LatentDimension = Latent,
        Prior = Prior,
        Posterior = Posterior,
        Likelihood = Likelihood,
        LinearPath = LinearPath,
        Constraint = Constraint,
        Flow = Flow,
        SimplerPrior = SimplerPrior,
        ImportanceSamples = ImportanceSamples,
        WeightedIvae = WeightedIvae,
        BetaVae = BetaVae,
        CapacityVae = CapacityVae,
        BetaTcVae = BetaTcVae,
        FactorVae = FactorVae,
        DipVaeI = DipVaeI,
        DipVaeII = DipVaeII,
        Decomposition = Decomposition,
        Features = Features,
        Scaling = Scaling,
        ClipAt = ClipAt,
        Training = Training with { Epochs = Epochs, BatchSize = Batch, HeldOut = HeldOut },
        Seed = Seed,
        Restarts = Restarts,
        Threads = threads,
    };
}
