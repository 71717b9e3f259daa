using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>
/// A round number near the values of a column that lie far from 0: single precision holds what they differ from it by.
/// </summary>
internal static class Origin
{
    // Single precision keeps a range to 1e-5 of it where values lie no further from 0 than so many ranges.
    private const double Far = 64;

    // Ranges of a column that its origin is rounded to, so that a constant that was added to it is likely to be found.
    private const double Round = 10;

    private const int RowsAtOnce = 512;

    /// <summary>Whether values lie far from 0 compared with their range.</summary>
    public static bool IsFar(double lowest, double highest) =>
        highest > lowest && (highest - lowest) * Far < Math.Max(Math.Abs(lowest), Math.Abs(highest));

    /// <summary>The origin of values; 0 unless they lie far from it.</summary>
    public static double Of(double lowest, double highest)
    {
        if (!IsFar(lowest, highest))
            return 0;
        var step = Math.Pow(10, Math.Ceiling(Math.Log10(Round * (highest - lowest))));
        return Math.Round((lowest + (highest - lowest) / 2) / step) * step;
    }

    /// <summary>The origin of a column; 0 where it is known in single precision alone.</summary>
    public static double Of(TableColumn column)
    {
        if (column.Distances is not { Length: > 0 } distances)
            return 0;
        var (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var distance in distances)
            if (!double.IsNaN(distance))
                (lowest, highest) = (Math.Min(lowest, distance), Math.Max(highest, distance));
        return Of(lowest + column.Origin, highest + column.Origin);
    }

    /// <summary>Writes what the numbers of a column differ from an origin by into a column of a matrix.</summary>
    public static void CopyTo(TableColumn column, double origin, Matrix matrix, int position) =>
        CopyTo(column, origin, matrix, position, 0, matrix.Rows);

    private static void CopyTo(TableColumn column, double origin, Matrix matrix, int position, int from, int to)
    {
        if (column.Distances is { } distances)
        {
            var shift = column.Origin - origin;
            for (var row = from; row < to; row++)
                matrix[row, position] = (float)(distances[row] + shift);
            return;
        }

        column.CopyTo(matrix, position, from, to);
        for (var row = from; origin != 0 && row < to; row++)
            matrix[row, position] = (float)(matrix[row, position] - origin);
    }

    /// <summary>The numeric columns side by side, <c>[N, columns]</c>, less their origins.</summary>
    /// <param name="columns">The columns, each <c>[N]</c>.</param>
    /// <param name="rows">N.</param>
    /// <param name="given">Origins, one per column, or nothing for those of the columns.</param>
    public static (Matrix Values, double[] Origins) Side(
        IReadOnlyList<TableColumn> columns, int rows, IReadOnlyList<double>? given = null)
    {
        double[] origins = [.. given ?? columns.Select(Of)];
        if (origins.All(origin => origin == 0) && TableColumn.Whole(columns) is { } whole)
            return (new Matrix(rows, columns.Count, whole), origins);
        var matrix = new Matrix(rows, columns.Count);
        // Some rows of all columns after the other, since a row of the matrix is one place in memory.
        for (var from = 0; from < rows; from += RowsAtOnce)
            for (var j = 0; j < columns.Count; j++)
                CopyTo(columns[j], origins[j], matrix, j, from, Math.Min(rows, from + RowsAtOnce));
        return (matrix, origins);
    }
}
