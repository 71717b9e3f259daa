using System.Globalization;

namespace Ivae.Data;

/// <summary>Decides whether a column of u is levels, and which.</summary>
internal static class AuxiliaryLevels
{
    /// <summary>The levels of a column, or nothing where it is a number.</summary>
    /// <param name="auxiliary">The column.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="notes">Where what was decided goes.</param>
    /// <exception cref="DataException">Every row has a level of its own.</exception>
    public static CategoricalCoding? Find(AuxiliaryColumn auxiliary, string path, List<string> notes)
    {
        var (column, said, oneHotLevels) = auxiliary;
        var name = column.Name;
        if (oneHotLevels > 0)
            return new CategoricalCoding { Name = name, Levels = AuxiliaryRecipe.Numbered(oneHotLevels) };
        if (column.Texts is null && said == false)
            return null;
        if (said is null && column.Texts?.FirstOrDefault(IsNumber) is { } number)
            notes.Add($"u: {name} taken as levels of texts, though some are numbers (\"{number}\")");
        if (column.Texts is { } texts)
            return Checked(new CategoricalCoding { Name = name, Levels = Sorted(texts), IsText = true }, column, path,
                said, notes);
        var mayBeLevels = said == true || column.IsTime || IsWhole(column);
        var levels = mayBeLevels ? Different(column) : null;
        if (said is null && levels is not null && levels.Count > DataDecisions.MostLevels(column.Rows))
        {
            notes.Add(column.IsTime
                ? $"u: {name} taken as a time in seconds ({levels.Count} values); write {name}:categorical for levels"
                : $"u: {name} taken as a number ({levels.Count} values); write {name}:categorical for levels");
            return null;
        }

        if (levels is null)
            return null;
        if (said is null)
            notes.Add($"u: {name} taken as {levels.Count} level{(levels.Count == 1 ? "" : "s")}; "
                + $"write {name}:numeric for a " + (column.IsTime ? "time" : "number"));
        var sorted = column.IsTime ? levels.Order(StringComparer.Ordinal) : levels.OrderBy(Value);
        var coding = new CategoricalCoding { Name = name, Levels = [.. sorted], IsText = column.IsTime };
        return Checked(coding, column, path, said, notes);
    }

    /// <summary>What a row of a column is called as a level.</summary>
    public static string Label(TableColumn column, int row)
    {
        if ((column.Texts ?? column.Labels) is { } labels)
            return labels[row];
        if (column.Distances is not { } distances)
            return AuxiliaryRecipe.Level(column.Numbers![row]);
        var number = column.Origin + distances[row];
        return (float)number == number
            ? AuxiliaryRecipe.Level((float)number)
            : number.ToString(CultureInfo.InvariantCulture);
    }

    private static CategoricalCoding Checked(
        CategoricalCoding coding, TableColumn column, string path, bool? said, List<string> notes)
    {
        var rows = new Dictionary<string, int>();
        for (var row = 0; row < column.Rows; row++)
        {
            var label = Label(column, row);
            rows[label] = rows.GetValueOrDefault(label) + 1;
        }

        var single = rows.Count(level => level.Value == 1);
        var isLost = said != true && column.Rows >= DataDecisions.LeastRowsOfLevel;
        if (isLost && 2 * single > column.Rows)
            throw new DataException(path, $"has {rows.Count} different texts in {column.Rows} rows, {single} of them "
                + "in one row alone; a level needs several rows to be of use. Choose another auxiliary column, or cut "
                + "the time into segments.", column: column.Name)
            {
                Remedies = ["segments"],
            };
        if (single > 0)
            notes.Add($"u: {single} of the {rows.Count} levels of {coding.Name} {(single == 1 ? "has" : "have")} one "
                + "row alone, which says nothing of what they change");
        return coding;
    }

    private static bool IsWhole(TableColumn column)
    {
        if (column.Distances is not { } distances)
            return Array.TrueForAll(column.Numbers!, number => number == MathF.Round(number));
        var part = column.Origin - Math.Round(column.Origin);
        return part == 0 && Array.TrueForAll(distances, distance => distance == Math.Round(distance));
    }

    private static HashSet<string> Different(TableColumn column)
    {
        var levels = new HashSet<string>();
        for (var row = 0; row < column.Rows; row++)
            levels.Add(Label(column, row));
        return levels;
    }

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string[] Sorted(string[] texts) => [.. texts.Distinct().Order(StringComparer.Ordinal)];

    private static decimal Value(string label) =>
        decimal.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
        : double.Parse(label, CultureInfo.InvariantCulture) > 0 ? decimal.MaxValue : decimal.MinValue;
}
