using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>Mean and standard deviation of columns whose values are moved into their ranges.</summary>
internal static class ColumnScales
{
    /// <summary>
    /// Both of the values that are there, each <c>[D]</c>; deviations of a single row are 1.
    /// </summary>
    /// <exception cref="ArgumentException">A column is constant.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (double[] Centre, double[] Scale) Fit(
        RowSelection x, float[] lowest, float[] highest, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var centre = new double[x.Columns];
        var scale = new double[x.Columns];
        var values = new double[x.Columns];
        var counts = Array.ConvertAll(centre, _ => x.Rows);
        for (var row = 0; row < x.Rows; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            Preprocessing.Clip(x.Row(row), lowest, highest, values);
            for (var j = 0; j < values.Length; j++)
                if (double.IsNaN(values[j]))
                    (values[j], counts[j]) = (0, counts[j] - 1);
            TensorPrimitives.Add<double>(centre, values, centre);
        }

        for (var j = 0; j < centre.Length; j++)
            centre[j] /= Math.Max(1, counts[j]);
        for (var row = 0; row < x.Rows; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            Preprocessing.Clip(x.Row(row), lowest, highest, values);
            TensorPrimitives.Subtract<double>(values, centre, values);
            for (var j = 0; j < values.Length; j++)
                if (double.IsNaN(values[j]))
                    values[j] = 0;
            TensorPrimitives.MultiplyAdd<double>(values, values, scale, scale);
        }

        for (var j = 0; j < scale.Length; j++)
        {
            scale[j] = x.Rows == 1 ? 1 : Math.Sqrt(scale[j] / Math.Max(1, counts[j]));
            // The mean of equal numbers may miss them by rounding.
            if (scale[j] <= 1e-12 * Math.Abs(centre[j]))
                throw new ArgumentException($"\"{names[j]}\" is constant ({centre[j]}) and cannot be scaled; "
                    + "leave it out of the observed columns.", nameof(x));
        }

        return (centre, scale);
    }

    /// <summary>Takes the logs of the scales of missing values from a number of each row.</summary>
    /// <param name="x">Rows, <c>[N, D]</c>.</param>
    /// <param name="scales">What each column is multiplied by <c>[D]</c>.</param>
    /// <param name="ofRows">The numbers <c>[N]</c>.</param>
    /// <returns>Whether a value is missing.</returns>
    public static bool TakeMissing(Matrix x, double[] scales, double[] ofRows)
    {
        var isMissing = false;
        for (var i = 0; i < x.Values.Length; i++)
            if (float.IsNaN(x.Values[i]))
                (isMissing, ofRows[i / x.Columns]) =
                    (true, ofRows[i / x.Columns] - Math.Log(Math.Abs(scales[i % x.Columns])));
        return isMissing;
    }
}
