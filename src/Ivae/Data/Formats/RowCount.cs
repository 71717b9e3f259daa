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
        if (column.Texts is not null || column.IsTime)
            return false;
        if (isUnnamed && column.Rows > 1 && column.Singles().All(number => number == MathF.Round(number)))
            return column.Singles().Distinct().Count() == column.Rows;
        float? next = null;
        foreach (var number in column.Singles())
        {
            if (next is null ? number is not (0 or 1) : number != next)
                return false;
            next = number + 1;
        }

        return column.Rows >= LeastRows;
    }
}
