namespace Ivae.Data;

/// <summary>Finds what separates the cells of a text table.</summary>
internal static class DelimiterSearch
{
    private const int LinesLookedAt = 50;
    private const string Candidates = "\t;,| ";

    private static readonly CellRules Points = new(false, []);
    private static readonly CellRules Commas = new(true, []);

    /// <summary>
    /// The first of the candidates that cuts all lines into one number (> 1) of cells, of which the first may have one
    /// less; else one but spaces that cuts all lines but the first so, which is then no record of the table; else the
    /// one that cuts the first line most often. The comma comes after the semicolon because it is also a
    /// decimal sign, and spaces come last because they follow commas.
    /// </summary>
    public static char Find(string text)
    {
        var counts = CountPerLine(text, Candidates);
        var (best, most, regular) = (',', 0, default(char?));
        for (var candidate = 0; candidate < Candidates.Length; candidate++)
        {
            var inFirst = counts.Count == 0 ? 0 : counts[0][candidate];
            var inOthers = counts.Count > 1 ? counts[1][candidate] : inFirst;
            var isRegular = counts.Skip(1).All(line => line[candidate] == inOthers);
            if (isRegular && inOthers > 0 && (inFirst == inOthers || inFirst == inOthers - 1 && inFirst > 0))
                return Candidates[candidate] switch
                {
                    '\t' when IsNumbersBetweenSpaces(text, counts, Points) => ' ',
                    ',' when IsNumbersBetweenSpaces(text, counts, Commas) && !IsNumbers(text, ',', Points) => ' ',
                    var found => found,
                };
            if (isRegular && inOthers > 0 && counts.Count > 2 && Candidates[candidate] != ' ')
                regular ??= Candidates[candidate];
            if (inFirst > most)
                (best, most) = (Candidates[candidate], inFirst);
        }

        return regular ?? best;
    }

    // Some tables mix tabs with spaces between numbers, or end lines with a tab: decided by the second line, since the
    // first may hold names. Commas between spaces are decimal signs.
    private static bool IsNumbersBetweenSpaces(string text, List<int[]> counts, CellRules rules)
    {
        var line = SecondLine(text);
        return counts.TrueForAll(gaps => gaps[^1] == counts[0][^1])
            && Array.Exists(line.Split('\t'), cell => cell.Trim().Contains(' '))
            && Array.TrueForAll(
                line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries),
                cell => TableLayout.IsNumber(cell, rules));
    }

    private static bool IsNumbers(string text, char delimiter, CellRules rules) =>
        Array.TrueForAll(SecondLine(text).Split(delimiter), cell => TableLayout.IsNumber(cell.Trim(), rules));

    private static string SecondLine(string text)
    {
        var lines = text.Trim().Split('\n', 3);
        return lines[Math.Min(1, lines.Length - 1)];
    }

    // Per line, how many gaps each candidate makes outside quotes; a gap of spaces counts once, and not at the ends of
    // the line.
    private static List<int[]> CountPerLine(string text, string candidates)
    {
        var lines = new List<int[]>();
        var counts = new int[candidates.Length];
        bool quoted = false, blank = true, gap = false, comment = false;
        foreach (var c in text)
        {
            comment |= blank && c is '#' or '%' && lines.Count > 0;
            if (c == '"' && !comment)
                quoted = !quoted;
            if (c is '\n' or '\r' && !quoted)
            {
                if (!blank && !comment)
                    lines.Add(counts);
                if (lines.Count == LinesLookedAt)
                    return lines;
                (counts, blank, gap, comment) = (new int[candidates.Length], true, false, false);
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
