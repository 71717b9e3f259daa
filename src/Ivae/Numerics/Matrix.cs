namespace Ivae.Numerics;

/// <summary>A dense matrix of single-precision numbers, row-major: the form in which data enters and leaves the library.</summary>
public sealed class Matrix
{
    /// <summary>A matrix of zeros, <c>[rows, columns]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the matrix would hold more than 2³¹ − 1 numbers.</exception>
    public Matrix(int rows, int columns)
        : this(rows, columns, new float[CheckedLength(rows, columns)])
    {
    }

    /// <summary>A matrix over <paramref name="values"/>, which is not copied, <c>[rows, columns]</c> row-major.</summary>
    /// <exception cref="ArgumentException"><paramref name="values"/> does not hold rows · columns numbers.</exception>
    public Matrix(int rows, int columns, float[] values)
    {
        if (values.Length != CheckedLength(rows, columns))
            throw new ArgumentException($"{values.Length} values do not fill a [{rows}, {columns}] matrix; it needs {(long)rows * columns}.", nameof(values));
        Rows = rows;
        Columns = columns;
        Values = values;
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

    private static int CheckedLength(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)rows * columns, int.MaxValue, nameof(rows));
        return rows * columns;
    }
}
