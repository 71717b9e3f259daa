using Ivae.Data;

namespace Ivae.Causality;

/// <summary>What is known beforehand: edges that must be there, and edges that cannot.</summary>
/// <param name="Required">Pairs (cause, effect) of columns.</param>
/// <param name="Forbidden">Pairs (cause, effect) of columns; the other direction stays possible unless it is forbidden
/// too.</param>
public sealed record CausalKnowledge(
    IReadOnlyList<(int From, int To)> Required, IReadOnlyList<(int From, int To)> Forbidden)
{
    /// <summary>Nothing is known.</summary>
    public static CausalKnowledge None { get; } = new([], []);

    /// <summary>
    /// Reads a text file with a line for each edge, <c>require A -> B</c> or <c>forbid A -> B</c>; what follows # is a
    /// comment.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="names">Names of the variables.</param>
    /// <exception cref="DataException">A line cannot be read, a name is unknown, an edge is required and forbidden, or
    /// required edges make a cycle.</exception>
    public static CausalKnowledge Read(string path, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(
                path, $"cannot be read: {e.Message.TrimEnd('.')}. Give the path of a text file.", cause: e);
        }

        var (required, forbidden) = (new List<(int, int)>(), new List<(int, int)>());
        var adjacency = new bool[names.Count, names.Count];
        foreach (var (index, line) in lines.Index())
        {
            var content = line.Split('#')[0].Trim();
            if (content.Length == 0)
                continue;
            var words = content.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
            var ends = words.Length < 2 ? [] : words[1].Split("->", StringSplitOptions.TrimEntries);
            if (words[0] is not ("require" or "forbid") || ends.Length != 2)
                throw new DataException(
                    path, $"\"{content}\" is no edge; write require A -> B or forbid A -> B.", index + 1);
            var (from, to) = (Find(ends[0]), Find(ends[1]));
            if (from == to)
                throw new DataException(path, $"\"{content}\": a variable cannot cause itself.", index + 1);
            if ((words[0] == "require" ? forbidden : required).Contains((from, to)))
                throw new DataException(
                    path, $"\"{content}\": the edge is both required and forbidden; keep one.", index + 1);
            (words[0] == "require" ? required : forbidden).Add((from, to));
            if (words[0] == "require" && CausalGraph.Reaches(adjacency, to, from))
                throw new DataException(
                    path, $"\"{content}\" closes a cycle of required edges; leave one of them out.", index + 1);
            adjacency[from, to] |= words[0] == "require";

            int Find(string name)
            {
                var found = names.ToList().IndexOf(name);
                return found >= 0
                    ? found
                    : throw new DataException(path, $"there is no variable \"{name}\"{NearestName.Hint(name, names)} "
                        + $"There are {NearestName.List(names)}.", index + 1);
            }
        }

        return new CausalKnowledge(required, forbidden);
    }
}
