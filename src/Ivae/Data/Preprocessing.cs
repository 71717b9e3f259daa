using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Data;

/// <summary>
/// Takes observations from data units to model units and back: y = (clip(x) − c) W, with the centre c <c>[D]</c> and
/// the matrix W <c>[D, D]</c>, and with many columns on to K &lt; D coordinates of y (<see cref="Reduction"/>).
/// </summary>
internal sealed class Preprocessing
{

    /// <summary>A map from its parts, as <see cref="Fit"/> made them or a file keeps them.</summary>
    /// <param name="options">The options it was fitted with.</param>
    /// <param name="centre">c, <c>[D]</c>.</param>
    /// <param name="forward">W, <c>[D, D]</c> row-major, or its diagonal <c>[D]</c>.</param>
    /// <param name="lowest">Smallest value that is not clipped, <c>[D]</c>.</param>
    /// <param name="highest">Largest value that is not clipped, <c>[D]</c>.</param>
    /// <param name="clipped">How many values were clipped in fitting, <c>[D]</c>.</param>
    /// <param name="reduction">What is done after W, if anything.</param>
    /// <exception cref="ArgumentException">The sizes do not agree, or W has no inverse.</exception>
    public Preprocessing(
        PreprocessingOptions options, double[] centre, double[] forward, float[] lowest, float[] highest, int[] clipped,
        Reduction? reduction = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(centre);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(lowest);
        ArgumentNullException.ThrowIfNull(highest);
        ArgumentNullException.ThrowIfNull(clipped);
        var d = centre.Length;
        var isSquare = forward.Length == (long)d * d;
        if (!(isSquare || forward.Length == d) || lowest.Length != d || highest.Length != d || clipped.Length != d)
            throw new ArgumentException($"{d} columns need {d} centres, limits and counts and {(long)d * d} numbers of "
                + $"the matrix, or {d} of its diagonal; got {forward.Length} numbers.", nameof(forward));
        if (reduction is not null && reduction.Columns != d)
            throw new ArgumentException($"{d} columns and components of {reduction.Columns}; fit the preprocessing "
                + "again.", nameof(reduction));
        var lu = isSquare ? Matrix<double>.Build.DenseOfRowMajor(d, d, forward).LU() : null;
        LogAbsDeterminant = (lu?.U.Diagonal().AsArray() ?? forward).Sum(pivot => Math.Log(Math.Abs(pivot)));
        if (!double.IsFinite(LogAbsDeterminant))
            throw new ArgumentException("the matrix has no inverse; fit the preprocessing again.", nameof(forward));
        Inverse = lu is null ? Array.ConvertAll(forward, value => 1 / value) : lu.Inverse().ToRowMajorArray();
        Reduction = reduction;
        Options = options;
        Centre = centre;
        Forward = forward;
        Lowest = lowest;
        Highest = highest;
        Clipped = clipped;
    }

    /// <summary>The options it was fitted with.</summary>
    public PreprocessingOptions Options { get; }

    /// <summary>Number of observed columns D.</summary>
    public int Columns => Centre.Length;

    /// <summary>The centre c, <c>[D]</c>, in data units.</summary>
    [JsonPropertyName("center")]
    public double[] Centre { get; }

    /// <summary>
    /// The matrix W, <c>[D, D]</c> row-major, or its diagonal <c>[D]</c>, in model units per data unit.
    /// </summary>
    public double[] Forward { get; }

    /// <summary>W⁻¹, of the shape of W.</summary>
    [JsonIgnore]
    internal double[] Inverse { get; }

    /// <summary>Smallest value that is not clipped, <c>[D]</c>, in data units.</summary>
    public float[] Lowest { get; }

    /// <summary>Largest value that is not clipped, <c>[D]</c>, in data units.</summary>
    public float[] Highest { get; }

    /// <summary>How many values of each column were clipped in fitting, <c>[D]</c>.</summary>
    public int[] Clipped { get; }

    /// <summary>What is done after W: principal components of many columns; none keeps all columns.</summary>
    public Reduction? Reduction { get; }

    /// <summary>Number of columns K that a model sees, D without a reduction.</summary>
    internal int ModelColumns => Reduction?.Coordinates ?? Columns;

