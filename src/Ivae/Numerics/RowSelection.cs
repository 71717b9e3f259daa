namespace Ivae.Numerics;

/// <summary>Some rows of a matrix <c>[N, D]</c>, as a view: nothing is copied.</summary>
/// <param name="matrix">The matrix.</param>
/// <param name="rows">Numbers of the rows <c>[N]</c>, from 0, in their order; all rows where there are none.</param>
internal readonly struct RowSelection(Matrix matrix, int[]? rows = null)
{
    /// <summary>Number of selected rows N.</summary>
    public int Rows => rows?.Length ?? matrix.Rows;

    /// <summary>Number of columns D.</summary>
    public int Columns => matrix.Columns;

    /// <summary>The element at a row of the selection and a column, both from 0.</summary>
    public float this[int row, int column] => Row(row)[column];

    /// <summary>All rows of a matrix.</summary>
    public static implicit operator RowSelection(Matrix matrix) => new(matrix);

    /// <summary>One row <c>[D]</c>, as a view.</summary>
    public ReadOnlySpan<float> Row(int row) => matrix.Row(rows is null ? row : rows[row]);

    /// <summary>A copy of one column <c>[N]</c>.</summary>
    public float[] Column(int column)
    {
        var copy = new float[Rows];
        for (var row = 0; row < copy.Length; row++)
            copy[row] = Row(row)[column];
        return copy;
    }
}
