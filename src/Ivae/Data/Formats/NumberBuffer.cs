namespace Ivae.Data;

/// <summary>
/// A growing column of numbers, NaN where one is missing, which are a part of rows; as long as the column lies far from
/// 0, their distances from its first number too.
/// </summary>
internal sealed class NumberBuffer(
    ColumnRequest request, string name, CellRules rules, NumberRows table, int position) : ColumnBuffer(request, name)
{
    private readonly FarValues far = new(rules);
    private CellPlace? text;
    private CellPlace? infinite;
    private CellPlace? tiny;
    private bool isAboveTiny;
    private int numbers;
    private int texts;
    private int likeNumbers;

    public override void Append(int line, ReadOnlySpan<byte> cell)
    {
        // Most cells: a plain number in a column near 0.
        if (far.IsOver && rules.IsPlain && PlainNumber.TryRead(cell, out float plain))
        {
            table.Set(position, plain);
            isAboveTiny |= plain != 0;
            numbers++;
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
            isAboveTiny |= number != 0;
            if (number == 0 && tiny is null && rules.TryNumber(cell, out double precise) && precise != 0)
                tiny = CellPlace.Of(line, cell);
            far.Add(cell, number, table.Count - 1);
        }

        table.Set(position, number);
    }

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
        if (tiny is not null && !isAboveTiny)
            return (new DataException(path, $"{tiny.Quoted} is 0 in single precision (1.4e-45 is the least), as are "
                + "all others of the column; rescale it.", tiny.Line, Name), null);
        if (numbers == 0 && Request.Use == ColumnUse.IfNumeric)
            return (null, IsUnnamed ? "" : $"left out, without any value: {Shown}");
        return default;
    }

    public override void MarkMissing(bool[] rows)
    {
        foreach (var (row, number) in table.Column(position).Index())
            rows[row] |= float.IsNaN(number);
    }

    public override TableColumn ToColumn(bool[]? left)
    {
        var column = far.Distances(table.Count) is var (distances, origin)
            ? new TableColumn(Name, distances, origin)
            : new TableColumn(Name, table, position);
        return left is null ? column : column.TakeRows([.. Enumerable.Range(0, table.Count).Where(row => !left[row])]);
    }
}
