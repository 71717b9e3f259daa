using Ivae.Numerics;

namespace Ivae.Bench.Trust;

/// <summary>What can be wrong with data, one way each.</summary>
internal static class Alterations
{
    /// <summary>The first two sources are turned by an angle that differs between levels.</summary>
    public static Matrix RotatesWithLevel(Matrix s, int[] level, RandomStream random) =>
        Rows(s, level, (row, m) => Turn(row, random.Split((ulong)m).NextUniform(-Math.PI / 2, Math.PI / 2)));

    /// <summary>The first two sources are turned slowly over the rows.</summary>
    public static Matrix Drifts(Matrix s, int[] level, RandomStream random)
    {
        var i = 0;
        return Rows(s, level, (row, _) => Turn(row, Math.PI / 2 * i++ / s.Rows));
    }

    /// <summary>Every level has a random covariance.</summary>
    public static Matrix CovaryByLevel(Matrix s, int[] level, RandomStream random) => Rows(s, level, (row, m) =>
    {
        var own = random.Split((ulong)m);
        var mixed = new double[row.Length];
        for (var i = 0; i < row.Length; i++)
        {
            mixed[i] = row[i];
            for (var j = 0; j < i; j++)
                mixed[i] += own.NextUniform(-1, 1) * row[j];
        }

        return mixed;
    });

    /// <summary>Where the first source is negative, the second is.</summary>
    public static Matrix SignsAlike(Matrix s, int[] level, RandomStream random) => Rows(s, level, (row, _) =>
    {
        row[1] = Math.Sign(row[0]) * Math.Abs(row[1]);
        return row;
    });

    /// <summary>All sources are large and small together, within levels.</summary>
    public static Matrix CommonVolatility(Matrix s, int[] level, RandomStream random) => Rows(s, level, (row, _) =>
    {
        var factor = Math.Exp(0.7 * random.NextNormal());
        return Array.ConvertAll(row, value => factor * value);
    });

    /// <summary>All sources share a part.</summary>
    public static Matrix ShareAPart(Matrix s, int[] level, RandomStream random) => Rows(s, level, (row, _) =>
    {
        var shared = 0.8 * random.NextNormal();
        return Array.ConvertAll(row, value => value + shared);
    });

    /// <summary>The second source's size is set by the first.</summary>
    public static Matrix SizeFollows(Matrix s, int[] level, RandomStream random) => Rows(s, level, (row, _) =>
    {
        row[1] *= 0.3 + Math.Abs(row[0]);
        return row;
    });

    /// <summary>Two sources have a heavy-tailed copula: extremes come together, with any signs.</summary>
    public static Matrix ExtremesTogether(Matrix s, int[] level, RandomStream random) => Rows(s, level, (row, _) =>
    {
        var gamma = (Math.Pow(random.NextNormal(), 2) + Math.Pow(random.NextNormal(), 2)) / 2;
        var factor = 1 / Math.Sqrt(Math.Max(0.05, gamma));
        (row[0], row[1]) = (factor * row[0], factor * row[1]);
        return row;
    });

    /// <summary>
    /// The first source is seen by its size alone, which is then all that there is to find: no data show the sign.
    /// </summary>
    public static Matrix Folds(Matrix s, int[] level, RandomStream random) => Rows(s, level, (row, _) =>
    {
        row[0] = Math.Abs(row[0]);
        return row;
    });

    /// <summary>Half of the rows, whatever their level, have the first two sources exchanged.</summary>
    public static Matrix TwoMixings(Matrix s, int[] level, RandomStream random) => Rows(s, level, (row, _) =>
        random.NextDouble() < 0.5 ? Turn(row, Math.PI / 3) : row);

    /// <summary>A hidden variable is added to every column.</summary>
    public static Matrix HiddenSource(Matrix x, int[] level, RandomStream random)
    {
        var deviation = x.Values.Select(value => (double)value).ToArray() is var all
            ? Math.Sqrt(all.Average(value => value * value)) : 0;
        return Rows(x, level, (row, _) =>
        {
            var hidden = Math.Tanh(1.5 * random.NextNormal());
            for (var k = 0; k < row.Length; k++)
                row[k] += deviation * 0.6 * Math.Sin(hidden * (k + 1)) * (1 + 0.3 * hidden);
            return row;
        });
    }

    /// <summary>Columns saturate, as an amplifier does.</summary>
    public static Matrix Saturates(Matrix x, int[] level, RandomStream random)
    {
        var limit = x.Values.Select(Math.Abs).Order().ElementAt((int)(0.85 * x.Values.Length));
        return Rows(x, level, (row, _) => Array.ConvertAll(row, value => Math.Clamp(value, -limit, limit)));
    }

    /// <summary>Columns are rounded to few values.</summary>
    public static Matrix Rounds(Matrix x, int[] level, RandomStream random)
    {
        var unit = Math.Sqrt(x.Values.Average(value => (double)value * value)) / 2;
        return Rows(x, level, (row, _) => Array.ConvertAll(row, value => unit * Math.Round(value / unit)));
    }

    /// <summary>Fewer columns than sources.</summary>
    public static Matrix DropColumns(Matrix x, int[] level, RandomStream random)
    {
        var fewer = new Matrix(x.Rows, 3);
        for (var row = 0; row < x.Rows; row++)
            x.Row(row)[..3].CopyTo(fewer.Row(row));
        return fewer;
    }

    private static double[] Turn(double[] row, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        (row[0], row[1]) = (cos * row[0] - sin * row[1], sin * row[0] + cos * row[1]);
        return row;
    }

    private static Matrix Rows(Matrix matrix, int[] level, Func<double[], int, double[]> change)
    {
        var changed = new Matrix(matrix.Rows, matrix.Columns);
        for (var row = 0; row < matrix.Rows; row++)
        {
            var values = change(Array.ConvertAll(matrix.Row(row).ToArray(), value => (double)value), level[row]);
            for (var k = 0; k < values.Length; k++)
                changed[row, k] = (float)values[k];
        }

        return changed;
    }
}
