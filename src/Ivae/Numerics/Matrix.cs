using System.Globalization;
using System.Text;

namespace Ivae.Numerics;

/// <summary>
/// A dense matrix of single-precision numbers, row-major: the form in which data enters and leaves the library.
/// </summary>
public sealed class Matrix
{
    /// <summary>A matrix of zeros, <c>[rows, columns]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the matrix would hold more than 2³¹ − 1
    /// numbers.</exception>
    public Matrix(int rows, int columns)
        : this(rows, columns, LargePages.Of(new float[CheckedLength(rows, columns)]))
    {
    }

    /// <summary>
    /// A matrix over <paramref name="values"/>, which is not copied, <c>[rows, columns]</c> row-major.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="values"/> does not hold rows · columns numbers.</exception>
    public Matrix(int rows, int columns, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != CheckedLength(rows, columns))
            throw new ArgumentException($"{values.Length} values do not fill a [{rows}, {columns}] matrix; it needs "
                + $"{(long)rows * columns}.", nameof(values));
        Rows = rows;
        Columns = columns;
        Values = values;
    }

    /// <summary>A copy of an array, <c>[rows, columns]</c>.</summary>
    public static Matrix Of(float[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var matrix = new Matrix(values.GetLength(0), values.GetLength(1));
        Buffer.BlockCopy(values, 0, matrix.Values, 0, matrix.Values.Length * sizeof(float));
        return matrix;
    }

    /// <summary>
    /// A copy of an array in single precision, <c>[rows, columns]</c>; numbers beyond ±3.4e38 become infinite.
    /// </summary>
    public static Matrix Of(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var matrix = new Matrix(values.GetLength(0), values.GetLength(1));
        var at = 0;
        foreach (var value in values)
            matrix.Values[at++] = (float)value;
        return matrix;
    }

    /// <summary>A copy of rows that are all as long, in single precision, <c>[rows, columns]</c>.</summary>
    /// <exception cref="ArgumentException">A row is missing or of another length than the first.</exception>
    public static Matrix Of(double[][] rows) => OfRows(rows, value => (float)value);

    /// <summary>A copy of rows that are all as long, <c>[rows, columns]</c>.</summary>
    /// <exception cref="ArgumentException">A row is missing or of another length than the first.</exception>
    public static Matrix Of(float[][] rows) => OfRows(rows, value => value);

    /// <summary>A copy as an array, <c>[rows, columns]</c>.</summary>
    public float[,] ToArray()
    {
        var array = new float[Rows, Columns];
        Buffer.BlockCopy(Values, 0, array, 0, Values.Length * sizeof(float));
        return array;
    }

    /// <summary>The shape and the first numbers, for people.</summary>
    public override string ToString()
    {
        const int Shown = 6;
        var text = new StringBuilder(Line($"[{Rows}, {Columns}]"));
        for (var row = 0; row < Math.Min(Rows, Shown); row++)
        {
            text.Append('\n');
            for (var column = 0; column < Math.Min(Columns, Shown); column++)
                text.Append(Line($"{this[row, column],12:G6}"));
            if (Columns > Shown)
                text.Append(" …");
        }

        return Rows > Shown ? text.Append(Line($"\n… ({Rows - Shown} more rows)")).ToString() : text.ToString();

        static string Line(FormattableString part) => part.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>The numbers, row after row.</summary>
    public float[] Values { get; }

    /// <summary>The element at <paramref name="row"/> and <paramref name="column"/>, both from 0.</summary>
    public float this[int row, int column]
    {
        get => Row(row)[column];
        set => Row(row)[column] = value;
    }

    /// <summary>The numbers of one row, <c>[columns]</c>, as a view.</summary>
    public Span<float> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>A copy of one column, <c>[rows]</c>.</summary>
    public float[] Column(int column)
    {
        var copy = new float[Rows];
        for (var row = 0; row < Rows; row++)
            copy[row] = this[row, column];
        return copy;
    }

    /// <summary>A copy of the rows with the given numbers (from 0), in the given order.</summary>
    public Matrix TakeRows(ReadOnlySpan<int> rows)
    {
        var taken = new Matrix(rows.Length, Columns);
        for (var i = 0; i < rows.Length; i++)
            Row(rows[i]).CopyTo(taken.Row(i));
        return taken;
    }

    /// <summary>A copy of the columns with the given numbers (from 0), in the given order.</summary>
    public Matrix TakeColumns(ReadOnlySpan<int> columns)
    {
        var taken = new Matrix(Rows, columns.Length);
        for (var row = 0; row < Rows; row++)
            for (var j = 0; j < columns.Length; j++)
                taken[row, j] = this[row, columns[j]];
        return taken;
    }

    /// <summary>The absolute values.</summary>
    public Matrix Absolute() => new(Rows, Columns, Array.ConvertAll(Values, MathF.Abs));

    private static Matrix OfRows<T>(T[][] rows, Func<T, float> single)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var matrix = new Matrix(rows.Length, rows.Length == 0 ? 0 : rows[0]?.Length ?? 0);
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] is not { } row || row.Length != matrix.Columns)
                throw new ArgumentException($"Row {i + 1} has {rows[i]?.Length ?? 0} numbers and row 1 "
                    + $"{matrix.Columns}; give all rows as many.", nameof(rows));
            for (var j = 0; j < row.Length; j++)
                matrix[i, j] = single(row[j]);
        }

        return matrix;
    }

    private static int CheckedLength(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)rows * columns, int.MaxValue, nameof(rows));
        return rows * columns;
    }
}
