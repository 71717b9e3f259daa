using System.Text.RegularExpressions;

namespace Ivae.Test.House;

/// <summary>
/// The order of the rooms of the house: the folders of the library, then the assemblies above it. A room may know those
/// before it. The order is declared once, by the rows of the table in docs/architecture.md.
/// </summary>
/// <param name="Rooms">Paths such as <c>src/Ivae/Numerics</c> or <c>src/Ivae.Cli</c>, in order.</param>
/// <param name="Types">Names of the types that each room declares.</param>
internal sealed partial record HouseOrder(IReadOnlyList<string> Rooms, ILookup<string, string> Types)
{
    /// <summary>Reads the order from the document, and from the sources which type is declared where.</summary>
    /// <param name="document">Text of docs/architecture.md.</param>
    /// <param name="sources">All sources below src.</param>
    public static HouseOrder Read(string document, IEnumerable<SourceFile> sources)
    {
        string[] rooms = [.. Row().Matches(document).Select(row => row.Groups["room"].Value)];
        var types = sources.SelectMany(source => Declaration().Matches(source.Text)
            .Select(type => (Room: RoomOf(source.Path), Type: type.Groups["name"].Value)));
        return new HouseOrder(rooms, types.ToLookup(entry => entry.Room, entry => entry.Type));
    }

    /// <summary>The room of a file: its folder in the library, or its assembly.</summary>
    public static string RoomOf(string path) =>
        path.Split('/') is ["src", "Ivae", var folder, _, ..]
            ? $"src/Ivae/{folder}"
            : string.Join('/', path.Split('/').Take(2));

    /// <summary>Each other room that a file names, with the number of the line, from 1.</summary>
    public IEnumerable<(string Room, int Line)> KnownBy(SourceFile file)
    {
        var own = RoomOf(file.Path);
        return file.Lines.Index().SelectMany(line => Named(line.Item).Where(room => room != own).Distinct()
            .Select(room => (room, line.Index + 1)));
    }

    /// <summary>Each reference of a file against the order, in words.</summary>
    public IEnumerable<string> Violations(SourceFile file)
    {
        var own = RoomOf(file.Path);
        foreach (var (room, line) in KnownBy(file))
            if (Position(own) >= 0 && Position(room) >= Position(own))
                yield return $"{file.Path}:{line}: {own} knows {room}, which comes after it in docs/architecture.md";
    }

    /// <summary>Place of a room in the order, from 0; −1 where the table has no row for it.</summary>
    private int Position(string room) => Array.IndexOf([.. Rooms], room);

    /// <summary>Rooms in a line: Ivae.Room anywhere, and Room.Type where the room declares that type.</summary>
    private IEnumerable<string> Named(string line)
    {
        foreach (Match name in QualifiedName().Matches(line))
        {
            var parts = name.Value.Split('.');
            var full = parts[0] == "Ivae";
            var first = full ? parts[1] : parts[0];
            if (Rooms.FirstOrDefault(room => room == $"src/Ivae/{first}" || room == $"src/Ivae.{first}") is { } room
                && (full || parts.Skip(1).Any(part => Types[room].Contains(part))))
                yield return room;
        }
    }

    [GeneratedRegex(@"^\| `(?<room>src/Ivae[\w./]*)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\b(?:class|struct|record|enum|interface|delegate \w+)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(?:\.[A-Z]\w*)+")]
    private static partial Regex QualifiedName();
}
