using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>What a file gives before u is coded.</summary>
/// <param name="Observed">x, <c>[N, D]</c>.</param>
/// <param name="ObservedNames">Names of its columns.</param>
/// <param name="Auxiliary">The columns u is made of, or <see langword="null"/> where the file lacks one that a recipe
/// asks for.</param>
/// <param name="Sources">s, <c>[N, n]</c>, if there.</param>
/// <param name="LogLikelihood">log p(x | u) under the process that made the data, <c>[N, 1]</c>, nats, if
/// there.</param>
/// <param name="RowNumbers">Position of each row in the file, from 1.</param>
/// <param name="Lines">Line of each row, for text tables.</param>
internal sealed record FileContent(
    Matrix Observed,
    IReadOnlyList<string> ObservedNames,
    IReadOnlyList<AuxiliaryColumn>? Auxiliary,
    Matrix? Sources,
    Matrix? LogLikelihood,
    IReadOnlyList<int> RowNumbers,
    IReadOnlyList<int>? Lines)
{
    /// <summary>Whether the file names the columns of x; otherwise they are identified by position.</summary>
    public bool HasNames { get; init; } = true;

    /// <summary>What x is counted from, <c>[D]</c>; nothing where all are 0.</summary>
    public IReadOnlyList<double>? Origins { get; init; }

    /// <summary>What multiplies the rates of counts, from a column <c>[N]</c>.</summary>
    public float[]? Exposure { get; init; }

    /// <summary>What was assumed, and what was left out, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Names of the rows, <c>[N]</c>, if the file has them.</summary>
    public IReadOnlyList<string>? RowNames { get; init; }

    /// <summary>Sampling rate of a recording in Hz.</summary>
    public double? SamplingRate { get; init; }

    /// <summary>Whether rows are in the order of time, or in sequences, by where they come from.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>Rows, from 0, that do not follow the row before them; the first is 0.</summary>
    public IReadOnlyList<int> Starts { get; init; } = [0];
}
