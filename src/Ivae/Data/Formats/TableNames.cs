namespace Ivae.Data;

/// <summary>The names of the columns of a text table, all different.</summary>
/// <param name="Names">The names; a column without one is "x1", "x2", … by position.</param>
internal sealed record TableNames(string[] Names)
{
    private bool[] Unnamed { get; init; } = [];

    private IReadOnlyList<string> Given { get; init; } = [];

    /// <summary>Whether the file has a header with no name for a column, or no header.</summary>
    public bool IsUnnamed(int column) => Unnamed[column];

    /// <summary>Reads the names from the first record, or makes them.</summary>
    public static TableNames Read(string path, TableLayout layout, TableCells cells)
    {
        if (!cells.Read())
            return new TableNames([]);
        var given = new List<string>();
        for (var j = 0; j < cells.Count; j++)
            given.Add(layout.HasHeader ? TextInput.Decode(path, cells[j], cells.Line) : "");
        if (layout.Shape == HeaderShape.RowNames)
            given.Insert(0, "");
        if (layout.Shape == HeaderShape.NamesEndWithDelimiter)
            given.RemoveAt(given.Count - 1);
        // How pandas names a column that had no name.
        if (given is ["Unnamed: 0", ..])
            given[0] = "";
        bool[] unnamed = [.. given.Select(name => name.Length == 0)];
        for (var j = 0; j < given.Count; j++)
            if (unnamed[j])
                given[j] = given.Contains($"x{j + 1}") ? $"column {j + 1}" : $"x{j + 1}";
        return new TableNames(Unique(given)) { Unnamed = unnamed, Given = given };
    }

    /// <summary>What columns that are taken are called instead of a name that several have, a line each.</summary>
    public IEnumerable<string> Renamed(IEnumerable<int> taken) => Renamed(Given, Names, taken);

    /// <summary>The same for the names of any file.</summary>
    public static IEnumerable<string> Renamed(
        IReadOnlyList<string> given, IReadOnlyList<string> names, IEnumerable<int> taken) =>
        taken.Where(j => given[j] != names[j])
            .Select(j => $"several columns are called \"{given[j]}\": this one is \"{names[j]}\"");

    /// <summary>Distinguishes columns of one name by their positions.</summary>
    public static string[] Unique(IReadOnlyList<string> given)
    {
        string[] names = [.. given];
        foreach (var group in given.Select((name, j) => (Name: name, Position: j)).GroupBy(pair => pair.Name))
            if (group.Count() > 1)
                foreach (var (name, position) in group)
                    names[position] = $"{name} (column {position + 1})";
        return names;
    }
}
