using System.Text;

namespace Ivae.Data;

/// <summary>What a growing column holds.</summary>
internal enum BufferKind
{
    Numbers,
    Texts,

    /// <summary>Nothing: the column is left out as long as it has no number in it.</summary>
    Watched,
}

/// <summary>
/// A growing column. Numbers sit in blocks, so that growing never copies and never holds more than a block too much.
/// </summary>
internal sealed class ColumnBuffer(int position, string name, BufferKind kind)
{
    private const int Block = 16 << 10;

    private readonly List<float[]> blocks = [];
    private readonly List<string> texts = [];
    private readonly Dictionary<string, string> pool = [];
    private int inLast = Block;

    public int Position { get; } = position;

    public string Name { get; } = name;

    public bool Kept => kind != BufferKind.Watched;

    public void Append(string path, int line, ReadOnlySpan<byte> cell)
    {
        if (kind == BufferKind.Watched)
        {
            if (!TableLayout.IsMissing(cell) && TableLayout.TryNumber(cell, out _))
                throw new DataException(path, "the first value comes after many missing ones; "
                    + "choose the observed columns by name.", line, Name);
            return;
        }

        if (kind == BufferKind.Texts)
        {
            var text = Encoding.UTF8.GetString(cell);
            if (!pool.TryGetValue(text, out var known))
                pool.Add(text, known = text);
            texts.Add(known);
            return;
        }

        if (!TableLayout.TryNumber(cell, out var number))
            throw NotANumber(path, line, Encoding.UTF8.GetString(cell));
        if (!float.IsFinite(number))
            throw new DataException(path, $"\"{Encoding.UTF8.GetString(cell)}\" is not finite in single precision "
                + "(±3.4e38); mark it as missing or rescale the column.", line, Name);
        if (inLast == Block)
        {
            blocks.Add(new float[Block]);
            inLast = 0;
        }

        blocks[^1][inLast++] = number;
    }

    /// <summary>The finished column, which takes over what the buffer holds.</summary>
    public TableColumn ToColumn()
    {
        if (kind == BufferKind.Texts)
            return new TableColumn(Name, [.. texts]);
        return new TableColumn(Name, blocks, blocks.Count == 0 ? 0 : (blocks.Count - 1) * Block + inLast);
    }

    private DataException NotANumber(string path, int line, string cell)
    {
        var decimalComma =
            cell.Contains(',') && TableLayout.TryNumber(Encoding.UTF8.GetBytes(cell.Replace(',', '.')), out _);
        return new DataException(path, $"\"{cell}\" is not a number; " + (decimalComma
            ? "write decimals with a point."
            : "correct it, mark it as missing (NA), or leave the column out."), line, Name);
    }
}
