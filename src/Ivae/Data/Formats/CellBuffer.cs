using System.Globalization;
using System.Text;

namespace Ivae.Data;

/// <summary>A growing column of cells as they are written, in blocks of bytes.</summary>
internal sealed class CellBuffer(ColumnRequest request, string name, CellRules rules) : ColumnBuffer(request, name)
{
    private const int FirstBlock = 64;
    private const int LargestBlock = 1 << 18;
    private const byte LongCell = byte.MaxValue;

    // Different levels up to which numbers have a label each.
    private const int MostLabels = 1 << 16;

    private readonly List<(byte[] Bytes, int Used)> blocks = [];
    private string? fault;
    private Kind kind;
    private (double Lowest, double Highest) range = (double.PositiveInfinity, double.NegativeInfinity);
    private int count;
    private CellPlace? missingMark;
    private bool hasWords;

    private delegate void Reader(int row, ReadOnlySpan<byte> cell);

    private enum Kind
    {
        Texts,
        Numbers,
        Times,
    }

    /// <summary>The first cell that is missing, if any; of marks alone, such as + and -, none is.</summary>
    public override CellPlace? Missing => AreMarks || missingMark is null ? base.Missing
        : base.Missing is { } other && other.Line < missingMark.Line ? other : missingMark;

    private bool AreMarks => HasValues && !hasWords;

    public override void Append(int line, ReadOnlySpan<byte> cell)
    {
        count++;
        var isLong = cell.Length >= LongCell;
        var needed = cell.Length + (isLong ? 1 + sizeof(int) : 1);
        if (blocks.Count == 0 || blocks[^1].Bytes.Length - blocks[^1].Used < needed)
        {
            var size = blocks.Count == 0 ? FirstBlock : Math.Min(LargestBlock, 2 * blocks[^1].Bytes.Length);
            blocks.Add((new byte[Math.Max(size, needed)], 0));
        }

        var (bytes, used) = blocks[^1];
        var to = bytes.AsSpan(used);
        to[0] = isLong ? LongCell : (byte)cell.Length;
        if (isLong)
            BitConverter.TryWriteBytes(to[1..], cell.Length);
        cell.CopyTo(to[(needed - cell.Length)..]);
        blocks[^1] = (bytes, used + needed);
        if (!rules.IsMissing(cell))
            (HasValues, hasWords) = (true, hasWords || !CellRules.IsMark(cell));
        else if (rules.IsMissing(cell, areMarks: true))
            base.Missing ??= CellPlace.Of(line, cell);
        else
            missingMark ??= CellPlace.Of(line, cell);
    }

    public override (DataException? Fault, string? LeftOut) Decide(string path, IReadOnlyList<int> lines)
    {
        if (!HasValues && IsUnnamed)
            return (null, "");
        var (numbers, times, texts, likeNumbers) = (0, 0, 0, 0);
        CellPlace? text = null;
        CellPlace? infinite = null;
        if (Request.Use != ColumnUse.Text)
            ForEach((row, cell) =>
            {
                if (!rules.TryNumber(cell, out double number))
                {
                    texts++;
                    if (IsTime(cell))
                        times++;
                    else if (text is null || Request.Purpose == ColumnPurpose.Description && texts <= TextsLookedAt)
                    {
                        var place = CellPlace.Of(lines[row], cell);
                        if (NumberText.Problem(place.Text, rules.IsDecimalComma) is not null && likeNumbers++ == 0)
                            text = place;
                        text ??= place;
                    }
                }
                else if (!double.IsNaN(number))
                {
                    numbers++;
                    range = (Math.Min(range.Lowest, number), Math.Max(range.Highest, number));
                    if (!float.IsFinite((float)number))
                        infinite ??= CellPlace.Of(lines[row], cell);
                }
            });
        kind = Request.Use == ColumnUse.Text || !HasValues ? Kind.Texts
            : texts == 0 ? Kind.Numbers
            : times == texts && numbers == 0 && Request.Purpose != ColumnPurpose.Values ? Kind.Times
            : Kind.Texts;
        if (kind == Kind.Numbers && infinite is not null && Request.Purpose != ColumnPurpose.Description)
            return (new DataException(path, $"{infinite.Quoted} is not finite in single precision (±3.4e38); mark it "
                + "as missing or rescale the column.", infinite.Line, Name), null);
        CheckText(path, lines);
        if (Request.Purpose == ColumnPurpose.Description)
            fault = kind == Kind.Numbers && infinite is not null
                ? $"refused: {infinite.Quoted} in line {infinite.Line} is not finite in single precision"
                : text is not null && kind == Kind.Texts && IsOfNumbers(numbers, texts, likeNumbers)
                ? $"refused: {text.Quoted} in line {text.Line} is not a number"
                : null;
        if (text is null || kind != Kind.Texts)
            return default;
        if (Request.Purpose == ColumnPurpose.Auxiliary && 2 * times > texts && times > numbers
            && IsFault(times, texts - times))
            return (new DataException(path, $"{text.Quoted} is no date or time, as most cells of the column are; "
                + "correct it, or mark it as missing (NA).", text.Line, Name), null);
        return IsFault(numbers, texts) ? (Fault(path, text), null) : default;
    }

