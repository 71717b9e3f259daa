using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>Reads all numbers of a file: a text table, an NPY file, or one array of an NPZ file addressed as <c>file.npz:key</c>.</summary>
public static class TableReader
{
    /// <summary>The numbers at an address, <c>[N, D]</c>; a leading column "row" is left out.</summary>
    /// <exception cref="DataException">
    /// The file cannot be read, a text table has a column that is not numeric, or an NPZ file needs a key.
    /// </exception>
    public static Matrix ReadMatrix(string address) => Read(address).Values;

    /// <summary>
    /// The numbers at an address with the names of their columns; those of an array are its key and their position from 1.
    /// </summary>
    /// <exception cref="DataException">As <see cref="ReadMatrix"/>.</exception>
    public static NamedMatrix Read(string address)
    {
        var (path, key) = Split(address);
        if (IsNpz(path))
        {
            using var file = NpzFile.Open(path);
            if (key is null && file.Keys.Count != 1)
                throw new DataException(path, $"holds {NearestName.List(file.Keys)}; choose one as {path}:KEY.");
            return Named(file.Read(key ?? file.Keys[0]), key ?? file.Keys[0]);
        }

        if (IsNpy(path))
            return Named(Npy.Read(path), "x");
        var table = Table.Read(path);
        foreach (var column in table.Columns)
            if (column.Numbers is null)
                throw new DataException(path, $"\"{column.Texts![0]}\" is not a number; "
                    + "every column must be numeric here.", table.LineNumbers[0], column.Name);
        var hasRow = table.Columns.Count > 1 && table.Columns[0].Name == "row";
        var values = hasRow ? [.. table.Columns.Skip(1)] : table.Columns;
        return new NamedMatrix(Table.ToMatrix(values, table.Rows), [.. values.Select(column => column.Name)],
            hasRow ? [.. table.Columns[0].Numbers!.Select(number => (int)number)] : null);
    }

    /// <summary>Cuts <c>file.npz:key</c> in two; the colon of a drive letter stands before ".npz" and never counts.</summary>
    internal static (string Path, string? Key) Split(string address)
    {
        var at = address.LastIndexOf(".npz:", StringComparison.OrdinalIgnoreCase) + 4;
        return at > 4 && !File.Exists(address) ? (address[..at], address[(at + 1)..]) : (address, null);
    }

    internal static bool IsNpz(string path) => path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);

    internal static bool IsNpy(string path) => path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Names of the columns of an array: "x1", "x2", …, or its name alone for a vector that is not <paramref name="numbered"/>.
    /// </summary>
    internal static string[] Names(string name, int columns, bool numbered = true) =>
        columns == 1 && !numbered ? [name] : [.. Enumerable.Range(1, columns).Select(column => $"{name}{column}")];

    private static NamedMatrix Named(NpyArray array, string name)
    {
        var values = array.ToMatrix();
        return new NamedMatrix(values, Names(name, values.Columns), null);
    }
}
