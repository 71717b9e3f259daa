using System.Globalization;
using System.Text;

namespace Ivae.Data;

/// <summary>
/// Chooses columns by a comma-separated list of names, positions from 1, and ranges <c>A:B</c> in file order (of names
/// or positions). A name wins over a position that is written alike; a name with a comma, colon or quote in it is put
/// in double quotes, quotes inside doubled.
/// </summary>
internal static class ColumnSelection
{
    /// <summary>The positions, from 0, of the columns that <paramref name="columns"/> chooses, in its order.</summary>
    /// <param name="columns">For example <c>AF3:O1,"left, upper",14</c>.</param>
    /// <param name="names">Names of the columns of the table.</param>
    /// <exception cref="ArgumentException">
    /// A column is unknown or chosen twice, a range runs backwards, or a quote is not closed.
    /// </exception>
    public static IReadOnlyList<int> Parse(string columns, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(names);
        return [.. ParseTyped(columns, names, typed: false).Select(choice => choice.Position)];
    }

    /// <summary>As <see cref="Parse"/>, where an item may end in <c>:categorical</c> or <c>:numeric</c>.</summary>
    internal static IReadOnlyList<(int Position, bool? Categorical)> ParseTyped(
        string columns, IReadOnlyList<string> names, bool typed = true)
    {
        var chosen = new List<(int Position, bool? Categorical)>();
        foreach (var item in Split(columns))
        {
            var parts = item;
            bool? categorical = null;
            var kind = parts[^1] is { Quoted: false, Text: "categorical" or "numeric" };
            if (typed && kind && parts.Count > 1 && Find(Whole(parts), names) is null)
            {
                categorical = parts[^1].Text == "categorical";
                parts = parts[..^1];
            }

            var (first, last) = Bounds(columns, parts, names);
            for (var position = first; position <= last; position++)
            {
                if (chosen.Exists(choice => choice.Position == position))
                    throw new ArgumentException($"\"{columns}\" chooses column \"{names[position]}\" twice; "
                        + "name it once.", nameof(columns));
                chosen.Add((position, categorical));
            }
        }

        return chosen;
    }

    private static (int First, int Last) Bounds(string columns, List<Part> parts, IReadOnlyList<string> names)
    {
        // A name may hold a colon: read as a whole first, then as two ends.
        if (Find(Whole(parts), names) is { } single)
            return (single, single);
        if (parts.Count != 2)
            throw Unknown(Whole(parts).Text, names);
        var first = Find(parts[0], names) ?? throw Unknown(parts[0].Text, names);
        var last = Find(parts[1], names) ?? throw Unknown(parts[1].Text, names);
        if (last < first)
            throw new ArgumentException(
                $"\"{columns}\": range {parts[0].Text}:{parts[1].Text} runs backwards (columns {first + 1} to "
                + $"{last + 1}); write it in file order.", nameof(columns));
        return (first, last);
    }

    private static int? Find(Part part, IReadOnlyList<string> names)
    {
        for (var position = 0; position < names.Count; position++)
            if (names[position] == part.Text)
                return position;
        var isNumber = int.TryParse(part.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return isNumber && !part.Quoted && number >= 1 && number <= names.Count ? number - 1 : null;
    }

    private static Part Whole(List<Part> parts) =>
        parts.Count == 1 ? parts[0] : new Part(string.Join(':', parts.Select(part => part.Text)), true);

    private static ArgumentException Unknown(string given, IReadOnlyList<string> names) => new(
        $"no column \"{given}\"{NearestName.Hint(given, names)} The columns are {NearestName.List(names)}, "
            + $"at positions 1 to {names.Count}.",
        "columns");

    private static List<List<Part>> Split(string columns)
    {
        var items = new List<List<Part>> { new() };
        var text = new StringBuilder();
        bool inQuotes = false, quoted = false;
        for (var i = 0; i <= columns.Length; i++)
        {
            var c = i < columns.Length ? columns[i] : ',';
            if (i == columns.Length && inQuotes)
                throw new ArgumentException($"\"{columns}\": a quote is opened and not closed.", nameof(columns));
            if (inQuotes && c == '"' && i + 1 < columns.Length && columns[i + 1] == '"')
                text.Append(columns[++i]);
            else if (c == '"' && (inQuotes || string.IsNullOrWhiteSpace(text.ToString())))
                (inQuotes, quoted) = (!inQuotes, true);
            else if (!inQuotes && c is ',' or ':')
            {
                items[^1].Add(new Part(quoted ? text.ToString() : text.ToString().Trim(), quoted));
                text.Clear();
                quoted = false;
                if (c == ',' && i < columns.Length)
                    items.Add([]);
            }
            else if (inQuotes || !quoted || c != ' ')
                text.Append(c);
        }

        return items;
    }

    private readonly record struct Part(string Text, bool Quoted);
}
