using System.Globalization;
using System.Text;

namespace Ivae.Data;

/// <summary>A cell of a text table, for messages.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Text">What it says.</param>
internal sealed record CellPlace(int Line, string Text)
{
    public static CellPlace Of(int line, ReadOnlySpan<byte> cell) => new(line, Encoding.UTF8.GetString(cell));

    /// <summary>The cell in quotes, shortened.</summary>
    public string Quoted => Text.Length == 0 ? "an empty cell"
        : Text.Length > 40 ? $"\"{Visible(Text[..40])}…\"" : $"\"{Visible(Text)}\"";

    // A mark of direction or of no width, next to a number, is why it is none.
    private static string Visible(string text) => string.Concat(text.Select(sign =>
        char.GetUnicodeCategory(sign) == UnicodeCategory.Format ? $"\\u{(int)sign:X4}" : $"{sign}"));
}

/// <summary>A growing column of a text table; what it is follows from all of it.</summary>
internal abstract class ColumnBuffer(ColumnRequest request, string name)
{
    /// <summary>Texts of a column up to which it is looked whether they are numbers as people write them.</summary>
    protected const int TextsLookedAt = 1000;

    /// <summary>What was asked for.</summary>
    public ColumnRequest Request => request;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Whether the file has no name for it.</summary>
    public bool IsUnnamed { get; init; }

    /// <summary>The first cell that is missing, if any.</summary>
    public virtual CellPlace? Missing { get; protected set; }

    /// <summary>Whether rows are to be left out, or refused, because it lacks a value in them.</summary>
    public bool LacksValues =>
        Missing is not null && request.Purpose != ColumnPurpose.Description && !request.IsOptional;

    /// <summary>Whether it holds anything but missing values.</summary>
    public bool HasValues { get; protected set; }

    /// <summary>Name for notes: an unnamed column has its position alone.</summary>
    public string Shown => IsUnnamed ? $"column {request.Position + 1}" : name;

    /// <summary>Adds a cell.</summary>
    public abstract void Append(int line, ReadOnlySpan<byte> cell);

    /// <summary>Decides by the whole column what it is.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="lines">Line of each row.</param>
    /// <returns>The first fault, and why it is left out, if it is.</returns>
    public abstract (DataException? Fault, string? LeftOut) Decide(string path, IReadOnlyList<int> lines);

    /// <summary>Marks the rows in which it is missing.</summary>
    public abstract void MarkMissing(bool[] rows);

    /// <summary>The finished column.</summary>
    /// <param name="left">Whether each row is left out, or nothing.</param>
    public abstract TableColumn ToColumn(bool[]? left);

    /// <summary>Whether a column with texts is one of numbers, so that its texts are faults.</summary>
    /// <param name="numbers">Cells that are numbers.</param>
    /// <param name="texts">Cells that are texts.</param>
    /// <param name="likeNumbers">Those of them that are numbers as people write them.</param>
    protected static bool IsOfNumbers(int numbers, int texts, int likeNumbers) => numbers >= texts
        || likeNumbers > 0 && (numbers == 0 || numbers + likeNumbers >= texts - likeNumbers);

    /// <summary>The error of a text where a number must be.</summary>
    protected DataException NotANumber(string path, CellPlace cell, CellRules rules)
    {
        if (NumberText.Problem(cell.Text, rules.IsDecimalComma) is var (problem, remedies))
            return new DataException(path, $"{cell.Quoted} {problem}", cell.Line, Name)
            {
                Remedies = remedies,
            };
        return new DataException(path, $"{cell.Quoted} is not a number; correct it, mark it as missing (NA), or leave "
            + "the column out.", cell.Line, Name)
        {
            Remedies = ["exclude=COLS", "na=TOKEN"],
        };
    }
}
