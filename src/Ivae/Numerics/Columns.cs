namespace Ivae.Numerics;

/// <summary>Statistics of each column over the rows of a matrix.</summary>
internal static class Columns
{
    /// <summary>
    /// Mean of each column <c>[p]</c>; exact for a constant column, as the first row is subtracted first.
    /// </summary>
    /// <param name="a"><c>[N, p]</c>, N at least 1.</param>
    public static double[] Means(RowSelection a)
    {
        var means = new double[a.Columns];
        for (var row = 1; row < a.Rows; row++)
            for (var j = 0; j < means.Length; j++)
                means[j] += (double)a[row, j] - a[0, j];
        for (var j = 0; j < means.Length; j++)
            means[j] = a[0, j] + means[j] / a.Rows;
        return means;
    }

    /// <summary>Variance of each column, <c>[p]</c>, divided by N; 0 without rows.</summary>
    /// <param name="a"><c>[N, p]</c>.</param>
    public static double[] Variance(Matrix a)
    {
        var variances = new double[a.Columns];
        if (a.Rows == 0)
            return variances;
        var means = Means(a);
        for (var row = 0; row < a.Rows; row++)
            for (var j = 0; j < means.Length; j++)
            {
                var centred = a[row, j] - means[j];
                variances[j] += centred * centred / a.Rows;
            }

        return variances;
    }

    /// <summary>A copy with mean 0 and variance 1 in each column, <c>[N, p]</c>; 0 in a constant column.</summary>
    /// <param name="a"><c>[N, p]</c>, N at least 1.</param>
    public static Matrix Standardised(Matrix a) => Standardisation.Of(a).Apply(a);
}
