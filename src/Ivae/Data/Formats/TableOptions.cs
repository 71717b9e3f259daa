namespace Ivae.Data;

/// <summary>How a text table is read; what is <see langword="null"/> is found out from the file.</summary>
public sealed record TableOptions
{
    /// <summary>
    /// Whether the first record holds the names. Found out: it does unless it holds a number in a column that stays a
    /// number.
    /// </summary>
    public bool? Header { get; init; }

    /// <summary>What separates cells: comma, semicolon, tab, '|', or a space for any run of spaces and tabs.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Missing cells: empty, NA, NaN, null or ?, in any case.</summary>
    public MissingValues Missing { get; init; }
}
