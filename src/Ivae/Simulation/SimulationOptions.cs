using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Simulation;

/// <summary>
/// What is simulated: independent sources s whose distribution depends on an auxiliary variable u, seen through x =
/// f(s) + noise. The defaults are those of the paper's published code (<see cref="SimulationPresets.Paper"/>).
/// </summary>
/// <remarks>Source: Khemakhem, Kingma, Monti and Hyvärinen, "Variational autoencoders and nonlinear ICA", AISTATS 2020,
/// supplement H.</remarks>
public sealed record SimulationOptions
{
    /// <summary>Number of segments M, at least 1.</summary>
    public int Segments { get; init; } = 40;

    /// <summary>Rows per segment, at least 1; N = M · this.</summary>
    public int RowsPerSegment { get; init; } = 1000;

    /// <summary>Number of sources n, at least 1.</summary>
    public int Latent { get; init; } = 5;

    /// <summary>
    /// Number of observed columns D, at least n. The first mixing layer maps n to D, the others D to D.
    /// </summary>
    public int Observed { get; init; } = 5;

    /// <summary>Shape of the sources within a segment.</summary>
    public PriorFamily Source { get; init; } = PriorFamily.Gaussian;

    /// <summary>
    /// Whether each source has another scale in each segment; otherwise every standard deviation is 1.
    /// </summary>
    public bool ModulateScale { get; init; } = true;

    /// <summary>Whether the scale bounds are standard deviations or variances.</summary>
    public ScaleMeaning Scale { get; init; } = ScaleMeaning.StandardDeviation;

    /// <summary>Lower bound of the scale, positive.</summary>
    public double ScaleLow { get; init; } = 0.5;

    /// <summary>Upper bound of the scale.</summary>
    public double ScaleHigh { get; init; } = 3;

    /// <summary>Whether each source has another mean in each segment; otherwise every mean is 0.</summary>
    public bool ModulateMean { get; init; }

    /// <summary>Lower bound of the means.</summary>
    public double MeanLow { get; init; } = -5;

    /// <summary>Upper bound of the means.</summary>
    public double MeanHigh { get; init; } = 5;

    /// <summary>
    /// Easy-to-classify data (supplement H.2): the last source has mean 2γ(u), γ a permutation of 1 … M, and is
    /// observed unmixed as the last column. The last output of every layer depends on the last source alone, which
    /// keeps the mixing injective. Needs n = D ≥ 2.
    /// </summary>
    public bool Staircase { get; init; }

    /// <summary>
    /// Standard deviation of that last source in every segment; <see langword="null"/> draws it as those of the others.
    /// At .4, two neighbouring segments are distinguished for 99 rows in 100.
    /// </summary>
    public double? StaircaseDeviation { get; init; }

    /// <summary>
    /// Whether the two sources are a point of a pinwheel whose arms are the segments, bent and of Gaussian width; its
    /// means and scales are what they are. The cluster structure is what is to be found, not the sources. Needs n = 2.
    /// </summary>
    public bool Pinwheel { get; init; }

    /// <summary>
    /// Whether u is a number per row, uniform on [0, 2π), instead of a segment. Mean and scale of source i (from 1)
    /// then move as sin(i·u + phase) between their bounds; the frequencies differ because sinusoids of one frequency
    /// span only two dimensions.
    /// </summary>
    public bool ContinuousAuxiliary { get; init; }

    /// <summary>
    /// Whether the means of the two sources are (u, 2 sin u), u being a number per row (Zhou and Wei 2020). Needs n =
    /// 2.
    /// </summary>
    public bool SineCurve { get; init; }

    /// <summary>
    /// ρ: how much of each source's previous value its next one keeps, s_t = ρ s_(t−1) + e_t with e_t drawn as a source
    /// otherwise would be; 0 makes rows independent.
    /// </summary>
    public double Autoregression { get; init; }

    /// <summary>
    /// Number of mixing layers, at least 1; the activation lies between layers, not after the last.
    /// </summary>
    public int MixingLayers { get; init; } = 3;

    /// <summary>Whether all layers of one shape share one matrix.</summary>
    public bool RepeatMatrix { get; init; } = true;

    /// <summary>How matrices are drawn.</summary>
    public MixingMatrixKind Matrix { get; init; } = MixingMatrixKind.Uniform;

    /// <summary>
    /// Number of matrices drawn to find the acceptable condition number of <see cref="MixingMatrixKind.Uniform"/>, at
    /// least 1.
    /// </summary>
    public int ConditionDraws { get; init; } = 10_000;

    /// <summary>Function between layers.</summary>
    public MixingActivation Activation { get; init; } = MixingActivation.Xtanh;

    /// <summary>Variance of the normal noise added to every observed column; 0 is none.</summary>
    public double NoiseVariance { get; init; }

