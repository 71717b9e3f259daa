using System.Text.Json.Serialization;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>What decides which theorem applies to a model.</summary>
internal sealed record ModelFacts
{
    /// <summary>Whether the prior depends on u; that of a VAE does not.</summary>
    public bool PriorReadsAuxiliary { get; init; } = true;

    /// <summary>Family of each latent given u.</summary>
    public PriorFamily Family { get; init; } = PriorFamily.Gaussian;

    /// <summary>Whether each latent has a density of its own, learned shape in place of the family.</summary>
    public bool FreeShape { get; init; }

    /// <summary>Whether the prior reads latents of the past.</summary>
    public bool ReadsPast { get; init; }

    /// <summary>
    /// Whether the past moves the location of normal innovations alone: log p(z_t | past) then has no third
    /// derivatives, and no theorem is about it.
    /// </summary>
    public bool HasShiftedNormals { get; init; }

    /// <summary>K, regimes that are not observed and take the place of u; none where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Regimes { get; init; }

    /// <summary>Whether the mixing is linear by construction.</summary>
    public bool IsLinear { get; init; }

    /// <summary>What of it moves with u.</summary>
    public Modulation Modulates { get; init; }

    /// <summary>Family of the observations given the latents.</summary>
    public LikelihoodFamily Likelihood { get; init; } = LikelihoodFamily.Gaussian;

    /// <summary>How the noise of the observations is treated.</summary>
    public NoiseVariance Noise { get; init; }

    /// <summary>Covariance of the posterior.</summary>
    public PosteriorCovariance Covariance { get; init; } = PosteriorCovariance.Full;

    /// <summary>Whether what is maximised is the likelihood or a bound on it.</summary>
    public bool MaximisesBound { get; init; } = true;

    /// <summary>Activation of the decoder, which decides how smooth f is.</summary>
    public Activation DecoderActivation { get; init; } = Activation.Silu;

    /// <summary>Whether the mask of the prior alone determines the latents up to their order.</summary>
    public bool TargetsDetermineLatents { get; init; }

    /// <summary>Whether that mask was learned, as the graph of the sparsest axes.</summary>
    public bool TargetsAreLearned { get; init; }

    /// <summary>Number of latents n, at least 1.</summary>
    public required int Latents { get; init; }

    /// <summary>Number of observed columns d, at least 1.</summary>
    public required int Observed { get; init; }

    /// <summary>Number of different values of u in the data: levels, or rows of a continuous u.</summary>
    public required int DistinctAuxiliary { get; init; }

    /// <summary>Whether u has only categorical parts, so that its number of values is limited.</summary>
    public bool AuxiliaryIsCategorical { get; init; } = true;

    /// <summary>Whether the observations are discrete, so that no map from latents to them is one to one.</summary>
    internal bool IsDiscrete => Likelihood.IsDiscrete;

    /// <summary>What the prior identifies; none where no theorem is about it.</summary>
    internal PriorTheorem? Theorem => ReadsPast ? PriorTheorem.OfTransitions
        : PriorReadsAuxiliary
        ? TargetsDetermineLatents ? PriorTheorem.OfTargets(Family, Modulates)
            : PriorTheorem.Of(Family, Modulates, FreeShape)
        : IsLinear && FreeShape ? PriorTheorem.OfLinearIca
        : null;

    /// <summary>The facts about a fitted model and the data it was fitted to.</summary>
    public static ModelFacts Of(ModelDescription model, Dataset data) =>
        model.LearnedTargets?.DetermineLatents == true
            ? Of(model.Options, data) with { TargetsDetermineLatents = true, TargetsAreLearned = true }
            : Of(model.Options, data);

    /// <summary>The facts about a model that is fitted, or to be fitted, to data.</summary>
    /// <param name="options">Options; what they leave open is resolved for the data.</param>
    /// <param name="data">The data.</param>
    public static ModelFacts Of(IvaeOptions options, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(data);
        var resolved = options.Resolve(data.Observed.Columns);
        return new ModelFacts
        {
            PriorReadsAuxiliary = resolved.Method.NeedsAuxiliary && resolved.Prior.ReadsAuxiliary,
            IsLinear = resolved.Method is FlowMethod { Layers: FlowLayers.Linear },
            Family = resolved.Prior.FamilyOrDefault,
            FreeShape = resolved.Prior.HasFreeShape,
            ReadsPast = resolved.Prior.ReadsPast,
            HasShiftedNormals = resolved.Prior is { ReadsPast: true, HasFreeShape: false } prior
                && prior.FamilyOrDefault == PriorFamily.Gaussian
                && (prior.HasSumsOfPast || prior.Modulates == Modulation.Mean),
            Regimes = resolved.Prior.Regimes?.Most,
            Modulates = resolved.Prior.Modulates,
            TargetsDetermineLatents = Targeting.Mask(data, resolved)?.DeterminesLatents == true,
            Likelihood = resolved.Likelihood.Family,
            Noise = resolved.Likelihood.Noise,
            Covariance = resolved.Method.Covariance,
            MaximisesBound = resolved.Method.MaximisesBound,
            DecoderActivation = resolved.Likelihood.Network.Activation,
            Latents = resolved.LatentDimension!.Value,
            Observed = data.Observed.Columns,
            DistinctAuxiliary = resolved.Prior.Regimes?.Most ?? Distinct(data.Auxiliary),
            AuxiliaryIsCategorical = resolved.Prior.HasRegimes || data.Auxiliary.Numeric.Columns == 0,
        };
    }

    /// <summary>Number of different values of u.</summary>
    internal static int Distinct(Auxiliary u)
    {
        // Rows that agree in all columns up to one have the same group there.
        var (groups, count) = (new int[u.Rows], Math.Min(1, u.Rows));
        foreach (var variable in u.Categorical)
            Split(row => variable.Codes[row]);
        for (var j = 0; j < u.Numeric.Columns; j++)
            Split(row => BitConverter.SingleToInt32Bits(u.Numeric[row, j]));
        return count;

        void Split(Func<int, int> value)
        {
            var seen = new Dictionary<long, int>();
            for (var row = 0; row < groups.Length; row++)
            {
                var pair = ((long)groups[row] << 32) | (uint)value(row);
                if (!seen.TryGetValue(pair, out groups[row]))
                    seen.Add(pair, groups[row] = seen.Count);
            }

            count = seen.Count;
        }
    }
}
