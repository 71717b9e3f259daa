namespace Ivae.Data;

/// <summary>Which columns or arrays of a file are observed, and what the auxiliary variable is made of.</summary>
/// <remarks>
/// Whether a numeric auxiliary column is categorical: in a text table, if it holds whole numbers with at most max(2,
/// min(1000, N/10)) different ones; a vector of an NPZ file, if it holds whole numbers with at most max(2, N/2)
/// different ones. A one-hot array [N, M] is one categorical variable with M levels; the columns of another matrix
/// follow the rule of text tables. Texts are always categorical. Levels are in numeric or ordinal order. Ending an item
/// in <c>:categorical</c> or <c>:numeric</c> settles it; in a text table the former reads texts, so that whole numbers
/// beyond ±2²⁴ are told apart too.
/// </remarks>
public sealed record DatasetOptions
{
    /// <summary>
    /// Observed columns (see <see cref="ColumnSelection"/>), by default every numeric one that is not auxiliary; in an
    /// NPZ file a key, by default "x".
    /// </summary>
    public string? Observed { get; init; }

    /// <summary>Auxiliary columns, by default none; in an NPZ file a key, by default "u" if there.</summary>
    public string? Auxiliary { get; init; }

    /// <summary>
    /// Cuts the rows into M segments in time whose sizes differ by at most one; 0 for none, at most N.
    /// </summary>
    public int Segments { get; init; }

    /// <summary>Takes the previous P observations of each row as auxiliary; 0 for none, less than N.</summary>
    public int Lags { get; init; }

    /// <summary>What to do with missing values in the columns used.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>Whether a text table has a header; found out by default.</summary>
    public bool? Header { get; init; }

    /// <summary>Delimiter of a text table, a space for any run of spaces and tabs; found out by default.</summary>
    public char? Delimiter { get; init; }
}
