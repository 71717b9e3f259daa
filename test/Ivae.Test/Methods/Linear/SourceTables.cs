using Ivae.Numerics;

namespace Ivae.Test.Methods.Linear;

/// <summary>Small tables of independent sources and linear mixtures of them.</summary>
internal static class SourceTables
{
    /// <summary>
    /// A Laplace, a uniform, a two-peaked and a skewed source, of mean about 0 and variance about 1, <c>[N, 4]</c>.
    /// </summary>
    public static Matrix Mixed(int rows, ulong seed)
        => Table(
            rows, seed, [Laplace, r => r.NextUniform(-1.7, 1.7), TwoPeaks, r => -Math.Log(1 - r.NextDouble()) - 1]);

    /// <summary>Normal sources <c>[N, L]</c>.</summary>
    public static Matrix Normal(int rows, int columns, ulong seed)
        => Table(rows, seed, [.. Enumerable.Repeat<Func<RandomStream, double>>(r => r.NextNormal(), columns)]);

    /// <summary>Sources of one density each, <c>[N, L]</c>.</summary>
    public static Matrix Table(int rows, ulong seed, IReadOnlyList<Func<RandomStream, double>> sources)
    {
        var (random, table) = (new RandomStream(seed), new Matrix(rows, sources.Count));
        for (var row = 0; row < rows; row++)
            for (var j = 0; j < sources.Count; j++)
                table[row, j] = (float)sources[j](random);
        return table;
    }

    /// <summary>Rows times <c>[L, D]</c>.</summary>
    public static Matrix Times(Matrix s, double[,] mixing)
    {
        var x = new Matrix(s.Rows, mixing.GetLength(1));
        for (var row = 0; row < s.Rows; row++)
            for (var i = 0; i < x.Columns; i++)
                x[row, i] = (float)Enumerable.Range(0, s.Columns).Sum(j => s[row, j] * mixing[j, i]);
        return x;
    }

    /// <summary>A matrix of normal numbers, the diagonal 1 larger.</summary>
    public static double[,] Mixing(int rows, int columns, ulong seed)
    {
        var (random, mixing) = (new RandomStream(seed), new double[rows, columns]);
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                mixing[i, j] = random.NextNormal() + (i == j ? 1 : 0);
        return mixing;
    }

    public static double Laplace(RandomStream random)
        => Math.Sign(random.NextDouble() - 0.5) * -Math.Log(1 - random.NextDouble()) / Math.Sqrt(2);

    private static double TwoPeaks(RandomStream random)
        => (random.NextDouble() < 0.5 ? -0.95 : 0.95) + 0.3 * random.NextNormal();
}
