using System.Numerics.Tensors;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Data;

/// <summary>
/// Takes observations from data units to model units and back: y = (clip(x) − c) W, with the center c <c>[D]</c> and
/// the matrix W <c>[D, D]</c>.
/// </summary>
internal sealed class Preprocessing
{
    private readonly double[] inverse;

    /// <summary>A map from its parts, as <see cref="Fit"/> made them or a file keeps them.</summary>
    /// <param name="options">The options it was fitted with.</param>
    /// <param name="center">c, <c>[D]</c>.</param>
    /// <param name="forward">W, <c>[D, D]</c> row-major.</param>
    /// <param name="lowest">Smallest value that is not clipped, <c>[D]</c>.</param>
    /// <param name="highest">Largest value that is not clipped, <c>[D]</c>.</param>
    /// <param name="clipped">How many values were clipped in fitting, <c>[D]</c>.</param>
    /// <exception cref="ArgumentException">The sizes do not agree, or W has no inverse.</exception>
    public Preprocessing(
        PreprocessingOptions options, double[] center, double[] forward, float[] lowest, float[] highest, int[] clipped)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(center);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(lowest);
        ArgumentNullException.ThrowIfNull(highest);
        ArgumentNullException.ThrowIfNull(clipped);
        var d = center.Length;
        if (forward.Length != d * d || lowest.Length != d || highest.Length != d || clipped.Length != d)
            throw new ArgumentException($"{d} columns need {d} centers, limits and counts and {d * d} numbers of the "
                + $"matrix; got {forward.Length} numbers.", nameof(forward));
        var lu = Matrix<double>.Build.DenseOfRowMajor(d, d, forward).LU();
        LogAbsDeterminant = lu.U.Diagonal().Sum(pivot => Math.Log(Math.Abs(pivot)));
        if (!double.IsFinite(LogAbsDeterminant))
            throw new ArgumentException("the matrix has no inverse; fit the preprocessing again.", nameof(forward));
        inverse = lu.Inverse().ToRowMajorArray();
        Options = options;
        Center = center;
        Forward = forward;
        Lowest = lowest;
        Highest = highest;
        Clipped = clipped;
    }

    /// <summary>The options it was fitted with.</summary>
    public PreprocessingOptions Options { get; }

    /// <summary>Number of observed columns D.</summary>
    public int Columns => Center.Length;

    /// <summary>The center c, <c>[D]</c>, in data units.</summary>
    public double[] Center { get; }

    /// <summary>The matrix W, <c>[D, D]</c> row-major, in model units per data unit.</summary>
    public double[] Forward { get; }

    /// <summary>Smallest value that is not clipped, <c>[D]</c>, in data units.</summary>
    public float[] Lowest { get; }

    /// <summary>Largest value that is not clipped, <c>[D]</c>, in data units.</summary>
    public float[] Highest { get; }

    /// <summary>How many values of each column were clipped in fitting, <c>[D]</c>.</summary>
    public int[] Clipped { get; }

    /// <summary>log |det W|: log p(x) in data units = log p(y) in model units + this, in nats.</summary>
    public double LogAbsDeterminant { get; }

    /// <summary>Fits clipping, center and matrix to observations.</summary>
    /// <param name="x">Observations, <c>[N, D]</c>; with a single row the matrix is the identity.</param>
    /// <param name="options">What to do.</param>
    /// <param name="names">Names of the columns for messages, <c>[D]</c>.</param>
    /// <exception cref="ArgumentException">
    /// There are no rows, a column is constant, or columns depend linearly on each other and are to be whitened.
    /// </exception>
    public static Preprocessing Fit(
        Matrix x, PreprocessingOptions? options = null, IReadOnlyList<string>? names = null) =>
        FitRows(x, options ?? new PreprocessingOptions(), names);

    /// <summary>The same from some rows of a matrix.</summary>
    internal static Preprocessing FitRows(RowSelection x, PreprocessingOptions options, IReadOnlyList<string>? names)
    {
        ArgumentNullException.ThrowIfNull(options);
        options = options with { Scaling = options.Scaling ?? Scaling.Whiten };
        names ??= TableReader.Names("x", x.Columns);
        if (x.Rows == 0 || x.Columns == 0)
            throw new ArgumentException($"a [{x.Rows}, {x.Columns}] table has nothing to fit to; "
                + "at least one row and one column are needed.", nameof(x));
        if (!(options.ClipAt >= 0))
            throw new ArgumentException($"ClipAt is {options.ClipAt}; give a number of robust standard deviations "
                + "above 0, or 0 for never.", nameof(options));
        var (lowest, highest, clipped) = RobustRange.Fit(x, options.Scaling == Scaling.None ? 0 : options.ClipAt);
        var d = x.Columns;
        if (options.Scaling == Scaling.None)
            return new Preprocessing(
                options, new double[d], Diagonal(Enumerable.Repeat(1.0, d)), lowest, highest, clipped);
        var (center, scale) = Moments(x, lowest, highest, names);
        var forward = options.Scaling == Scaling.Whiten && x.Rows > 1
            ? Whitening.Fit(x, lowest, highest, center, scale, names)
            : Diagonal(scale.Select(value => 1 / value));
        return new Preprocessing(options, center, forward, lowest, highest, clipped);
    }

    /// <summary>From data units to model units, <c>[N, D]</c> to <c>[N, D]</c>; each row by itself.</summary>
    /// <exception cref="ArgumentException"><paramref name="x"/> does not have D columns.</exception>
    public Matrix Apply(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        CheckColumns(x);
        var result = new Matrix(x.Rows, Columns);
        var centered = new double[Columns];
        var mapped = new double[Columns];
        for (var row = 0; row < x.Rows; row++)
        {
            Clip(x.Row(row), Lowest, Highest, centered);
            TensorPrimitives.Subtract<double>(centered, Center, centered);
            Multiply(centered, Forward, mapped);
            TensorPrimitives.ConvertTruncating<double, float>(mapped, result.Row(row));
        }

        return result;
    }

    /// <summary>
    /// From model units back to data units, <c>[N, D]</c> to <c>[N, D]</c>; what was clipped stays clipped.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="y"/> does not have D columns.</exception>
    public Matrix Invert(Matrix y)
    {
        ArgumentNullException.ThrowIfNull(y);
        CheckColumns(y);
        var result = new Matrix(y.Rows, Columns);
        var values = new double[Columns];
        var mapped = new double[Columns];
        for (var row = 0; row < y.Rows; row++)
        {
            TensorPrimitives.ConvertTruncating<float, double>(y.Row(row), values);
            Multiply(values, inverse, mapped);
            TensorPrimitives.Add<double>(mapped, Center, mapped);
            TensorPrimitives.ConvertTruncating<double, float>(mapped, result.Row(row));
        }

        return result;
    }

    /// <summary>
    /// Directions from model units back to data units, <c>[N, D]</c> to <c>[N, D]</c>: as <see cref="Invert"/> without
    /// the center.
    /// </summary>
    internal double[][] InvertDirections(Matrix directions)
    {
        var result = new double[directions.Rows][];
        for (var row = 0; row < result.Length; row++)
            Multiply(Array.ConvertAll(directions.Row(row).ToArray(), value => (double)value), inverse,
                result[row] = new double[Columns]);
        return result;
    }

    /// <summary>One row in double precision with each value moved into its range.</summary>
    internal static void Clip(ReadOnlySpan<float> row, float[] lowest, float[] highest, Span<double> destination)
    {
        for (var j = 0; j < row.Length; j++)
            destination[j] = Math.Clamp(row[j], lowest[j], highest[j]);
    }

    private static (double[] Center, double[] Scale) Moments(
        RowSelection x, float[] lowest, float[] highest, IReadOnlyList<string> names)
    {
        var center = new double[x.Columns];
        var scale = new double[x.Columns];
        var values = new double[x.Columns];
        for (var row = 0; row < x.Rows; row++)
        {
            Clip(x.Row(row), lowest, highest, values);
            TensorPrimitives.Add<double>(center, values, center);
        }

        TensorPrimitives.Divide<double>(center, x.Rows, center);
        for (var row = 0; row < x.Rows; row++)
        {
            Clip(x.Row(row), lowest, highest, values);
            TensorPrimitives.Subtract<double>(values, center, values);
            TensorPrimitives.MultiplyAdd<double>(values, values, scale, scale);
        }

        for (var j = 0; j < scale.Length; j++)
        {
            scale[j] = x.Rows == 1 ? 1 : Math.Sqrt(scale[j] / x.Rows);
            // The mean of equal numbers may miss them by rounding.
            if (scale[j] <= 1e-12 * Math.Abs(center[j]))
                throw new ArgumentException($"\"{names[j]}\" is constant ({center[j]}) and cannot be scaled; "
                    + "leave it out of the observed columns.", nameof(x));
        }

        return (center, scale);
    }

    private static double[] Diagonal(IEnumerable<double> values) =>
        Matrix<double>.Build.DenseOfDiagonalArray([.. values]).ToRowMajorArray();

    private static void Multiply(double[] vector, double[] matrix, double[] destination)
    {
        Array.Clear(destination);
        for (var i = 0; i < vector.Length; i++)
        {
            var row = matrix.AsSpan(i * destination.Length, destination.Length);
            TensorPrimitives.MultiplyAdd<double>(row, vector[i], destination, destination);
        }
    }

    private void CheckColumns(Matrix matrix)
    {
        if (matrix.Columns != Columns)
            throw new ArgumentException($"{matrix.Columns} columns, and the preprocessing was fitted to {Columns}; "
                + "give these, in the same order.", nameof(matrix));
    }
}
