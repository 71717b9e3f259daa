using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>
/// Reads all numbers of a file of any format: a table, an array, or one array of several, addressed as
/// <c>file.npz:key</c>.
/// </summary>
internal static class TableReader
{
    /// <summary>The numbers at an address, <c>[N, D]</c>; a leading column "row" is left out.</summary>
    /// <exception cref="DataException">
    /// The file cannot be read, a table has a column that is not numeric, or a file of several arrays needs a key.
    /// </exception>
    public static Matrix ReadMatrix(string address) => Read(address).Values;

    /// <summary>
    /// The numbers at an address with the names of their columns; those of an array are its key and their position from
    /// 1.
    /// </summary>
    /// <param name="address">The file, or <c>file.npz:key</c>.</param>
    /// <param name="missing">What to do with rows that lack a value.</param>
    /// <param name="usual">The array to take of a file of several where none is named, if it is there.</param>
    /// <exception cref="DataException">As <see cref="ReadMatrix"/>.</exception>
    public static NamedMatrix Read(
        string address, MissingValues missing = MissingValues.Refuse, string? usual = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (missing == MissingValues.Model)
            throw new ArgumentException("only a fitted model takes rows that lack values; drop them.", nameof(missing));
        var (path, key) = Split(address);
        return FileFormat.Open(path, (format, stream) => format.ReadNumbers(stream, path, key, usual, missing));
    }

    /// <summary>
    /// Cuts <c>file.npz:key</c> in two; the colon of a drive letter comes before the ending and never counts.
    /// </summary>
    internal static (string Path, string? Key) Split(string address)
    {
        var endings = FileFormat.All.OfType<ArrayFormat>()
            .Where(format => format.HasKeys)
            .SelectMany(format => format.Extensions);
        var at = endings.Max(End);
        return at > 0 && !File.Exists(address) ? (address[..at], address[(at + 1)..]) : (address, null);

        int End(string ending)
        {
            var start = address.LastIndexOf(ending + ":", StringComparison.OrdinalIgnoreCase);
            return start > 0 ? start + ending.Length : 0;
        }
    }

    /// <summary>
    /// Names of the columns of an array: "x1", "x2", …, or its name alone for a vector that is not
    /// <paramref name="numbered"/>.
    /// </summary>
    internal static string[] Names(string name, int columns, bool numbered = true) =>
        columns == 1 && !numbered ? [name] : [.. Enumerable.Range(1, columns).Select(column => $"{name}{column}")];
}
