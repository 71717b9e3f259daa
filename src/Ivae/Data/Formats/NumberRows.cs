using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>
/// Growing rows of numbers, one row after the other as a matrix has them. They sit in blocks, so that growing never
/// copies; where the number of rows is known before, they are one block, which becomes the matrix.
/// </summary>
internal sealed class NumberRows
{
    private const int FirstBlock = 32;
    private const int Block = 32 << 10; // numbers, 128 KiB, which the collector leaves where it is

    private readonly List<float[]> blocks = [];
    private float[] last = [];
    private int at;

    /// <summary>No rows.</summary>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="expected">How many rows there will be; 0 where nobody knows.</param>
    public NumberRows(int width, int expected)
    {
        Width = width;
        if (expected > 0 && width > 0 && (long)expected * width <= Array.MaxLength)
            blocks.Add(last = LargePages.Of(new float[expected * width]));
        at = -width;
    }

    /// <summary>Rows of one number each, which are not copied, <c>[N]</c>.</summary>
    public NumberRows(float[] numbers)
    {
        (Width, Count) = (1, numbers.Length);
        blocks.Add(last = numbers);
    }

    /// <summary>Numbers of a row.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The numbers, where they are all there is in one array, <c>[Count, Width]</c>.</summary>
    public float[]? Whole => blocks is [var only] && only.Length == Count * Width ? only : null;

    /// <summary>Begins the next row, of zeros.</summary>
    public void Begin()
    {
        at += Width;
        Count++;
        if (at < last.Length || Width == 0)
            return;
        var rows = Math.Clamp(2 * last.Length / Width, FirstBlock, Math.Max(FirstBlock, Block / Width));
        blocks.Add(last = new float[rows * Width]);
        at = 0;
    }

    /// <summary>Sets a number of the row that was begun last.</summary>
    public void Set(int position, float number) => last[at + position] = number;

    /// <summary>A number of each row, in order.</summary>
    public IEnumerable<float> Column(int position) =>
        blocks.SelectMany(block => Enumerable.Range(0, block.Length / Width)
            .Select(row => block[row * Width + position])).Take(Count);

    /// <summary>Whether a number of each row is finite.</summary>
    public bool IsFinite(int position) =>
        Width == 1 && Whole is { } whole ? float.IsFinite(Finite.Furthest<float>(whole))
            : Column(position).All(float.IsFinite);

    /// <summary>Writes a number of each row from one place up to another into a column of a matrix.</summary>
    public void CopyTo(int position, Matrix matrix, int column, int from, int to)
    {
        var start = 0;
        foreach (var block in blocks)
        {
            var end = Math.Min(Math.Min(to, Count), start + block.Length / Width);
            for (var row = Math.Max(from, start); row < end; row++)
                matrix.Values[row * matrix.Columns + column] = block[(row - start) * Width + position];
            start += block.Length / Width;
        }
    }
}
