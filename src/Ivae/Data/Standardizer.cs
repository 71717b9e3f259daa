using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>Takes each column of the numeric auxiliary variable to mean 0 and variance 1: v = (u − c) / s.</summary>
internal sealed class Standardizer
{
    /// <summary>A standardizer from its parts.</summary>
    /// <param name="center">c, <c>[P]</c>.</param>
    /// <param name="scale">s > 0, <c>[P]</c>.</param>
    /// <exception cref="ArgumentException">The sizes differ, or a scale is not positive.</exception>
    public Standardizer(float[] center, float[] scale)
    {
        ArgumentNullException.ThrowIfNull(center);
        ArgumentNullException.ThrowIfNull(scale);
        if (center.Length != scale.Length || Array.Exists(scale, value => !(value > 0)))
            throw new ArgumentException(
                $"{center.Length} centers need as many scales above 0; got {scale.Length}.", nameof(scale));
        Center = center;
        Scale = scale;
    }

    /// <summary>The mean c of each column, <c>[P]</c>.</summary>
    public float[] Center { get; }

    /// <summary>The standard deviation s of each column, <c>[P]</c>; 1 for a column that never changes.</summary>
    public float[] Scale { get; }

    /// <summary>Fits mean and standard deviation, <c>[N, P]</c>; N may be 1 and P 0.</summary>
    public static Standardizer Fit(Matrix u)
    {
        ArgumentNullException.ThrowIfNull(u);
        var center = new float[u.Columns];
        var scale = new float[u.Columns];
        for (var j = 0; j < u.Columns; j++)
        {
            var (mean, deviation) = Moments.Of(u.Column(j));
            center[j] = (float)mean;
            scale[j] = deviation > 1e-12 * Math.Abs(mean) && (float)deviation > 0 ? (float)deviation : 1;
        }

        return new Standardizer(center, scale);
    }

    /// <summary>Standardised columns, <c>[N, P]</c> to <c>[N, P]</c>.</summary>
    /// <exception cref="ArgumentException"><paramref name="u"/> does not have P columns.</exception>
    public Matrix Apply(Matrix u)
    {
        ArgumentNullException.ThrowIfNull(u);
        if (u.Columns != Center.Length)
            throw new ArgumentException($"{u.Columns} columns, and the standardizer was fitted to {Center.Length}; "
                + "give these, in the same order.", nameof(u));
        var result = new Matrix(u.Rows, u.Columns);
        for (var row = 0; row < u.Rows; row++)
            for (var j = 0; j < u.Columns; j++)
                result[row, j] = (u[row, j] - Center[j]) / Scale[j];
        return result;
    }
}
