using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>
/// Data in the units of the model: preprocessed observations, standardised numeric u, and codes of categorical u.
/// </summary>
/// <param name="Observed">x <c>[N, D]</c>, or of many columns <c>[N, K]</c> coordinates.</param>
/// <param name="Auxiliary">The numeric part of u <c>[N, P]</c>.</param>
/// <param name="Codes">The categorical parts of u, each <c>[N]</c>.</param>
internal sealed record ModelData(Matrix Observed, Matrix Auxiliary, int[][] Codes)
{
    /// <summary>
    /// log-density of what K coordinates leave of each row <c>[N]</c>, in nats; none where there are all D columns.
    /// </summary>
    public double[]? LogRest { get; init; }

    /// <summary>log of the exposure of each row, by that of usual rows <c>[N]</c>; none without exposure.</summary>
    public double[]? LogExposure { get; init; }

    /// <summary>
    /// log of the probability of each regime that is not observed, given other rows <c>[N, K]</c>; none where nothing
    /// is known of them, or there are none.
    /// </summary>
    public Matrix? LogRegimes { get; init; }

    /// <summary>x as the rows would have it at usual exposure <c>[N, D]</c>.</summary>
    public Matrix PerExposure => LogExposure is null ? Observed : Divided(Observed, LogExposure);

    /// <summary>Rows, from 0 and rising, that do not follow the row before them; the first is 0.</summary>
    public int[] Starts { get; init; } = [0];

    /// <summary>How many rows before a row are in one piece with it.</summary>
    public int RowsBefore(int row) => RowOrder.Before(Starts, row);

    /// <summary>Those of some rows that have P rows before them.</summary>
    public int[] WithPast(int[] rows, int past) =>
        past == 0 ? rows : Array.FindAll(rows, row => RowsBefore(row) >= past);

    /// <summary>Runs of some rows, which rise, that follow each other in one piece.</summary>
    public IEnumerable<(int Start, int End)> Runs(int[] rows) =>
        rows.Length == 0 ? [] : RowOrder.Pieces(RowOrder.Starts(Starts, rows), rows.Length)
            .Select(run => (rows[run.Start], rows[run.End - 1] + 1));

    /// <summary>Number of rows N.</summary>
    public int Rows => Observed.Rows;

    /// <summary>Mean of <see cref="LogRest"/> over some rows, 0 where there is none.</summary>
    public double MeanLogRest(ReadOnlySpan<int> rows)
    {
        var sum = 0.0;
        for (var i = 0; LogRest is not null && i < rows.Length; i++)
            sum += LogRest[rows[i]] / rows.Length;
        return sum;
    }

    /// <summary>A copy of the rows with the given numbers (from 0), in the given order.</summary>
    public ModelData TakeRows(ReadOnlySpan<int> rows)
    {
        var codes = new int[Codes.Length][];
        for (var part = 0; part < codes.Length; part++)
        {
            codes[part] = new int[rows.Length];
            for (var i = 0; i < rows.Length; i++)
                codes[part][i] = Codes[part][rows[i]];
        }

        return new ModelData(Observed.TakeRows(rows), Auxiliary.TakeRows(rows), codes)
        {
            LogRest = LogRest is null ? null : [.. rows.ToArray().Select(row => LogRest[row])],
            LogExposure = LogExposure is null ? null : [.. rows.ToArray().Select(row => LogExposure[row])],
            LogRegimes = LogRegimes?.TakeRows(rows),
            Starts = RowOrder.Starts(Starts, rows),
        };
    }

    /// <summary>Counts divided by exposures.</summary>
    public static Matrix Divided(Matrix counts, double[] logExposure)
    {
        var divided = new Matrix(counts.Rows, counts.Columns);
        for (var row = 0; row < counts.Rows; row++)
            TensorPrimitives.Multiply(counts.Row(row), (float)Math.Exp(-logExposure[row]), divided.Row(row));
        return divided;
    }

    /// <summary>Copies rows of a matrix into the columns of an input that start at <paramref name="column"/>.</summary>
    public static void Copy<T>(Matrix source, ReadOnlySpan<int> rows, Variable<T> input, int column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        input.Resize(rows.Length);
        var target = input.Value;
        for (var (i, at) = (0, column); i < rows.Length; i++, at += input.Columns)
        {
            var from = source.Row(rows[i]);
            var to = target.Slice(at, from.Length);
            for (var j = 0; j < from.Length; j++)
                to[j] = T.CreateTruncating(from[j]);
        }
    }

    /// <summary>Copies the levels of a categorical part of u for some rows.</summary>
    public void Copy(int part, ReadOnlySpan<int> rows, Codes destination)
    {
        var codes = destination.Resize(rows.Length);
        var all = Codes[part];
        for (var i = 0; i < rows.Length; i++)
            codes[i] = all[rows[i]];
    }
}