    /// <summary>
    /// log |det W|: log p(x) in data units = log p(y) in model units + this + <see cref="LogRest"/>, in nats.
    /// </summary>
    public double LogAbsDeterminant { get; }

    /// <summary>What of numbers that were read from a file cannot be.</summary>
    /// <param name="key">Its key in the file.</param>
    internal IEnumerable<string> Problems(string key)
    {
        (string Name, bool IsRight)[] checks =
        [
            ("centres", Array.TrueForAll(Centre, double.IsFinite)),
            ("weights (forward)", Array.TrueForAll(Forward, double.IsFinite)),
            ("limits (lowest)", !Array.Exists(Lowest, float.IsNaN)),
            ("limits (highest)", !Array.Exists(Highest, float.IsNaN)),
            ("directions (reduction)", Reduction is null || Array.TrueForAll(Reduction.Directions, double.IsFinite)),
            ("variances (reduction)", Reduction is null || double.IsFinite(Reduction.Variance)),
        ];
        return checks.Where(check => !check.IsRight)
            .Select(check => $"{key} has {check.Name} that are not finite.");
    }

    /// <summary>Fits clipping, centre and matrix to observations.</summary>
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
    /// <param name="x">The rows.</param>
    /// <param name="options">What to do.</param>
    /// <param name="names">Names of the columns for messages, <c>[D]</c>.</param>
    /// <param name="least">Least number of columns that are left where there is a choice.</param>
    /// <param name="cancellation">Ends the search for principal components.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal static Preprocessing FitRows(RowSelection x, PreprocessingOptions options, IReadOnlyList<string>? names,
        int least = 1, CancellationToken cancellation = default)
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
        var (lowest, highest, clipped) = RobustRange.Fit(
            x, options.Scaling == Scaling.None ? 0 : options.ClipAt, options.Scaling == Scaling.Reduce, cancellation);
        var d = x.Columns;
        if (options.Scaling == Scaling.None)
            return new Preprocessing(
                options, new double[d], [.. Enumerable.Repeat(1.0, d)], lowest, highest, clipped);
        var (centre, scale) = ColumnScales.Fit(x, lowest, highest, names, cancellation);
        var forward = options.Scaling == Scaling.Whiten && x.Rows > 1
            ? Whitening.Fit(x, lowest, highest, centre, scale, names)
            : Array.ConvertAll(scale, value => 1 / value);
        if (options.Scaling != Scaling.Reduce)
            return new Preprocessing(options, centre, forward, lowest, highest, clipped);
        var reduction = Reduction.Fit(x.Rows, d, least, Standardised, cancellation);
        return new Preprocessing(options, centre, forward, lowest, highest, clipped, reduction);

        void Standardised(int row, Span<double> destination)
        {
            Clip(x.Row(row), lowest, highest, destination);
            TensorPrimitives.Subtract(destination, centre, destination);
            TensorPrimitives.Multiply(destination, forward, destination);
        }
    }

    /// <summary>From data units to model units, <c>[N, D]</c> to <c>[N, K]</c>; each row by itself.</summary>
    /// <exception cref="ArgumentException"><paramref name="x"/> does not have D columns.</exception>
    public Matrix Apply(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        CheckColumns(x, Columns);
        var result = new Matrix(x.Rows, ModelColumns);
        var coordinates = new double[ModelColumns];
        ForEachRow(x, (row, mapped) =>
        {
            Reduction?.Apply(mapped, coordinates);
            TensorPrimitives.ConvertTruncating<double, float>(
                Reduction is null ? mapped : coordinates, result.Row(row));
        });
        return result;
    }

    /// <summary>
    /// log-density of what the K coordinates of each row leave out <c>[N]</c>, in nats; of rows that lack values, what
    /// <see cref="LogAbsDeterminant"/> has too much. None where it is 0.
    /// </summary>
    /// <param name="x">Rows in data units, <c>[N, D]</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="x"/> does not have D columns.</exception>
    public double[]? LogRest(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        CheckColumns(x, Columns);
        var result = new double[x.Rows];
        if (Reduction is null)
            return ColumnScales.TakeMissing(x, Forward, result) ? result : null;
        ForEachRow(x, (row, mapped) => result[row] = Reduction.LogRest(mapped));
        return result;
    }

    /// <summary>
    /// From model units back to data units, <c>[N, K]</c> to <c>[N, D]</c>; what was clipped stays clipped.
    /// </summary>
    /// <param name="y">Rows in model units.</param>
    /// <param name="noise">Where what the K coordinates leave out is drawn from; without it, it is 0.</param>
    /// <exception cref="ArgumentException"><paramref name="y"/> does not have K columns.</exception>
    public Matrix Invert(Matrix y, RandomStream? noise = null)
    {
        ArgumentNullException.ThrowIfNull(y);
        CheckColumns(y, ModelColumns);
        var result = new Matrix(y.Rows, Columns);
        for (var row = 0; row < y.Rows; row++)
        {
            var mapped = Inverted(y.Row(row), noise);
            TensorPrimitives.Add<double>(mapped, Centre, mapped);
            TensorPrimitives.ConvertTruncating<double, float>(mapped, result.Row(row));
        }

        return result;
    }

    /// <summary>
    /// Directions from model units back to data units, <c>[N, K]</c> to <c>[N, D]</c>: as <see cref="Invert"/> without
    /// the centre.
    /// </summary>
    internal double[][] InvertDirections(Matrix directions) =>
        [.. Enumerable.Range(0, directions.Rows).Select(row => Inverted(directions.Row(row)))];

    /// <summary>Observations as the model sees them, <c>[N, D]</c>: each value moved into its range.</summary>
    internal Matrix Clip(Matrix x)
    {
        var result = new Matrix(x.Rows, Columns);
        for (var row = 0; row < x.Rows; row++)
            for (var j = 0; j < Columns; j++)
                result[row, j] = Math.Clamp(x[row, j], Lowest[j], Highest[j]);
        return result;
    }

    /// <summary>One row in double precision with each value moved into its range.</summary>
    internal static void Clip(ReadOnlySpan<float> row, float[] lowest, float[] highest, Span<double> destination)
    {
        for (var j = 0; j < row.Length; j++)
            destination[j] = Math.Clamp(row[j], lowest[j], highest[j]);
    }

    /// <summary>Hands over each row times W.</summary>
    private void ForEachRow(Matrix x, Action<int, double[]> use)
    {
        var (centred, mapped) = (new double[Columns], new double[Columns]);
        for (var row = 0; row < x.Rows; row++)
        {
            Clip(x.Row(row), Lowest, Highest, centred);
            TensorPrimitives.Subtract<double>(centred, Centre, centred);
            Multiply(centred, Forward, mapped);
            use(row, mapped);
        }
    }

    /// <summary>A row of model units times the inverse of W <c>[D]</c>.</summary>
    private double[] Inverted(ReadOnlySpan<float> row, RandomStream? noise = null)
    {
        var (values, mapped) = (new double[Columns], new double[Columns]);
        var coordinates = values.AsSpan(0, row.Length);
        TensorPrimitives.ConvertTruncating(row, coordinates);
        if (Reduction is not null)
        {
            var t = coordinates.ToArray();
            Reduction.Invert(t, values);
            if (noise is not null)
                Reduction.AddNoise(values, noise);
        }

        Multiply(values, Inverse, mapped);
        return mapped;
    }

    private static void Multiply(double[] vector, double[] matrix, double[] destination)
    {
        if (matrix.Length == vector.Length)
        {
            TensorPrimitives.Multiply<double>(vector, matrix, destination);
            return;
        }

        Array.Clear(destination);
        for (var i = 0; i < vector.Length; i++)
        {
            var row = matrix.AsSpan(i * destination.Length, destination.Length);
            TensorPrimitives.MultiplyAdd<double>(row, vector[i], destination, destination);
        }
    }

    private static void CheckColumns(Matrix matrix, int columns)
    {
        if (matrix.Columns != columns)
            throw new ArgumentException($"{matrix.Columns} columns, and the preprocessing was fitted to {columns}; "
                + "give these, in the same order.", nameof(matrix));
    }
}
