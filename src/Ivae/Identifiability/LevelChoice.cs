using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Identifiability;

/// <summary>The nk + 1 levels of u whose λ span most, and the matrix L of their differences.</summary>
internal static class LevelChoice
{
    /// <summary>
    /// Numbers of the pivot u_0 and of the others: of all pivots that with the largest volume, the others one by one as
    /// far as possible from the span of those before.
    /// </summary>
    /// <param name="lambda">λ <c>[M, p]</c>.</param>
    /// <param name="mostPivots">How many pivots to try, evenly spaced.</param>
    public static int[] Best(Matrix<double> lambda, int mostPivots)
    {
        var (best, volume) = (Array.Empty<int>(), double.NegativeInfinity);
        var pivots = Math.Min(mostPivots, lambda.RowCount);
        for (var i = 0; i < pivots; i++)
        {
            var (chosen, logVolume) = From((int)((long)i * lambda.RowCount / pivots), lambda);
            if (logVolume > volume)
                (best, volume) = (chosen, logVolume);
        }

        return best;
    }

    /// <summary>Singular values of L, falling <c>[p]</c>; 0 where there are too few levels.</summary>
    public static double[] SingularValues(Matrix<double> lambda, int[] chosen)
    {
        var values = new double[lambda.ColumnCount];
        if (chosen.Length < 2)
            return values;
        var l = Matrix<double>.Build.Dense(
            chosen.Length - 1, lambda.ColumnCount, (i, j) => lambda[chosen[i + 1], j] - lambda[chosen[0], j]);
        l.Svd(false).S.AsArray().CopyTo(values, 0);
        return values;
    }

    private static (int[] Chosen, double LogVolume) From(int pivot, Matrix<double> lambda)
    {
        var p = lambda.ColumnCount;
        var rest = lambda.ToRowArrays();
        var origin = (double[])rest[pivot].Clone();
        foreach (var row in rest)
            for (var j = 0; j < p; j++)
                row[j] -= origin[j];
        var (chosen, logVolume) = (new List<int> { pivot }, 0.0);
        while (chosen.Count <= Math.Min(p, rest.Length - 1))
        {
            var norms = rest.Select(row => row.Sum(value => value * value)).ToArray();
            var next = Array.IndexOf(norms, norms.Max());
            logVolume += 0.5 * Math.Log(Math.Max(norms[next], 1e-300));
            chosen.Add(next);
            var direction = rest[next].Select(value => value / Math.Sqrt(Math.Max(norms[next], 1e-300))).ToArray();
            foreach (var row in rest)
            {
                var along = 0.0;
                for (var j = 0; j < p; j++)
                    along += row[j] * direction[j];
                for (var j = 0; j < p; j++)
                    row[j] -= along * direction[j];
            }
        }

        return ([.. chosen], logVolume);
    }
}
