using System.Globalization;
using System.Text;
using CsvHelper;

namespace Ivae.Data;

/// <summary>What the start of a text table tells: delimiter, header, and which columns are numeric.</summary>
/// <param name="Delimiter">Between cells; a space stands for any run of spaces and tabs.</param>
/// <param name="HasHeader">Whether the first record holds the names.</param>
/// <param name="Numeric">Per column, whether the first value that is not missing is a number; unknown if all seen are
/// missing.</param>
internal sealed record TableLayout(char Delimiter, bool HasHeader, bool?[] Numeric)
{
    private const int LinesLookedAt = 50;

    /// <summary>Reads the layout off the first bytes of a file; what is given is not found out.</summary>
    public static TableLayout Find(byte[] head, TableOptions options)
    {
        using var text =
            new StreamReader(new MemoryStream(head), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var delimiter = options.Delimiter ?? FindDelimiter(text.ReadToEnd());
        using var cells = new TableCells(new MemoryStream(head), delimiter);
        if (!cells.Read())
            return new TableLayout(delimiter, options.Header ?? false, []);
        var first = new string[cells.Count];
        for (var j = 0; j < first.Length; j++)
            first[j] = cells.Text(j);

        var numeric = new bool?[first.Length];
        var second = (bool?[])numeric.Clone();
        try
        {
            for (var record = 0; Array.IndexOf(numeric, null) >= 0 && cells.Read(); record++)
            {
                for (var j = 0; j < Math.Min(first.Length, cells.Count); j++)
                    numeric[j] ??= Kind(cells[j]);
                if (record == 0)
                    second = (bool?[])numeric.Clone();
            }
        }
        catch (CsvFormatException)
        {
            // The head may end inside a quoted cell; a real fault is met again, with its line, when the file is read.
        }

        var firstKinds = Array.ConvertAll(first, cell => Kind(Encoding.UTF8.GetBytes(cell)));
        var hasHeader = options.Header ?? IsHeader(firstKinds, second);
        if (!hasHeader)
            for (var j = 0; j < first.Length; j++)
                numeric[j] = firstKinds[j] ?? numeric[j];
        return new TableLayout(delimiter, hasHeader, numeric);
    }

    /// <summary>Whether a cell is missing: empty, NA, NaN, null or ?.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> cell) => cell.Length switch
    {
        0 => true,
        1 => cell[0] == '?',
        2 => Ascii.EqualsIgnoreCase(cell, "na"u8),
        3 => Ascii.EqualsIgnoreCase(cell, "nan"u8),
        4 => Ascii.EqualsIgnoreCase(cell, "null"u8) || Ascii.EqualsIgnoreCase(cell, "-nan"u8),
        _ => false,
    };

    /// <summary>The number in a cell; infinite where it says so or is too large for single precision.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> cell, out float number)
    {
        if (float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return true;
        number = float.PositiveInfinity;
        return Ascii.EqualsIgnoreCase(cell.TrimStart("+-"u8), "inf"u8);
    }

    private static bool? Kind(ReadOnlySpan<byte> cell) => IsMissing(cell) ? null : TryNumber(cell, out _);

    // Names above numbers are a header; so is a first record of names only. A number in it speaks against.
    private static bool IsHeader(bool?[] first, bool?[] second)
    {
        for (var j = 0; j < first.Length; j++)
            if (first[j] == false && second[j] == true)
                return true;
        return Array.IndexOf(first, false) >= 0 && Array.IndexOf(first, true) < 0;
    }

    // The first of the candidates that cuts all lines into one number (> 1) of cells; else the one that cuts the first
    // line most often. The comma stands after the semicolon because it is also a decimal sign, and spaces come last
    // because they stand after commas.
    private static char FindDelimiter(string text)
    {
        ReadOnlySpan<char> candidates = "\t;,| ";
        var counts = CountPerLine(text, candidates);
        var best = ',';
        var most = 0;
        for (var candidate = 0; candidate < candidates.Length; candidate++)
        {
            var inFirst = counts.Count == 0 ? 0 : counts[0][candidate];
            if (inFirst > 0 && counts.TrueForAll(line => line[candidate] == inFirst))
                return candidates[candidate] == '\t' && IsNumbersBetweenSpaces(text, counts)
                    ? ' '
                    : candidates[candidate];
            if (inFirst > most)
                (best, most) = (candidates[candidate], inFirst);
        }

        return best;
    }

    // Some tables mix tabs with spaces between numbers, or end lines with a tab: told by the second line, since the
    // first may hold names.
    private static bool IsNumbersBetweenSpaces(string text, List<int[]> counts)
    {
        var lines = text.Trim().Split('\n', 3);
        var line = lines[Math.Min(1, lines.Length - 1)];
        return counts.TrueForAll(gaps => gaps[^1] == counts[0][^1])
            && Array.Exists(line.Split('\t'), cell => cell.Trim().Contains(' '))
            && Array.TrueForAll(
                line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries),
                cell => TryNumber(Encoding.UTF8.GetBytes(cell), out _));
    }

    // Per line, how many gaps each candidate makes outside quotes; a gap of spaces counts once, and not at the ends of
    // the line.
    private static List<int[]> CountPerLine(string text, ReadOnlySpan<char> candidates)
    {
        var lines = new List<int[]>();
        var counts = new int[candidates.Length];
        bool quoted = false, blank = true, gap = false;
        foreach (var c in text)
        {
            if (c == '"')
                quoted = !quoted;
            if (c is '\n' or '\r' && !quoted)
            {
                if (!blank)
                    lines.Add(counts);
                if (lines.Count == LinesLookedAt)
                    return lines;
                (counts, blank, gap) = (new int[candidates.Length], true, false);
                continue;
            }

            var space = c is ' ' or '\t' && !quoted;
            if (!quoted && c != ' ' && candidates.IndexOf(c) is >= 0 and var candidate)
                counts[candidate]++;
            if (gap && !space && !blank)
                counts[^1]++;
            gap = space;
            blank &= space;
        }

        // A last line without an end may be cut off by the end of the head.
        if (lines.Count == 0 && !blank)
            lines.Add(counts);
        return lines;
    }
}
