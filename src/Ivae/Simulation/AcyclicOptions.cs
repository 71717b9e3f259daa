using System.Text.Json.Serialization;

namespace Ivae.Simulation;

/// <summary>
/// An acyclic nonlinear causal model with disturbances whose distribution moves from segment to segment.
/// </summary>
/// <remarks>Source: Khemakhem et al. 2020, supplement I.2; Monti, Zhang and Hyvärinen, "Causal discovery with general
/// non-linear relationships using non-linear ICA", UAI 2019.</remarks>
internal sealed record AcyclicOptions
{
    /// <summary>Number of variables d, 2 … 10.</summary>
    public int Variables { get; init; } = 2;

    /// <summary>Number of segments M, at least 1.</summary>
    public int Segments { get; init; } = 48;

    /// <summary>Rows per segment, at least 1.</summary>
    public int RowsPerSegment { get; init; } = 512;

    /// <summary>Layers of the networks, 1 … 5; one layer is a linear model.</summary>
    public int Layers { get; init; } = 3;

    /// <summary>Function between layers.</summary>
    public MixingActivation Activation { get; init; } = MixingActivation.LeakyRelu;

    /// <summary>
    /// Chance of each edge that the causal order allows; at 1 all variables come out of one lower-triangular network.
    /// </summary>
    public double EdgeProbability { get; init; } = 1;

    /// <summary>
    /// A graph to use instead of a random one: [i, j] says whether i causes j, for causes before their effects. Leaves
    /// <see cref="EdgeProbability"/> unread.
    /// </summary>
    [JsonIgnore]
    public bool[,]? Graph { get; init; }

    /// <summary>Smallest standard deviation of a disturbance in a segment, positive.</summary>
    public double ScaleLow { get; init; } = 0.5;

    /// <summary>
    /// Largest standard deviation of a disturbance in a segment; equal to <see cref="ScaleLow"/> nothing moves.
    /// </summary>
    public double ScaleHigh { get; init; } = 3;

    /// <summary>
    /// Easy-to-classify data (supplement H.2): the first cause has mean 2γ(u), γ a permutation of 1 … M, and is
    /// observed as it is.
    /// </summary>
    public bool Staircase { get; init; }

    /// <summary>Whether the columns are put into random order; otherwise causes stand before effects.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Everything that is wrong with these options, each with value, range and remedy.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        void Check(bool good, FormattableString problem)
        {
            if (!good)
                problems.Add(FormattableString.Invariant(problem));
        }

        Check(Variables is >= 2 and <= 10, $"Variables is {Variables}; give 2 to 10.");
        Check(Segments >= 1, $"Segments is {Segments}; give at least 1.");
        Check(RowsPerSegment >= 1, $"RowsPerSegment is {RowsPerSegment}; give at least 1.");
        Check((long)Segments * RowsPerSegment * Variables <= int.MaxValue,
            $"{Segments} segments of {RowsPerSegment} rows exceed 2³¹ − 1 numbers; simulate fewer rows.");
        Check(Layers is >= 1 and <= 5, $"Layers is {Layers}; give 1 to 5.");
        Check(Enum.IsDefined(Activation) && Activation != MixingActivation.Sigmoid,
            $"Activation is {Activation}; give LeakyRelu, Xtanh or None.");
        Check(EdgeProbability is >= 0 and <= 1, $"EdgeProbability is {EdgeProbability}; give 0 to 1.");
        Check(ScaleLow > 0 && ScaleHigh >= ScaleLow && double.IsFinite(ScaleHigh),
            $"ScaleLow and ScaleHigh are {ScaleLow} and {ScaleHigh}; give finite numbers above 0, the lower first.");
        Check(Graph is null || (Graph.GetLength(0) == Variables && Graph.GetLength(1) == Variables),
            $"Graph has {Graph?.GetLength(0)} rows and {Graph?.GetLength(1)} columns; give {Variables} of each.");
        for (var i = 0; i < Graph?.GetLength(0); i++)
            for (var j = 0; j <= i && j < Graph.GetLength(1); j++)
                Check(!Graph[i, j], $"Graph has {i + 1} → {j + 1}; causes must stand before their effects.");
        return problems;
    }
}
