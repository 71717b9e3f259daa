namespace Ivae.Data;

/// <summary>
/// A file or table that cannot be used; the message names the place, the value, what is allowed and the remedy.
/// </summary>
public sealed class DataException : Exception
{
    /// <summary>An error at a place in <paramref name="path"/>: <c>path, line 3, column "AF3": …</c>.</summary>
    /// <param name="path">The file, or a name for the table when there is no file.</param>
    /// <param name="problem">What is wrong, with the value and the allowed range, and what to do.</param>
    /// <param name="line">Line of the file from 1, or <see langword="null"/> when the whole file is meant.</param>
    /// <param name="column">Name or position of the column, or <see langword="null"/>.</param>
    /// <param name="cause">The error below, if any.</param>
    public DataException(string path, string problem, long? line = null, string? column = null, Exception? cause = null)
        : base(path + (line is null ? "" : $", line {line}") + (column is null ? "" : $", column \"{column}\"") + ": "
            + problem, cause)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(problem);
        Path = path;
        Line = line;
        Column = column;
    }

    /// <summary>The file, or a name for the table.</summary>
    public string Path { get; }

    /// <summary>Line of the file from 1.</summary>
    public long? Line { get; }

    /// <summary>Name or position of the column.</summary>
    public string? Column { get; }

    /// <summary>
    /// Options that remedy it, as a configuration has them: "segments", "missing=drop"; empty where none does. A
    /// command
    /// line adds its names of them to the message.
    /// </summary>
    public IReadOnlyList<string> Remedies { get; init; } = [];
}
