using System.Globalization;

namespace Ivae.Data;

/// <summary>The names in the first record of a text table.</summary>
/// <param name="IsThere">Whether the first record holds names.</param>
/// <param name="Shape">How they lie over the columns.</param>
/// <param name="Notes">What was assumed, for people.</param>
internal sealed record Header(bool IsThere, HeaderShape Shape, IReadOnlyList<string> Notes)
{
    private const string ToSay = "; set dataset.header=false if it is a row";

    // Columns from which a row that counts from 0 is no chance.
    private const int LeastCount = 5;

    /// <summary>Finds out whether the first of some records holds the names.</summary>
    /// <param name="records">The first records of the table.</param>
    /// <param name="rules">What its cells say.</param>
    /// <param name="given">What the user says, if anything.</param>
    public static Header Find(List<string[]> records, CellRules rules, bool? given)
    {
        if (records.Count == 0)
            return new Header(given ?? false, HeaderShape.Full, []);
        var shape = ShapeOf(records, rules);
        var offset = shape == HeaderShape.RowNames ? 1 : 0;
        var first = records[0];
        var notes = new List<string>();
        var isThere = given;
        if (isThere is null && shape is HeaderShape.RowNames or HeaderShape.RowsEndWithDelimiter
            or HeaderShape.RowsEndBeforeLast)
            isThere = true;
        if (isThere is null && IsCounting(first) && IsOverOtherNumbers(records, rules))
        {
            notes.Add($"the first record, which counts from 0 to {first[^1]}, is taken for names{ToSay}");
            isThere = true;
        }

        isThere ??= HasNames(records, offset, rules);
        if (isThere.Value && notes.Count == 0 && given is null)
        {
            string[] numbers = [.. first.Where(name => TableLayout.IsNumber(name, rules))];
            if (numbers.Length > 0)
                notes.Add($"{NearestName.List(numbers)} in the first record " + (numbers.Length == 1
                    ? "is a number and is taken for a name"
                    : "are numbers and are taken for names") + ToSay);
        }

        return new Header(isThere.Value, isThere.Value ? shape : HeaderShape.Full, notes);
    }

    private static HeaderShape ShapeOf(List<string[]> records, CellRules rules)
    {
        var (first, rows) = (records[0], records.Skip(1).ToList());
        if (EndBeforeLast(first, rows, rules))
            return HeaderShape.RowsEndBeforeLast;
        if (rows.Count == 0 || rows.Exists(row => row.Length != rows[0].Length))
            return HeaderShape.Full;
        return (rows[0].Length - first.Length) switch
        {
            1 when rows.TrueForAll(row => row[^1].Length == 0) => HeaderShape.RowsEndWithDelimiter,
            1 => HeaderShape.RowNames,
            -1 when first[^1].Length == 0 => HeaderShape.NamesEndWithDelimiter,
            _ => HeaderShape.Full,
        };
    }

    // Most rows are shorter by one than the names; what the others have there, a number never, is the last column's.
    private static bool EndBeforeLast(string[] first, List<string[]> rows, CellRules rules)
    {
        var shorter = rows.Count(row => row.Length == first.Length - 1);
        return first[^1].Length > 0 && 2 * shorter > rows.Count && rows.TrueForAll(row =>
            row.Length == first.Length - 1 || row.Length == first.Length && !TableLayout.IsNumber(row[^1], rules));
    }

    // Names above numbers are a header; so is a first record of names only. A number in it speaks against.
    private static bool HasNames(List<string[]> records, int offset, CellRules rules)
    {
        var first = records[0];
        var isNumber = Array.ConvertAll(first, cell => Kind(cell, rules));
        for (var j = 0; j < first.Length; j++)
            if (isNumber[j] == false && Column(records, j + offset, rules) == true)
                return true;
        return Array.IndexOf(isNumber, false) >= 0 && Array.IndexOf(isNumber, true) < 0;
    }

    // The first column may be an index without a name.
    private static bool IsCounting(string[] first)
    {
        var start = first[0].Length == 0 ? 1 : 0;
        if (first.Length - start < 2)
            return false;
        for (var j = start; j < first.Length; j++)
            if (first[j] != (j - start).ToString(CultureInfo.InvariantCulture))
                return false;
        return true;
    }

    // 0, 1, 2 may be a row of counts: names are over numbers with decimals, or after an empty cell.
    private static bool IsOverOtherNumbers(List<string[]> records, CellRules rules) =>
        records.Count > 1 && (records[0][0].Length == 0 || records[0].Length >= LeastCount
            || records.Skip(1).Any(row => Array.Exists(
                row, cell => TableLayout.IsNumber(cell, rules) && cell.AsSpan().ContainsAny(".,eE"))));

    private static bool? Column(List<string[]> records, int column, CellRules rules)
    {
        bool? numeric = null;
        foreach (var record in records.Skip(1))
            if (column < record.Length && Kind(record[column], rules) is { } kind)
                numeric = kind && numeric != false;
        return numeric;
    }

    private static bool? Kind(string cell, CellRules rules) =>
        rules.IsMissing(System.Text.Encoding.UTF8.GetBytes(cell)) ? null : TableLayout.IsNumber(cell, rules);
}
