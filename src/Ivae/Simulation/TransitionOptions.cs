using System.Text.Json.Serialization;
using Ivae.Distributions;

namespace Ivae.Simulation;

/// <summary>
/// Sequences of latents that follow from those before, z_t = σ(Σ_l σ(z_{t−l})·W_l + e), σ a leaky ReLU of slope .2,
/// seen through a mixing of leaky ReLUs and orthogonal matrices.
/// </summary>
/// <remarks>
/// Sources: Yao, Chen and Zhang, "Temporally disentangled representation learning", NeurIPS 2022; Song, Yao, Fan, Dong,
/// Chen, Niebles, Xing and Zhang, "Temporally disentangled representation learning under unknown nonstationarity",
/// NeurIPS 2023; Fu et al., CaDRe. What they leave open is our reading: the first rows of a sequence are standard
/// normal, and the mixing ends with a matrix.
/// </remarks>
internal sealed record TransitionOptions
{
    /// <summary>Number of sequences, at least 1.</summary>
    public int Sequences { get; init; } = 200;

    /// <summary>Rows of each sequence, more than lags.</summary>
    public int Length { get; init; } = 100;

    /// <summary>Number of latents n, at least 1.</summary>
    public int Latent { get; init; } = 8;

    /// <summary>Number of observed columns D, at least n.</summary>
    public int Observed { get; init; } = 8;

    /// <summary>Number of rows before that count, at least 1.</summary>
    public int Lags { get; init; } = 1;

    /// <summary>Which latents move which.</summary>
    public TransitionStructure Structure { get; init; } = TransitionStructure.Sparse;

    /// <summary>Of a sparse structure, latents that move each in addition to itself.</summary>
    public int Parents { get; init; } = 1;

    /// <summary>Number of regimes u, at least 1; the first one is given as no u where there is one.</summary>
    public int Regimes { get; init; } = 1;

    /// <summary>Chance that the regime of a row stays; otherwise the next one follows, in a circle.</summary>
    public double Stay { get; init; } = 1;

    /// <summary>
    /// Bound on the weight from the first to the second latent in each regime, drawn anew for each; 0 for none.
    /// </summary>
    public double ChangingEdge { get; init; }

    /// <summary>Shape of the innovations e.</summary>
    public PriorFamily Innovation { get; init; } = PriorFamily.Gaussian;

    /// <summary>Standard deviation of the innovations.</summary>
    public double Deviation { get; init; } = 0.1;

    /// <summary>Standard deviation of the first rows of a sequence, as many as lags.</summary>
    public double StartDeviation { get; init; } = 0.1;

    /// <summary>Number of layers of the mixing, each a leaky ReLU and then an orthogonal matrix.</summary>
    public int MixingLayers { get; init; } = 2;

    /// <summary>Width of the noise U(0, w) of every observed column.</summary>
    public double Noise { get; init; }

    /// <summary>Part of each observed column, as it is then, that is added to the next one.</summary>
    public double Chain { get; init; }

    /// <summary>Whether the rows are shuffled, which ends what follows from the past: the control.</summary>
    public bool Shuffled { get; init; }

    /// <summary>Number of rows N.</summary>
    [JsonIgnore]
    public int Rows => Sequences * Length;

    /// <summary>Everything that is wrong with these options, each with value, range and remedy.</summary>
    public IReadOnlyList<string> Validate() => OptionProblems.Of(
        (Latent is >= 1 and <= 100, $"Latent is {Latent}; give 1 to 100."),
        (Observed >= Latent && Observed <= 1000, $"Observed is {Observed}; give {Latent} to 1000."),
        (Lags is >= 1 and <= 100, $"Lags is {Lags}; give 1 to 100."),
        (Length > Lags, $"Length is {Length}; give more than {Lags}, the lags."),
        (Sequences >= 1, $"Sequences is {Sequences}; give at least 1."),
        ((long)Sequences * Length * Observed <= int.MaxValue,
            $"{Sequences} sequences of {Length} rows exceed 2³¹ − 1 numbers; simulate fewer."),
        (Enum.IsDefined(Structure), $"Structure is {Structure}; give one of its names."),
        (Parents >= 0 && Parents < Math.Max(1, Latent), $"Parents is {Parents}; give 0 to {Latent - 1}."),
        (Regimes is >= 1 and <= 1000, $"Regimes is {Regimes}; give 1 to 1000."),
        (Stay is >= 0 and <= 1, $"Stay is {Stay}; give 0 to 1."),
        (ChangingEdge >= 0 && double.IsFinite(ChangingEdge), $"ChangingEdge is {ChangingEdge}; give 0 or more."),
        (ChangingEdge == 0 || (Latent > 1 && Structure != TransitionStructure.None),
            $"ChangingEdge is {ChangingEdge}; it needs two latents and a structure other than none."),
        (Deviation > 0 && double.IsFinite(Deviation), $"Deviation is {Deviation}; give a positive number."),
        (StartDeviation > 0 && double.IsFinite(StartDeviation),
            $"StartDeviation is {StartDeviation}; give a positive number."),
        (MixingLayers is >= 1 and <= 20, $"MixingLayers is {MixingLayers}; give 1 to 20."),
        (Noise >= 0 && double.IsFinite(Noise), $"Noise is {Noise}; give 0 or more."),
        (double.IsFinite(Chain), $"Chain is {Chain}; give a number."));
}
