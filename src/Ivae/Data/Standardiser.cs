using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>Takes each column of the numeric auxiliary variable to mean 0 and variance 1: v = (u − c) / s.</summary>
internal sealed class Standardiser
{
    /// <summary>A standardiser from its parts.</summary>
    /// <param name="centre">c, <c>[P]</c>.</param>
    /// <param name="scale">s > 0, <c>[P]</c>.</param>
    /// <exception cref="ArgumentException">The sizes differ, or a scale is not positive.</exception>
    public Standardiser(float[] centre, float[] scale)
    {
        ArgumentNullException.ThrowIfNull(centre);
        ArgumentNullException.ThrowIfNull(scale);
        if (centre.Length != scale.Length || Array.Exists(scale, value => !(value > 0)))
            throw new ArgumentException(
                $"{centre.Length} centres need as many scales above 0; got {scale.Length}.", nameof(scale));
        Centre = centre;
        Scale = scale;
    }

    /// <summary>The mean c of each column, <c>[P]</c>.</summary>
    [JsonPropertyName("center")]
    public float[] Centre { get; }

    /// <summary>The standard deviation s of each column, <c>[P]</c>; 1 for a column that never changes.</summary>
    public float[] Scale { get; }

    /// <summary>Fits mean and standard deviation, <c>[N, P]</c>; N may be 1 and P 0.</summary>
    public static Standardiser Fit(Matrix u)
    {
        ArgumentNullException.ThrowIfNull(u);
        var centre = new float[u.Columns];
        var scale = new float[u.Columns];
        for (var j = 0; j < u.Columns; j++)
        {
            var (mean, deviation) = Moments.Of(u.Column(j));
            centre[j] = (float)mean;
            scale[j] = deviation > 1e-12 * Math.Abs(mean) && (float)deviation > 0 ? (float)deviation : 1;
        }

        return new Standardiser(centre, scale);
    }

    /// <summary>Standardised columns, <c>[N, P]</c> to <c>[N, P]</c>.</summary>
    /// <exception cref="ArgumentException"><paramref name="u"/> does not have P columns.</exception>
    public Matrix Apply(Matrix u)
    {
        ArgumentNullException.ThrowIfNull(u);
        if (u.Columns != Centre.Length)
            throw new ArgumentException($"{u.Columns} columns, and the standardiser was fitted to {Centre.Length}; "
                + "give these, in the same order.", nameof(u));
        var result = new Matrix(u.Rows, u.Columns);
        for (var row = 0; row < u.Rows; row++)
            for (var j = 0; j < u.Columns; j++)
                result[row, j] = (u[row, j] - Centre[j]) / Scale[j];
        return result;
    }
}
