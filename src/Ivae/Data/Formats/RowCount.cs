namespace Ivae.Data;

/// <summary>Columns that number the rows and measure nothing.</summary>
internal static class RowCount
{
    // Rows from which a column that counts up is no chance.
    private const int LeastRows = 10;

    /// <summary>
    /// Whether a column counts the rows, 0, 1, 2, … or 1, 2, 3, …; one without a name at the first place also if its
    /// whole numbers are all different, as those of rows that were chosen from others.
    /// </summary>
    public static bool Counts(TableColumn column, bool isUnnamed)
    {
        if (column.Texts is not null || column.IsTime || column.Numbers is not [var first, ..] numbers)
            return false;
        if (isUnnamed && Array.TrueForAll(numbers, number => number == MathF.Round(number)) && numbers.Length > 1)
            return numbers.Distinct().Count() == numbers.Length;
        if (numbers.Length < LeastRows || first is not (0 or 1))
            return false;
        for (var row = 1; row < numbers.Length; row++)
            if (numbers[row] != numbers[row - 1] + 1)
                return false;
        return true;
    }
}
