using System.Numerics.Tensors;
using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>Mean and standard deviation of columns whose values are moved into their ranges.</summary>
internal static class ColumnScales
{
    /// <summary>Both, each <c>[D]</c>; deviations of a single row are 1.</summary>
    /// <exception cref="ArgumentException">A column is constant.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (double[] Centre, double[] Scale) Fit(
        RowSelection x, float[] lowest, float[] highest, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var centre = new double[x.Columns];
        var scale = new double[x.Columns];
        var values = new double[x.Columns];
        for (var row = 0; row < x.Rows; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            Preprocessing.Clip(x.Row(row), lowest, highest, values);
            TensorPrimitives.Add<double>(centre, values, centre);
        }

        TensorPrimitives.Divide<double>(centre, x.Rows, centre);
        for (var row = 0; row < x.Rows; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            Preprocessing.Clip(x.Row(row), lowest, highest, values);
            TensorPrimitives.Subtract<double>(values, centre, values);
            TensorPrimitives.MultiplyAdd<double>(values, values, scale, scale);
        }

        for (var j = 0; j < scale.Length; j++)
        {
            scale[j] = x.Rows == 1 ? 1 : Math.Sqrt(scale[j] / x.Rows);
            // The mean of equal numbers may miss them by rounding.
            if (scale[j] <= 1e-12 * Math.Abs(centre[j]))
                throw new ArgumentException($"\"{names[j]}\" is constant ({centre[j]}) and cannot be scaled; "
                    + "leave it out of the observed columns.", nameof(x));
        }

        return (centre, scale);
    }
}
