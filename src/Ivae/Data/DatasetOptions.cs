namespace Ivae.Data;

/// <summary>Which columns or arrays of a file are observed, and what the auxiliary variable is made of.</summary>
/// <remarks>
/// Whether an auxiliary column is categorical: texts always are, whole numbers where there are at most max(2, min(1000,
/// N/5)) different ones, that is five rows a level or more; other numbers, dates and times are numeric, times in
/// seconds. <see cref="Dataset.Notes"/> says what was decided. Levels are distinguished by their digits, however
/// many, and are in numeric or ordinal order. A one-hot array [N, M] is one categorical variable with M levels. Ending
/// an item in <c>:categorical</c> or <c>:numeric</c> settles it; in a text table the former reads texts as they are
/// written.
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
    /// Columns of a table that are neither observed nor auxiliary, written alike; needed only without
    /// <see cref="Observed"/>.
    /// </summary>
    public string? Exclude { get; init; }

    /// <summary>
    /// Cuts the rows into M segments in time whose sizes differ by at most one; 0 for none, at most N.
    /// </summary>
    public int Segments { get; init; }

    /// <summary>Takes the previous P observations of each row as auxiliary; 0 for none, less than N.</summary>
    public int Lags { get; init; }

    /// <summary>
    /// Column of a table that multiplies the rates of counts in each row, as the size of a library or the time that was
    /// observed; <c>sum</c> for the sum of the observed columns.
    /// </summary>
    public string? Exposure { get; init; }

    /// <summary>What to do with missing values in the columns used.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>Whether a text table has a header; found out by default.</summary>
    public bool? Header { get; init; }

    /// <summary>Delimiter of a text table, a space for any run of spaces and tabs; found out by default.</summary>
    public char? Delimiter { get; init; }

    /// <summary>
    /// The decimal sign of a text table, a point or a comma; found out by default: a comma where numbers have one, none
    /// has a point, and cells are separated otherwise.
    /// </summary>
    public char? Decimal { get; init; }

    /// <summary>
    /// Encoding of a text table, as latin-1 or windows-1252; by the mark at its start, or UTF-8, by default.
    /// </summary>
    public string? Encoding { get; init; }

    /// <summary>
    /// Further texts of a text table that mean a missing value, separated by commas; see <see cref="TableOptions.Na"/>.
    /// </summary>
    public string? Na { get; init; }

    /// <summary>
    /// Columns of a table whose values name the sequence each row is in, as subject, session and trial: rows of two
    /// sequences are no neighbours in time.
    /// </summary>
    public string? Sequence { get; init; }

    /// <summary>The column of a table that holds the time of each row: rows after a jump follow no other.</summary>
    public string? Time { get; init; }

    /// <summary>
    /// Largest step between rows that still follow each other: in rows, where some were left out, and in median steps
    /// of time.
    /// </summary>
    public double Gap { get; init; } = RowOrder.UsualGap;
}
