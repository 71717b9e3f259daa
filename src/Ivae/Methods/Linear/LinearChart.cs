using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Methods.Linear;

/// <summary>
/// All of x in linear coordinates (z, v): r of the latents z, and beside them the principal components v of the columns
/// that z leaves out, so that log p(x) = log p(z) + log N(v; 0, I) + log-volume. Where the columns of the training rows
/// depend on each other linearly, this is the density on the space that they span, onto which other rows are projected.
/// </summary>
internal sealed class LinearChart
{
    private readonly LinearUnmixing? rest;

    /// <summary>The chart of latents made of the first principal components of x.</summary>
    /// <param name="unmixing">z of x; columns of 0 do not count.</param>
    /// <param name="x">Training rows <c>[N, D]</c>.</param>
    /// <exception cref="ArgumentException">The latents depend on each other linearly.</exception>
    public LinearChart(LinearUnmixing unmixing, Matrix x)
    {
        Unmixing = unmixing;
        Living = LivingColumns(unmixing);
        var all = PrincipalComponents.Fit(x, x.Columns);
        var rank = LivingColumns(all);
        if (rank > Living)
        {
            var columns = Columns(all, Living, rank);
            rest = new LinearUnmixing(all.Center, columns.ToRowMajorArray());
        }

        var map = Columns(unmixing, 0, Living);
        var singular = (rest is null ? map : map.Append(Columns(rest, 0, rank - Living))).Svd(computeVectors: false).S;
        if (Living == 0 || !(singular.Minimum() > 1e-9 * singular.Maximum()))
            throw new ArgumentException(
                $"{Living} latents of columns of which only {rank} are linearly independent; ask for {rank} or fewer.",
                nameof(unmixing));
        LogVolume = singular.Sum(Math.Log);
    }

    /// <summary>z of x.</summary>
    public LinearUnmixing Unmixing { get; }

    /// <summary>r, the number of latents that are not 0 for every row: the first ones.</summary>
    public int Living { get; }

    /// <summary>log|det ∂(z, v)/∂x|.</summary>
    public double LogVolume { get; }

    /// <summary>The number of latents before those that are 0 for every row.</summary>
    public static int LivingColumns(LinearUnmixing unmixing)
        => Columns(unmixing, 0, unmixing.Latents).EnumerateColumns().Count(column => column.Any(weight => weight != 0));

    /// <summary>The first r latents <c>[r][N]</c> of x <c>[N, D]</c>, in double precision.</summary>
    public static double[][] Components(LinearUnmixing unmixing, int r, Matrix x)
    {
        if (x.Columns != unmixing.Center.Length)
            throw new ArgumentException(
                $"{x.Columns} columns; this map was fitted to {unmixing.Center.Length}.", nameof(x));
        var z = Enumerable.Range(0, r).Select(_ => new double[x.Rows]).ToArray();
        for (var row = 0; row < x.Rows; row++)
            for (var i = 0; i < x.Columns; i++)
            {
                var centred = x[row, i] - unmixing.Center[i];
                for (var j = 0; j < r; j++)
                    z[j][row] += centred * unmixing.Matrix[i * unmixing.Latents + j];
            }

        return z;
    }

    /// <summary>The latents <c>[r][N]</c> of x that are not 0 for every row of training.</summary>
    public static double[][] Components(LinearUnmixing unmixing, Matrix x)
        => Components(unmixing, LivingColumns(unmixing), x);

    /// <summary>z <c>[r][N]</c>.</summary>
    public double[][] Components(Matrix x) => Components(Unmixing, Living, x);

    /// <summary>log N(v; 0, I) + log-volume of every row <c>[N]</c>.</summary>
    public double[] LogRest(Matrix x)
    {
        var log = Enumerable.Repeat(LogVolume, x.Rows).ToArray();
        foreach (var v in rest is null ? [] : Components(rest, rest.Latents, x))
            for (var row = 0; row < log.Length; row++)
                log[row] -= (v[row] * v[row] + Math.Log(2 * Math.PI)) / 2;
        return log;
    }

    private static Matrix<double> Columns(LinearUnmixing map, int first, int end)
        => Matrix<double>.Build.DenseOfRowMajor(map.Center.Length, map.Latents, map.Matrix)
            .SubMatrix(0, map.Center.Length, first, end - first);
}
