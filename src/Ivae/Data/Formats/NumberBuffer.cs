namespace Ivae.Data;

/// <summary>
/// A growing column of numbers, NaN where one is missing. They sit in blocks, so that growing never copies and never
/// holds more than a block too much; as long as the column lies far from 0, their distances from its first number too.
/// </summary>
internal sealed class NumberBuffer(ColumnRequest request, string name, CellRules rules) : ColumnBuffer(request, name)
{
    private const int FirstBlock = 32;
    private const int Block = 32 << 10; // 128 KiB, which the collector leaves where it is

    private readonly List<float[]> blocks = [];
    private float[] last = [];
    private readonly FarValues far = new(rules);
    private CellPlace? text;
    private CellPlace? infinite;
    private int inLast;
    private int numbers;
    private int texts;
    private int likeNumbers;

    public override void Append(int line, ReadOnlySpan<byte> cell)
    {
        // Most cells: a plain number in a column near 0.
        if (inLast < last.Length && far.IsOver && rules.IsPlain && PlainNumber.TryRead(cell, out float plain))
        {
            last[inLast++] = plain;
            numbers++;
            Count++;
            return;
        }

        if (texts >= TextsLookedAt && numbers == 0)
            return;
        if (!rules.TryNumber(cell, out float number))
        {
            // A fault that looks like a number decides, if it is not the first text.
            var place = texts < TextsLookedAt ? CellPlace.Of(line, cell) : null;
            var looksLikeOne = place is not null && NumberText.Problem(place.Text, rules.IsDecimalComma) is not null;
            if (texts++ == 0 || looksLikeOne && likeNumbers == 0)
                text = place;
            likeNumbers += looksLikeOne ? 1 : 0;
            number = float.NaN;
        }
        else if (float.IsNaN(number))
            Missing ??= CellPlace.Of(line, cell);
        else
        {
            numbers++;
            if (float.IsInfinity(number))
                infinite ??= CellPlace.Of(line, cell);
            far.Add(cell, number, Count);
        }

        if (inLast == last.Length)
        {
            last = new float[Math.Clamp(2 * last.Length, FirstBlock, Block)];
            blocks.Add(last);
            inLast = 0;
        }

        last[inLast++] = number;
        Count++;
    }

    private int Count { get; set; }

    public override (DataException? Fault, string? LeftOut) Decide(string path, IReadOnlyList<int> lines)
    {
        HasValues = numbers > 0;
        if (text is not null && (Request.Use == ColumnUse.Numeric || IsOfNumbers(numbers, texts, likeNumbers)))
            return (NotANumber(path, text, rules), null);
        if (text is not null)
            return (null, $"left out, not numeric: {Shown} (line {text.Line}: {text.Quoted})");
        if (infinite is not null)
            return (new DataException(path, $"{infinite.Quoted} is not finite in single precision (±3.4e38); mark it "
                + "as missing or rescale the column.", infinite.Line, Name), null);
        if (numbers == 0 && Request.Use == ColumnUse.IfNumeric)
            return (null, IsUnnamed ? "" : $"left out, without any value: {Shown}");
        return default;
    }

    public override void MarkMissing(bool[] rows)
    {
        var row = 0;
        foreach (var block in blocks)
            for (var i = 0; i < block.Length && row < Count; i++, row++)
                rows[row] |= float.IsNaN(block[i]);
    }

    public override TableColumn ToColumn(bool[]? left)
    {
        var column = far.Distances(Count) is var (distances, origin)
            ? new TableColumn(Name, distances, origin)
            : new TableColumn(Name, blocks, Count);
        return left is null ? column : column.TakeRows([.. Enumerable.Range(0, Count).Where(row => !left[row])]);
    }
}
