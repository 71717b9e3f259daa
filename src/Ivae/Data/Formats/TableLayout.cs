using System.Text;
using CsvHelper;

namespace Ivae.Data;

/// <summary>What the start of a text table shows: where it begins, delimiter, decimal sign, and header.</summary>
/// <param name="Delimiter">Between cells; a space means any run of spaces and tabs.</param>
/// <param name="HasHeader">Whether the first record holds the names.</param>
/// <param name="Rules">What its cells say.</param>
internal sealed record TableLayout(char Delimiter, bool HasHeader, CellRules Rules)
{
    private const int RecordsLookedAt = 200;
    private const int CellsLookedAt = 400_000;

    /// <summary>How the names lie over the columns.</summary>
    public HeaderShape Shape { get; private init; }

    /// <summary>What was assumed, for people.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>
    /// Reads the layout off the start of a file, and makes lines before the table blank in it; what is given is not
    /// found out.
    /// </summary>
    public static TableLayout Find(byte[] head, TableOptions options)
    {
        var preamble = TablePreamble.Find(head);
        var text = Encoding.UTF8.GetString(head.AsSpan(preamble.Start));
        var delimiter = options.Delimiter ?? preamble.Delimiter ?? DelimiterSearch.Find(text);
        var records = Records(head.AsMemory(preamble.Start), delimiter);
        if (options.Decimal is not (null or '.' or ','))
            throw new ArgumentException(
                $"the decimal sign is '{options.Decimal}'; give a point or a comma.", nameof(options));
        if (options.Decimal == ',' && delimiter == ',' && !text.Contains('"'))
            throw new ArgumentException("decimals are said to have a comma, and commas separate the cells; write cells "
                + "in quotes or between other signs, or name the delimiter.", nameof(options));
        var comma = options.Decimal is { } sign
            ? sign == ','
            : delimiter != ',' ? HasDecimalCommas(records) : HasQuotedCommas(records);
        var rules = new CellRules(comma, options.MissingTexts);
        var header = Header.Find(records, rules, options.Header);

        // What numpy.savetxt and others write: the names are the last comment.
        var isNamed = options.Header != false && !header.IsThere && preamble.Names is { } names && records.Count > 0
            && Records(head.AsMemory(names), delimiter) is [var comment]
            && comment.Length == records[0].Length && !Array.TrueForAll(comment, cell => IsNumber(cell, rules));
        TablePreamble.Clear(
            head, isNamed ? preamble.Names!.Value.Start.GetOffset(head.Length) : preamble.Start);
        var layout = new TableLayout(delimiter, header.IsThere || isNamed, rules)
        {
            Shape = isNamed ? HeaderShape.Full : header.Shape,
        };
        var left = preamble.Comments - (isNamed ? 1 : 0);
        if (left > 0)
            layout.Notes.Add($"left out, comments before the table: {left} line{(left == 1 ? "" : "s")}");
        if (isNamed)
            layout.Notes.Add("names are taken from the comment before the first row");
        if (comma && options.Decimal is null)
            layout.Notes.Add("decimals are taken to be written with a comma");
        if (!isNamed)
            layout.Notes.AddRange(header.Notes);
        return layout;
    }

    /// <summary>Whether a text is a number that is there.</summary>
    public static bool IsNumber(string cell, CellRules rules) =>
        rules.TryNumber(Encoding.UTF8.GetBytes(cell), out double number) && !double.IsNaN(number);

    private static List<string[]> Records(ReadOnlyMemory<byte> text, char delimiter)
    {
        var (records, count) = (new List<string[]>(), 0);
        try
        {
            using var cells = new TableCells(new MemoryStream(text.ToArray()), delimiter);
            while (records.Count < RecordsLookedAt && count < CellsLookedAt && cells.Read())
            {
                var record = new string[cells.Count];
                for (var j = 0; j < record.Length; j++)
                    record[j] = Encoding.UTF8.GetString(cells[j]);
                if (records.Count == 0 || !record[0].StartsWith('#') && !record[0].StartsWith('%')
                    || record.Length == records[0].Length)
                    records.Add(record);
                count += record.Length;
            }
        }
        catch (CsvFormatException)
        {
            // The head may end inside a quoted cell; a real fault is met again, with its line, when the file is read.
        }

        // The last record may be cut off by the end of the head.
        if (records.Count > 2 && records[^1].Length < records[^2].Length)
            records.RemoveAt(records.Count - 1);
        return records;
    }

    private static bool HasDecimalCommas(List<string[]> records) =>
        records.Exists(record => Array.Exists(record, NumberText.HasComma))
        && !records.Exists(record => Array.Exists(record, NumberText.HasDecimalPoint));

    private static bool HasQuotedCommas(List<string[]> records) =>
        records.Exists(record => Array.Exists(record, NumberText.HasDecimalComma))
        && !records.Exists(record => Array.Exists(record, NumberText.HasDecimalPoint));
}
