using System.Globalization;

namespace Ivae.Data;

/// <summary>The names in the first record of a text table.</summary>
/// <param name="IsThere">Whether the first record holds names.</param>
/// <param name="Shape">How they lie over the columns.</param>
/// <param name="Notes">What was assumed, for people.</param>
internal sealed record Header(bool IsThere, HeaderShape Shape, IReadOnlyList<string> Notes)
{
    private const string ToSay = "; set dataset.header=false if it is a row";

    // Numbers that count up from which on they are no chance.
    private const int LeastYears = 3;

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

        isThere ??= IsOverIndex(records, rules) || AreYears(records, rules) || HasNames(records, offset, rules);
        if (isThere.Value && notes.Count == 0 && given is null)
        {
            string[] numbers = [.. first.Where(name => TableLayout.IsNumber(name, rules))];
            if (numbers.Length > 0)
                notes.Add($"{NearestName.List(numbers)} in the first record " + (numbers.Length == 1
                    ? "is a number and is taken for a name"
                    : "are numbers and are taken for names") + ToSay);
        }

        if (!isThere.Value && given is null && MayBeNames(records, rules))
            notes.Add("the first record is taken for a row; set dataset.header=true if it holds names");
        if (shape == HeaderShape.RowNames && given != false)
            notes.Add("the first record has one name less than the rows have cells: their first column is taken for "
                + "row names");
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
            1 when AreRowNames(rows, least: 1, rules) => HeaderShape.RowNames,
            -1 when first[^1].Length == 0 => HeaderShape.NamesEndWithDelimiter,
            _ => HeaderShape.Full,
        };
    }

    // As R writes them: all different, texts or whole numbers from 1. Otherwise a name is missing, or a comma is a
    // decimal sign.
    private static bool AreRowNames(List<string[]> rows, int least, CellRules rules) =>
        rows.Select(row => row[0]).Distinct().Count() == rows.Count
        && rows.TrueForAll(row => row[0].Length > 0 && (!TableLayout.IsNumber(row[0], rules)
            || int.TryParse(row[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= least));

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

    // An index has no name, and another value in every row.
    private static bool IsOverIndex(List<string[]> records, CellRules rules) =>
        records is [["", _, ..], _, ..] && Array.IndexOf(records[0], "", 1) < 0
        && AreRowNames(records[1..], least: 0, rules);

    // 1990, 1991, 1992, next to names that no row repeats, or over decimals alone.
    private static bool AreYears(List<string[]> records, CellRules rules)
    {
        string[] numbers = [.. records[0].Where(cell => TableLayout.IsNumber(cell, rules))];
        for (var j = 0; j < numbers.Length; j++)
            if (!int.TryParse(numbers[j], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || j > 0 && number != int.Parse(numbers[j - 1], CultureInfo.InvariantCulture) + 1)
                return false;
        return numbers.Length >= LeastYears && records.Count > 1
            && (numbers.Length < records[0].Length ? !IsRepeated(records, rules) : IsOverDecimals(records, rules));
    }

    // A row of labels and numbers has labels that other rows have too; whole numbers over decimals are no row.
    private static bool MayBeNames(List<string[]> records, CellRules rules) =>
        records.Count > 1 && (Array.Exists(records[0], cell => Kind(cell, rules) == false)
            ? !IsRepeated(records, rules)
            : Array.TrueForAll(records[0], cell => cell.Length > 0 && cell.All(char.IsAsciiDigit))
                && IsOverDecimals(records, rules));

    private static bool IsRepeated(List<string[]> records, CellRules rules) =>
        records[0].Index().Any(name => Kind(name.Item, rules) == false
            && records.Skip(1).Any(row => name.Index < row.Length && row[name.Index] == name.Item));

    private static bool IsOverDecimals(List<string[]> records, CellRules rules) =>
        records.Skip(1).All(row => Array.TrueForAll(row, cell => Kind(cell, rules) is null
            || TableLayout.IsNumber(cell, rules) && cell.AsSpan().ContainsAny(".,eE")));

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
