using System.Numerics;

namespace Ivae.Data;

/// <summary>The arrays of an open file, under their keys; each is read when it is asked for.</summary>
public sealed class ArrayBundle
{
    private readonly string path;
    private readonly Func<string, NpyArray> read;

    /// <summary>The arrays of a file.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="keys">The keys, in the order of the file.</param>
    /// <param name="read">Reads the array under one of them.</param>
    public ArrayBundle(string path, IReadOnlyList<string> keys, Func<string, NpyArray> read)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(read);
        this.path = path;
        this.read = read;
        Keys = keys;
    }

    /// <summary>The keys of the arrays, in the order of the file.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>The key of x where none is chosen.</summary>
    internal string Observed { get; init; } = "x";

    /// <summary>Names of the columns of an array, if the file has them.</summary>
    internal Func<string, IReadOnlyList<string>?> Names { get; init; } = _ => null;

    /// <summary>Names of the rows, if the file has them.</summary>
    internal Func<IReadOnlyList<string>?> RowNames { get; init; } = () => null;

    /// <summary>Reads the array under a key; the last part of a path will do where no other key ends alike.</summary>
    /// <exception cref="DataException">There is no such key, or its array cannot be read.</exception>
    public NpyArray Read(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Find(key) is { } found
            ? read(found)
            : throw new DataException(
                path, $"no array \"{key}\"{NearestName.Hint(key, Keys)} The file holds {NearestName.List(Keys)}.");
    }

    /// <summary>The key that is meant: itself, or the only one that ends in it after a slash or point.</summary>
    internal string? Find(string key)
    {
        if (Keys.Contains(key))
            return key;
        string[] ends = [.. Keys.Where(known => known.EndsWith('/' + key, StringComparison.Ordinal)
            || known.EndsWith('.' + key, StringComparison.Ordinal))];
        return ends.Length == 1 ? ends[0] : null;
    }

    /// <summary>The key of x in a file that need not have one: "x", "X", or that of the only matrix.</summary>
    internal static string OnlyMatrix<T>(IEnumerable<KeyValuePair<string, IReadOnlyList<T>>> shapes)
        where T : INumber<T>
    {
        var all = shapes.ToList();
        if (all.Find(pair => pair.Key is "x" or "X").Key is { } named)
            return named;
        var matrices = all.FindAll(pair => pair.Value.Count == 2 && pair.Value.All(length => length > T.One));
        return matrices.Count == 1 ? matrices[0].Key : "x";
    }

    /// <summary>Reads all arrays of a file of any format that holds arrays.</summary>
    /// <exception cref="DataException">The file cannot be read, or is a table.</exception>
    public static IReadOnlyDictionary<string, NpyArray> ReadAll(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return FileFormat.Open(path, (format, stream) =>
        {
            var bundle = format is ArrayFormat arrays
                ? arrays.Open(stream, path)
                : throw new DataException(path, $"is a table ({format.Name}), not a file of arrays; read it as one.");
            return bundle.Keys.ToDictionary(key => key, bundle.Read);
        });
    }
}
