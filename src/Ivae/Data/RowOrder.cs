using System.Numerics.Tensors;

namespace Ivae.Data;

/// <summary>Which rows follow the row before them, in time and within one sequence.</summary>
internal static class RowOrder
{
    /// <summary>Largest step between rows that follow each other, in usual steps, unless said.</summary>
    public const double UsualGap = 1.5;

    /// <summary>
    /// The rows, from 0 and rising, that do not follow the one before: the first of each sequence, and those after a
    /// gap.
    /// </summary>
    /// <param name="numbers">Position of each row in its file <c>[N]</c>; rows that were left out make gaps.</param>
    /// <param name="sequences">Columns whose values together name the sequence of each row.</param>
    /// <param name="time">The time of each row, if known.</param>
    /// <param name="gap">Largest step in rows, and in median steps of time, that is none.</param>
    public static int[] Starts(
        IReadOnlyList<int> numbers, IReadOnlyList<TableColumn> sequences, TableColumn? time, double gap)
    {
        var starts = new List<int> { 0 };
        var times = time?.Distances ?? (time?.Numbers is { } single ? Array.ConvertAll(single, t => (double)t) : null);
        bool IsOther(int row) => sequences.Count > 0 && sequences.Any(column =>
            AuxiliaryLevels.Label(column, row) != AuxiliaryLevels.Label(column, row - 1));
        var step = times is null ? 0 : UsualStep(times, IsOther);
        for (var row = 1; row < numbers.Count; row++)
            if (numbers[row] - numbers[row - 1] > gap || IsOther(row)
                || times is not null && !(times[row] - times[row - 1] is >= 0 and var since && since <= gap * step))
                starts.Add(row);
        return [.. starts];
    }

    /// <summary>How many rows before a row are in one piece with it.</summary>
    public static int Before(int[] starts, int row)
    {
        var piece = Array.BinarySearch(starts, row);
        return row - starts[piece >= 0 ? piece : ~piece - 1];
    }

    /// <summary>The starts among some rows in a new order.</summary>
    /// <param name="starts">Those of all rows.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="step">Largest step between rows that follow each other, of which only some were taken.</param>
    public static int[] Starts(IReadOnlyList<int> starts, ReadOnlySpan<int> rows, int step = 1)
    {
        var pieces = PieceOf(starts, rows.IsEmpty ? 0 : TensorPrimitives.Max(rows) + 1);
        var taken = new List<int> { 0 };
        for (var i = 1; i < rows.Length; i++)
            if (rows[i] <= rows[i - 1] || rows[i] > rows[i - 1] + step || pieces[rows[i]] != pieces[rows[i - 1]])
                taken.Add(i);
        return [.. taken];
    }

    /// <summary>Rows that follow each other, piece by piece.</summary>
    public static IEnumerable<(int Start, int End)> Pieces(IReadOnlyList<int> starts, int rows)
    {
        for (var i = 0; i < starts.Count; i++)
            yield return (starts[i], i + 1 < starts.Count ? starts[i + 1] : rows);
    }

    /// <summary>Number of the piece each row is in <c>[N]</c>.</summary>
    public static int[] PieceOf(IReadOnlyList<int> starts, int rows)
    {
        var pieces = new int[rows];
        foreach (var (piece, (start, end)) in Pieces(starts, rows).Index())
            if (start < rows)
                pieces.AsSpan(start, Math.Min(end, rows) - start).Fill(piece);
        return pieces;
    }

    /// <summary>
    /// Cuts the pieces into M segments that are as equal as they can be: where each starts, and the end.
    /// </summary>
    /// <exception cref="ArgumentException">There are fewer segments than pieces.</exception>
    public static int[] Segments(IReadOnlyList<int> starts, int rows, int segments)
    {
        if (segments < starts.Count)
            throw new ArgumentException($"{segments} segments over {starts.Count} pieces of rows that follow each "
                + "other (sequences, and rows between gaps), and none may cross their borders; give at least as many, "
                + "or say up to which step rows follow each other.", nameof(segments));
        var pieces = Pieces(starts, rows).ToArray();
        var counts = pieces.Select(_ => 1).ToArray();
        for (var left = segments - pieces.Length; left > 0; left--)
        {
            var longest = Enumerable.Range(0, pieces.Length)
                .MaxBy(i => (double)(pieces[i].End - pieces[i].Start) / counts[i]);
            counts[longest]++;
        }

        return [.. pieces.SelectMany((piece, i) => Enumerable.Range(0, counts[i]).Select(k =>
            piece.Start + (int)(((long)k * (piece.End - piece.Start) + counts[i] - 1) / counts[i]))), rows];
    }

    private static double UsualStep(double[] times, Func<int, bool> isOther)
    {
        double[] steps = [.. Enumerable.Range(1, Math.Max(0, times.Length - 1)).Where(row => !isOther(row))
            .Select(row => times[row] - times[row - 1]).Where(step => step > 0).Order()];
        return steps.Length == 0 ? 0 : steps[steps.Length / 2];
    }
}
