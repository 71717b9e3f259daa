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

    /// <summary>The decimal sign, a point or a comma.</summary>
    public char? Decimal { get; init; }

    /// <summary>The encoding; by the mark at the start, or UTF-8, where there is none.</summary>
    public string? Encoding { get; init; }

    /// <summary>
    /// Texts that mean a missing value, separated by commas, in addition to the usual ones: empty, NA, n/a, NaN,
    /// None, null, ., -, *, ? and others, in any case.
    /// </summary>
    public string? Na { get; init; }

    /// <summary>What to do with missing values.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>The texts of <see cref="Na"/>.</summary>
    internal string[] MissingTexts =>
        Na?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
