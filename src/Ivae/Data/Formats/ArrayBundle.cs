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

    /// <summary>Reads the array under a key.</summary>
    /// <exception cref="DataException">There is no such key, or its array cannot be read.</exception>
    public NpyArray Read(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Keys.Contains(key)
            ? read(key)
            : throw new DataException(
                path, $"no array \"{key}\"{NearestName.Hint(key, Keys)} The file holds {NearestName.List(Keys)}.");
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
