namespace Ivae.Numerics;

/// <summary>
/// Mean and inverse standard deviation of each column, <c>[p]</c>; the inverse is 0 for a constant column.
/// </summary>
internal sealed record Standardisation(double[] Means, double[] Inverses)
{
    /// <summary>The standardisation that gives <paramref name="matrix"/> mean 0 and variance 1.</summary>
    public static Standardisation Of(Matrix matrix)
    {
        var inverses =
            Array.ConvertAll(Columns.Variance(matrix), variance => variance > 0 ? 1 / Math.Sqrt(variance) : 0);
        return new Standardisation(Columns.Means(matrix), inverses);
    }

    /// <summary>A standardised copy, <c>[N, p]</c>.</summary>
    public Matrix Apply(Matrix matrix)
    {
        var result = new Matrix(matrix.Rows, matrix.Columns);
        for (var row = 0; row < matrix.Rows; row++)
            for (var j = 0; j < matrix.Columns; j++)
                result[row, j] = (float)((matrix[row, j] - Means[j]) * Inverses[j]);
        return result;
    }
}
