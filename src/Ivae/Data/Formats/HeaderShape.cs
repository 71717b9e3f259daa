namespace Ivae.Data;

/// <summary>How the names of a text table lie over its columns.</summary>
internal enum HeaderShape
{
    /// <summary>One name for each column.</summary>
    Full,

    /// <summary>The first column, of row names, has none: R writes tables so.</summary>
    RowNames,

    /// <summary>Every row but the first ends with a delimiter.</summary>
    RowsEndWithDelimiter,

    /// <summary>The first record ends with a delimiter and the rows do not.</summary>
    NamesEndWithDelimiter,

    /// <summary>
    /// The last column, of texts that few rows have (events), is there in these alone: other rows end before it.
    /// </summary>
    RowsEndBeforeLast,
}
