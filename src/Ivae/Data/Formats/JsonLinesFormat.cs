using System.Text.Json;

namespace Ivae.Data;

/// <summary>JSON Lines: one row per line, an object whose members are the columns.</summary>
internal sealed class JsonLinesFormat : TableFormat
{
    public override string Name => "JSON Lines";

    public override IReadOnlyList<string> Extensions => [".jsonl"];

    public override bool CanWrite => true;

    public override bool Recognises(ReadOnlySpan<byte> head) => head.StartsWith("{\""u8);

    public override Table Read(Stream stream, string path, TableOptions options, ColumnChoice choose)
    {
        var (rows, lines) = (new List<JsonElement>(), new List<int>());
        using var reader = new StreamReader(stream, leaveOpen: true);
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;
            rows.Add(Parse(text, path, line));
            lines.Add(line);
        }

        string[] names = rows.Count == 0 ? [] : [.. rows[0].EnumerateObject().Select(member => member.Name)];
        return Table.Select(path, names, position => Column(names[position], rows), options, choose, lines);
    }

    public override void Write(Stream stream, IReadOnlyList<TableColumn> columns, IReadOnlyList<int>? rowNumbers = null)
    {
        for (var row = 0; row < columns[0].Rows; row++)
        {
            var members = new Dictionary<string, object>();
            if (rowNumbers is not null)
                members["row"] = rowNumbers[row];
            foreach (var column in columns)
                members[column.Name] = column.Texts is { } texts ? texts[row] : column.Numbers![row];
            JsonSerializer.Serialize(stream, members);
            stream.WriteByte((byte)'\n');
        }
    }

    private static JsonElement Parse(string text, string path, int line)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException error)
        {
            throw new DataException(
                path, $"is not JSON ({error.Message}); write one object per line.", line, cause: error);
        }
    }

    /// <summary>
    /// Numbers where all members are, with NaN for null and for members that are missing; otherwise texts.
    /// </summary>
    private static TableColumn Column(string name, List<JsonElement> rows)
    {
        var members = rows.ConvertAll(row => row.TryGetProperty(name, out var member) ? member : default);
        return members.Exists(member => member.ValueKind == JsonValueKind.String)
            ? new TableColumn(name, [.. members.Select(member => member.ToString())])
            : new TableColumn(name, [.. members.Select(Number)]);
    }

    private static float Number(JsonElement member) =>
        member.ValueKind == JsonValueKind.Number ? member.GetSingle() : float.NaN;
}
