using System.Numerics;

namespace Ivae.Numerics;

/// <summary>
/// The transpose Y <c>[n, W]</c> of X <c>[B, n]</c>, of few columns: its rows have W ≥ B places, the last ones 0.
/// </summary>
internal static class Transposition
{
    /// <summary>Y from X.</summary>
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> y, int rows, int columns, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var column = 0; column < columns; column++)
        {
            var own = y.Slice(column * width, width);
            for (var (row, at) = (0, column); row < rows; row++, at += columns)
                own[row] = x[at];
            own[rows..].Clear();
        }
    }

    /// <summary>X from Y.</summary>
    public static void Undo<T>(ReadOnlySpan<T> y, Span<T> x, int rows, int columns, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var column = 0; column < columns; column++)
        {
            var own = y.Slice(column * width, rows);
            for (var (row, at) = (0, column); row < own.Length; row++, at += columns)
                x[at] = own[row];
        }
    }

    /// <summary>X += what <see cref="Undo"/> gives.</summary>
    public static void AddUndone<T>(ReadOnlySpan<T> y, Span<T> x, int rows, int columns, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var column = 0; column < columns; column++)
        {
            var own = y.Slice(column * width, rows);
            for (var (row, at) = (0, column); row < own.Length; row++, at += columns)
                x[at] += own[row];
        }
    }
}
