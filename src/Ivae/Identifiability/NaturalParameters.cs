using Ivae.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Identifiability;

/// <summary>
/// λ of every level of u as its rows estimate it, with the covariance of the estimation error. Latents count in units
/// of their own spread, so that λ has none. For a Gaussian λ = (−1/(2v), m/v) with m the mean of a level and v its
/// variance; where the scale s alone moves and |z|^p is sufficient, −1/(p·s^p).
/// </summary>
/// <param name="Values">λ̂ <c>[M, p]</c>, p = nk: the n parameters of the first statistic, then those of the
/// second.</param>
/// <param name="Noise">Covariance of the error of each level, each <c>[p, p]</c>.</param>
internal sealed record NaturalParameters(Matrix<double> Values, IReadOnlyList<Matrix<double>> Noise)
{
    /// <summary>Number of levels M.</summary>
    public int Levels => Values.RowCount;

    /// <summary>Number of parameters p = nk.</summary>
    public int Count => Values.ColumnCount;

    /// <summary>λ̂ from the moments of the levels.</summary>
    /// <param name="moments">Means, variances and sizes by level.</param>
    /// <param name="family">Family of the latents; what is no exponential family is treated as a Gaussian.</param>
    /// <param name="modulates">What of it moves.</param>
    public static NaturalParameters Of(LevelMoments moments, PriorFamily family, Modulation modulates)
    {
        var (levels, n) = (moments.Levels, moments.Latents);
        var exponent = modulates == Modulation.Scale ? family.Exponent ?? 2 : 2;
        var count = modulates == Modulation.MeanAndScale ? 2 * n : n;
        var values = Matrix<double>.Build.Dense(levels, count);
        var noise = Enumerable.Range(0, levels).Select(_ => Matrix<double>.Build.Dense(count, count)).ToArray();
        for (var level = 0; level < levels; level++)
            for (var i = 0; i < n; i++)
            {
                var rows = moments.EffectiveRows[level, i];
                if (exponent != 2)
                {
                    var inverse = exponent * moments.PowerMean[level, i];
                    values[level, i] = -1 / inverse;
                    noise[level][i, i] = moments.PowerSpread[i] / (inverse * inverse * rows);
                    continue;
                }

                var (v, c) =
                    (modulates == Modulation.Scale ? moments.SecondMoment[level, i] : moments.Variance[level, i],
                        moments.VarianceSpread[i]);
                var m = moments.Mean[level, i] - moments.Centre[i];
                if (modulates == Modulation.Mean)
                {
                    values[level, i] = m;
                    noise[level][i, i] = v / rows;
                    continue;
                }

                // Var v̂ = c v²/rows (c = 2 for a Gaussian), Var m̂ = v/rows, to first order.
                values[level, i] = -1 / (2 * v);
                noise[level][i, i] = c / (4 * v * v * rows);
                if (modulates != Modulation.MeanAndScale)
                    continue;
                values[level, n + i] = m / v;
                noise[level][n + i, n + i] = 1 / (v * rows) + m * m * c / (v * v * rows);
                noise[level][i, n + i] = noise[level][n + i, i] = -m * c / (2 * v * v * rows);
            }

        return new NaturalParameters(values, noise);
    }

    /// <summary>Some of the parameters.</summary>
    public NaturalParameters Take(IReadOnlyList<int> columns)
    {
        Matrix<double> Chosen(Matrix<double> matrix) =>
            Matrix<double>.Build.Dense(columns.Count, columns.Count, (i, j) => matrix[columns[i], columns[j]]);
        return new(Matrix<double>.Build.Dense(Levels, columns.Count, (level, j) => Values[level, columns[j]]),
            [.. Noise.Select(Chosen)]);
    }
}