    /// <summary>How observations come out of the mixing.</summary>
    public ObservationModel Observation { get; init; } = ObservationModel.Continuous;

    /// <summary>
    /// Everything that is wrong with these options, each with value, range and remedy; empty if nothing is.
    /// </summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        void Check(bool good, FormattableString problem, string remedy = "")
        {
            if (!good)
                problems.Add(FormattableString.Invariant(problem) + remedy);
        }

        Check(Segments >= 1, $"Segments is {Segments}; give at least 1.");
        Check(RowsPerSegment >= 1, $"RowsPerSegment is {RowsPerSegment}; give at least 1.");
        Check((long)Segments * RowsPerSegment * Math.Max(Observed, Latent) <= int.MaxValue,
            $"{Segments} segments of {RowsPerSegment} rows by {Observed} columns exceed 2³¹ − 1 numbers; ",
            "simulate fewer rows.");
        Check(Latent >= 1, $"Latent is {Latent}; give at least 1.");
        Check(Observed <= Limits.Latents, $"Observed is {Observed}; give at most {Limits.Latents}.");
        Check(Observed >= Latent,
            $"Observed is {Observed} with {Latent} sources; give at least as many, or the mixing loses sources.");
        Check(double.IsFinite(Source.Variance), $"Source is {Source}; give a family with a finite variance.");
        Check(ScaleLow > 0 && double.IsFinite(ScaleLow), $"ScaleLow is {ScaleLow}; give a finite number above 0.");
        Check(ScaleHigh >= ScaleLow && double.IsFinite(ScaleHigh),
            $"ScaleHigh is {ScaleHigh}; give a finite number not below ScaleLow, {ScaleLow}.");
        Check(double.IsFinite(MeanLow), $"MeanLow is {MeanLow}; give a finite number.");
        Check(MeanHigh >= MeanLow && double.IsFinite(MeanHigh),
            $"MeanHigh is {MeanHigh}; give a finite number not below MeanLow, {MeanLow}.");
        Check(MixingLayers is >= 1 and <= Limits.Layers,
            $"MixingLayers is {MixingLayers}; give at least 1 and at most {Limits.Layers}.");
        Check(ConditionDraws is >= 1 and <= Limits.Levels,
            $"ConditionDraws is {ConditionDraws}; give at least 1 and at most {Limits.Levels}.");
        Check(NoiseVariance >= 0 && double.IsFinite(NoiseVariance),
            $"NoiseVariance is {NoiseVariance}; give 0 or a finite number above.");
        Check(Observation == ObservationModel.Continuous || NoiseVariance == 0,
            $"NoiseVariance is {NoiseVariance} with {Observation} observations; ",
            "discrete observations carry their own noise, set it to 0.");
        Check(!Staircase || (Latent == Observed && Latent >= 2),
            $"Staircase needs as many observed columns as sources and at least 2, not {Latent} and {Observed}.");
        Check(!Staircase || Matrix == MixingMatrixKind.Uniform,
            $"Staircase with {Matrix} matrices leaves the last source unmixed everywhere; use Uniform.");
        Check(!Staircase || !ModulateMean, $"Staircase fixes every mean; leave ModulateMean off.");
        Check(!Staircase || !ContinuousAuxiliary, $"Staircase is made of segments; leave ContinuousAuxiliary off.");
        Check(StaircaseDeviation is null
            || (Staircase && StaircaseDeviation > 0 && double.IsFinite(StaircaseDeviation.Value)),
            $"StaircaseDeviation is {StaircaseDeviation}; give a finite number above 0, with Staircase.");
        Check(!Pinwheel || Latent == 2, $"Pinwheel has 2 sources, not {Latent}.");
        Check(
            !Pinwheel || (!ModulateMean && !ModulateScale && !Staircase && !ContinuousAuxiliary && Autoregression == 0
                && Source == PriorFamily.Gaussian),
            $"Pinwheel fixes what the sources are; ",
            "turn ModulateScale off and leave ModulateMean, Staircase, ContinuousAuxiliary, Autoregression and Source "
                + "alone.");
        Check(!SineCurve || (Latent == 2 && ContinuousAuxiliary && !ModulateMean && Autoregression == 0),
            $"SineCurve fixes the means of 2 sources (not {Latent}) by a continuous u; ",
            "turn ContinuousAuxiliary on, and leave ModulateMean and Autoregression off.");
        Check(Math.Abs(Autoregression) < 1,
            $"Autoregression is {Autoregression}; give a number between -1 and 1, or sources grow without bound.");
        Check(Autoregression == 0 || !(ModulateMean || Staircase),
            $"Autoregression carries means on to later rows; leave ModulateMean and Staircase off.");
        return problems;
    }
}
