using Ivae.Numerics;

namespace Ivae.Evaluation;

/// <summary>Rows 1, 3, 5, … to fit on and rows 2, 4, 6, … to score on.</summary>
internal static class RowHalves
{
    /// <summary>Copies of both halves, <c>[⌈N/2⌉, p]</c> and <c>[⌊N/2⌋, p]</c>.</summary>
    /// <exception cref="ArgumentException">There are fewer than 2 rows.</exception>
    public static (Matrix Fit, Matrix Held) Of(Matrix matrix)
    {
        if (matrix.Rows < 2)
            throw new ArgumentException($"{matrix.Rows} rows; a held-out score needs at least 2.", nameof(matrix));
        return (Every(matrix, 0), Every(matrix, 1));
    }

    private static Matrix Every(Matrix matrix, int first)
    {
        var half = new Matrix((matrix.Rows - first + 1) / 2, matrix.Columns);
        for (var row = 0; row < half.Rows; row++)
            matrix.Row(2 * row + first).CopyTo(half.Row(row));
        return half;
    }
}
