using System.Numerics.Tensors;
using MathNet.Numerics.Distributions;

namespace Ivae.Numerics;

/// <summary>
/// Correlations between the columns of two matrices over the same rows. A constant column correlates 0 with everything.
/// </summary>
internal static class Correlation
{
    /// <summary>Product-moment correlations, <c>[p, q]</c>, accumulated in double precision.</summary>
    /// <param name="a"><c>[N, p]</c>.</param>
    /// <param name="b"><c>[N, q]</c>.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, are 0, or a value is not finite.</exception>
    public static double[,] Pearson(Matrix a, Matrix b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Check(a, b);
        const int block = 256;
        var (meansA, meansB) = (Columns.Means(a), Columns.Means(b));
        var products = new double[a.Columns, b.Columns];
        var (squaresA, squaresB) = (new double[a.Columns], new double[b.Columns]);
        var (blockA, blockB) = (new double[a.Columns * block], new double[b.Columns * block]);
        for (var start = 0; start < a.Rows; start += block)
        {
            var count = Math.Min(block, a.Rows - start);
            Centre(a, meansA, start, count, blockA, squaresA);
            Centre(b, meansB, start, count, blockB, squaresB);
            for (var i = 0; i < a.Columns; i++)
                for (var j = 0; j < b.Columns; j++)
                    products[i, j] +=
                        TensorPrimitives.Dot<double>(blockA.AsSpan(i * count, count), blockB.AsSpan(j * count, count));
        }

        for (var i = 0; i < a.Columns; i++)
            for (var j = 0; j < b.Columns; j++)
                products[i, j] = squaresA[i] > 0 && squaresB[j] > 0
                    ? Math.Clamp(products[i, j] / (Math.Sqrt(squaresA[i]) * Math.Sqrt(squaresB[j])), -1, 1)
                    : 0;
        return products;
    }

    /// <summary>Rank correlations, <c>[p, q]</c>; ties share the mean of their ranks.</summary>
    /// <param name="a"><c>[N, p]</c>.</param>
    /// <param name="b"><c>[N, q]</c>.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, are 0, or a value is not finite.</exception>
    public static double[,] Spearman(Matrix a, Matrix b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Check(a, b);
        return Pearson(Ranks(a), Ranks(b));
    }

    /// <summary>Ranks within each column from 1, <c>[N, p]</c>; ties share the mean of their ranks.</summary>
    public static Matrix Ranks(Matrix a)
    {
        ArgumentNullException.ThrowIfNull(a);
        var ranks = new Matrix(a.Rows, a.Columns);
        Parallel.For(0, a.Columns, column =>
        {
            var values = a.Column(column);
            var order = new int[a.Rows];
            for (var row = 0; row < order.Length; row++)
                order[row] = row;
            Array.Sort(values, order);
            for (var first = 0; first < values.Length;)
            {
                var end = first + 1;
                while (end < values.Length && values[end] == values[first])
                    end++;
                for (var i = first; i < end; i++)
                    ranks[order[i], column] = (float)((first + 1.0 + end) / 2);
                first = end;
            }
        });
        return ranks;
    }

    /// <summary>
    /// Values by their ranks to quantiles of a standard normal, Φ⁻¹((rank − ½)/N); equal values share the mean rank.
    /// </summary>
    public static double[] NormalScores(float[] values) => [.. Ranks(new Matrix(values.Length, 1, values)).Values
        .Select(rank => Normal.InvCDF(0, 1, (rank - 0.5) / values.Length))];

    /// <exception cref="ArgumentException">The two do not have the same rows, or something is not finite.</exception>
    internal static void Check(Matrix a, Matrix b)
    {
        if (a.Rows != b.Rows)
            throw new ArgumentException($"{a.Rows} rows and {b.Rows}; both tables must describe the same rows in "
                + "the same order.", nameof(b));
        if (a.Rows == 0)
            throw new ArgumentException("0 rows; a correlation needs some.", nameof(a));
        foreach (var matrix in new[] { a, b })
            for (var i = 0; i < matrix.Values.Length; i++)
                if (!float.IsFinite(matrix.Values[i]))
                    throw new ArgumentException(
                        $"Row {i / matrix.Columns + 1}, column {i % matrix.Columns + 1} of the "
                        + $"{(ReferenceEquals(matrix, a) ? "first" : "second")} table is NaN or infinite; leave such "
                        + "rows out of both tables.");
    }

    /// <summary>Column-major copy of some rows, centred; adds to the sums of squares.</summary>
    private static void Centre(Matrix a, double[] means, int start, int count, double[] destination, double[] squares)
    {
        for (var i = 0; i < count; i++)
        {
            var row = a.Row(start + i);
            for (var j = 0; j < row.Length; j++)
                destination[j * count + i] = row[j] - means[j];
        }

        for (var j = 0; j < means.Length; j++)
            squares[j] += TensorPrimitives.SumOfSquares<double>(destination.AsSpan(j * count, count));
    }
}
