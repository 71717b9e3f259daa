using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>What multiplies the rates of the counts of each row: the size of a library, the time observed.</summary>
internal static class Exposure
{
    /// <summary>Name for the sum of the observed columns, where no column has it.</summary>
    public const string RowSum = "sum";

    /// <summary>Whether rows are summed: a name that no column has.</summary>
    public static bool IsRowSum(string? asked, IReadOnlyList<string> names) =>
        asked == RowSum && !names.Contains(RowSum);

    /// <summary>The column of a table to be read; none for the sum, or where nothing is asked for.</summary>
    /// <exception cref="ArgumentException">There is no such column, or there are several.</exception>
    public static List<ColumnRequest> Request(string? asked, IReadOnlyList<string> names)
    {
        if (asked is null || IsRowSum(asked, names))
            return [];
        var columns = ColumnSelection.Parse(asked, names);
        return columns.Count == 1
            ? [new(columns[0], ColumnUse.Numeric) { IsNamed = true, Purpose = ColumnPurpose.Auxiliary }]
            : throw new ArgumentException($"\"{asked}\" is {columns.Count} columns; exposure is one, or {RowSum}.",
                nameof(asked));
    }

    /// <summary>The numbers of a column, or the sums of rows of x counted from origins, <c>[N]</c>.</summary>
    /// <exception cref="DataException">One is not above 0.</exception>
    public static float[] Of(string path, FileContent content)
    {
        var numbers = content.Exposure ?? Sums(content.Observed, content.Origins);
        var bad = Array.FindIndex(numbers, number => !(number > 0 && float.IsFinite(number)));
        if (bad < 0)
            return numbers;
        var row = content.RowNumbers[bad];
        throw new DataException(path, content.Exposure is null
            ? $"row {row} has no counts, so that their sum is no exposure; leave such rows out."
            : $"the exposure of row {row} is {numbers[bad]}; it must be above 0: leave such rows out.",
            content.Lines?[bad]);
    }

    /// <summary>log of exposures less a reference, <c>[N]</c>.</summary>
    public static double[] Log(IReadOnlyList<float> exposure, double reference) =>
        [.. exposure.Select(number => Math.Log(number) - reference)];

    private static float[] Sums(Matrix x, IReadOnlyList<double>? origins)
    {
        var origin = origins?.Sum() ?? 0;
        var sums = new float[x.Rows];
        for (var row = 0; row < sums.Length; row++)
        {
            var sum = origin;
            foreach (var value in x.Row(row))
                sum += float.IsNaN(value) ? 0 : value;
            sums[row] = (float)sum;
        }

        return sums;
    }
}