    public override void MarkMissing(bool[] rows) =>
        ForEach((row, cell) => rows[row] |= rules.IsMissing(cell, AreMarks));

    public override TableColumn ToColumn(bool[]? left)
    {
        var column = kind switch
        {
            Kind.Numbers => Numbers(),
            Kind.Times => Times(),
            _ => new TableColumn(Name, Texts()) { Fault = fault },
        };
        blocks.Clear(); // the cells are not asked for again, and the next column needs their memory
        return left is null ? column : column.TakeRows([.. Enumerable.Range(0, count).Where(row => !left[row])]);
    }

    /// <summary>Whether texts among numbers are an error; levels may be both.</summary>
    private bool IsFault(int numbers, int texts) => Request.Purpose switch
    {
        ColumnPurpose.Description => false,
        _ when Request.Use == ColumnUse.Numeric => true,
        ColumnPurpose.Auxiliary => numbers >= texts && Texts().Distinct().Count() > DataDecisions.MostLevels(count),
        _ => numbers >= texts,
    };

    private DataException Fault(string path, CellPlace text)
    {
        var error = NotANumber(path, text, rules);
        return Request is { Purpose: ColumnPurpose.Auxiliary, Use: ColumnUse.Any }
            ? new DataException(path, $"{text.Quoted} is not a number where most are; correct it, mark it as missing "
                + $"(NA), or write {Name}:categorical for levels.", text.Line, Name)
            {
                Remedies = ["na=TOKEN"],
            }
            : error;
    }

    private void CheckText(string path, IReadOnlyList<int> lines)
    {
        if (kind != Kind.Numbers)
            ForEach((row, cell) =>
            {
                if (!Ascii.IsValid(cell))
                    TextInput.Decode(path, cell, lines[row]);
            });
    }

    private static bool IsTime(ReadOnlySpan<byte> cell) =>
        cell.Length <= 40 && TimeText.TryRead(Encoding.UTF8.GetString(cell), out _);

    private string[] Texts()
    {
        var texts = new string[count];
        var pool = new Dictionary<string, string>();
        ForEach((row, cell) =>
        {
            var text = Encoding.UTF8.GetString(cell);
            if (!pool.TryGetValue(text, out var known))
                pool.Add(text, known = TextInput.WithoutEscape(text));
            texts[row] = known;
        });
        return texts;
    }

    private TableColumn Numbers()
    {
        if (Request.Purpose == ColumnPurpose.Values)
        {
            var numbers = new float[count];
            ForEach((row, cell) => rules.TryNumber(cell, out numbers[row]));
            return new TableColumn(Name, numbers);
        }

        var distances = new double[count];
        // To be described, most columns need neither all digits nor labels.
        if (Request.Purpose == ColumnPurpose.Description && !Origin.IsFar(range.Lowest, range.Highest))
        {
            var levels = new HashSet<double>();
            ForEach((row, cell) =>
            {
                rules.TryNumber(cell, out distances[row]);
                if (levels.Count <= TableColumnSummary.MaxLevels)
                    levels.Add(distances[row]);
            });
            if (levels.Count > TableColumnSummary.MaxLevels)
                return new TableColumn(Name, distances, 0) { Fault = fault };
        }

        var (labels, pool) = (new string[count], new Dictionary<string, string>());
        var (origin, isFirst) = (0m, true);
        ForEach((row, cell) =>
        {
            rules.TryNumber(cell, out double number);
            var isExact = rules.TryDecimal(cell, out var digits);
            if (isFirst && isExact)
                (origin, isFirst) = (decimal.Truncate(digits), false);
            distances[row] = isExact ? (double)(digits - origin) : number - (double)origin;
            if (pool.Count > MostLabels)
                return;
            var text = Encoding.UTF8.GetString(cell);
            if (!pool.TryGetValue(text, out var label))
                pool.Add(text, label = isExact ? Label(digits)
                    : double.IsNaN(number) ? text
                    : number.ToString(CultureInfo.InvariantCulture));
            labels[row] = label;
        });
        return new TableColumn(Name, distances, (double)origin)
        {
            Labels = pool.Count > MostLabels ? null : labels,
            Fault = fault,
        };
    }

    private TableColumn Times()
    {
        var (distances, texts, first) = (new double[count], Texts(), default(long?));
        for (var row = 0; row < count; row++)
        {
            var isTime = TimeText.TryRead(texts[row], out var ticks);
            distances[row] = isTime ? (double)(ticks - (first ??= ticks)) / TimeSpan.TicksPerSecond : double.NaN;
        }

        var origin = (double)((first ?? 0) - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
        return new TableColumn(Name, distances, origin) { Labels = texts, IsTime = true };
    }

    /// <summary>A number by its digits: 1, 1.0 and +1 are one level.</summary>
    private static string Label(decimal digits)
    {
        var text = digits.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    private void ForEach(Reader read)
    {
        var row = 0;
        foreach (var (bytes, used) in blocks)
            for (var at = 0; at < used;)
            {
                var isLong = bytes[at] == LongCell;
                var length = isLong ? BitConverter.ToInt32(bytes, at + 1) : bytes[at];
                at += isLong ? 1 + sizeof(int) : 1;
                read(row++, bytes.AsSpan(at, length));
                at += length;
            }
    }
}
