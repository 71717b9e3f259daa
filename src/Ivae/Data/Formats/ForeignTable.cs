namespace Ivae.Data;

/// <summary>A table of which some columns cannot be read, or are no measurements.</summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="Names">Names of the columns.</param>
/// <param name="Column">The column at a position.</param>
internal sealed record ForeignTable(string Path, IReadOnlyList<string> Names, Func<int, TableColumn> Column)
{
    // The name that pandas gives to an index without one.
    private const string IndexPrefix = "__index_level_";

    /// <summary>Columns that cannot be read, with the reason.</summary>
    public IReadOnlyDictionary<int, string> Refused { get; init; } = new Dictionary<int, string>();

    /// <summary>The columns that are chosen, as <see cref="Table.Select"/> takes them.</summary>
    /// <exception cref="DataException">A column cannot be read, or a value not be used.</exception>
    public Table Select(TableOptions options, ColumnChoice choose)
    {
        var notes = new List<string>();
        var table = Table.Select(Path, Names, Column, options, Choose);
        table.Notes = notes;
        return table;

        IReadOnlyList<ColumnRequest> Choose(IReadOnlyList<string> names)
        {
            var requests = new List<ColumnRequest>();
            foreach (var request in choose(names))
            {
                var name = names[request.Position];
                var isAsked = request.Use is ColumnUse.Numeric or ColumnUse.Text;
                if (Refused.TryGetValue(request.Position, out var reason) && isAsked)
                    throw new DataException(Path, reason, column: name);
                if (request.Use == ColumnUse.IfNumeric && name.StartsWith(IndexPrefix, StringComparison.Ordinal))
                    reason = "numbers the rows";
                if (reason is null)
                    requests.Add(request);
                else
                    notes.Add($"left out: \"{name}\" {reason}");
            }

            return requests;
        }
    }
}
