using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Ivae.Data;

/// <summary>What a cell of a text table says: nothing, a number, or a text.</summary>
/// <param name="isDecimalComma">Whether decimals are written with a comma.</param>
/// <param name="na">Further texts that mean a missing value.</param>
internal sealed class CellRules(bool isDecimalComma, IReadOnlyList<string> na)
{
    // As pandas, R, BIDS, SAS and SPSS, spreadsheets, and the run-time libraries of C write them; case is ignored.
    private static readonly string[] MissingTexts =
    [
        "na", "n/a", "#n/a", "#n/a n/a", "#na", "n.a.", "none", "null", "nil", "<na>", "<undefined>", "<missing>",
        "nan", "-nan", "+nan", "nat", ".", "-", "--", "*", "?", "nan(ind)", "-nan(ind)", "nan(snan)", "-nan(snan)",
        "1.#qnan", "-1.#qnan", "1.#ind", "-1.#ind", "1.#snan", "-1.#snan", "#num!", "#div/0!", "#value!", "#ref!",
        "#name?", "#null!", "#zahl!", "#wert!", "#bezug!", "#nv",
    ];

    // Of a decimal.
    private const int MostPlaces = 28;

    private static readonly byte[][] Missing = [.. MissingTexts.Select(Encoding.ASCII.GetBytes)];
    private readonly byte[][] own = [.. na.Select(Encoding.UTF8.GetBytes)];
    private readonly double[] ownNumbers =
    [
        .. na.Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : double.NaN),
    ];

    private readonly bool[] isFound = new bool[na.Count];

    private bool HasOwnNumbers { get; } = na.Any(text => double.TryParse(
        text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number));

    /// <summary>The further texts that no cell was yet.</summary>
    public IEnumerable<string> NotFound => na.Where((_, i) => !isFound[i]);

    /// <summary>Whether a cell that reads as a plain number is that number.</summary>
    public bool IsPlain { get; } = !isDecimalComma && na.Count == 0;

    /// <summary>Whether decimals are written with a comma.</summary>
    public bool IsDecimalComma => isDecimalComma;

    /// <summary>Whether a text means a missing value unless said otherwise.</summary>
    /// <param name="cell">The text.</param>
    /// <param name="areMarks">Whether the column is one of marks, none of which means that.</param>
    public static bool MeansMissing(ReadOnlySpan<byte> cell, bool areMarks = false)
    {
        if (cell.IsEmpty)
            return true;
        if (areMarks && IsMark(cell))
            return false;
        if (char.IsAsciiDigit((char)cell[^1]))
            return false; // as none of them ends
        if (cell.Length > 12)
            return cell.IndexOfAnyExcept((byte)'*') < 0; // a number that was too wide for its field
        foreach (var text in Missing)
            if (Ascii.EqualsIgnoreCase(cell, text))
                return true;
        return cell.IndexOfAnyExcept((byte)'*') < 0;
    }

    /// <summary>
    /// Whether a cell is of signs alone, which mean something in a column of such cells: the strands + and -.
    /// </summary>
    public static bool IsMark(ReadOnlySpan<byte> cell)
    {
        foreach (var sign in cell)
            if (!char.IsAscii((char)sign) || !char.IsPunctuation((char)sign) && !char.IsSymbol((char)sign))
                return false;
        return !cell.IsEmpty;
    }

    /// <summary>Whether texts are marks, so that none of those is missing.</summary>
    public static bool AreMarks(IReadOnlyList<string> texts)
    {
        var hasOwn = false;
        foreach (var text in texts)
        {
            byte[] cell = Encoding.UTF8.GetBytes(text);
            if (MeansMissing(cell))
                continue;
            hasOwn = true;
            if (!IsMark(cell))
                return false;
        }

        return hasOwn;
    }

    /// <summary>Whether a cell is missing.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="areMarks">Whether the column is one of marks, of which none is missing unless said so.</param>
    public bool IsMissing(ReadOnlySpan<byte> cell, bool areMarks = false) =>
        IsOwn(cell) || MeansMissing(cell, areMarks);

    /// <summary>The number in a cell, the nearest in single precision; NaN where the cell is missing.</summary>
    public bool TryNumber(ReadOnlySpan<byte> cell, out float number)
    {
        if (!IsOwn(cell) && !isDecimalComma && (PlainNumber.TryRead(cell, out number)
            || float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number)))
            return true;
        var isNumber = TrySlowly(cell, out var value);
        number = isNumber && !double.IsNaN(value) && Normalised(cell) is { } text
            && float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var single)
                ? single
                : (float)value;
        return isNumber;
    }

    /// <summary>The number in a cell in double precision; NaN where the cell is missing.</summary>
    public bool TryNumber(ReadOnlySpan<byte> cell, out double number)
    {
        if (!IsOwn(cell) && !isDecimalComma && (PlainNumber.TryRead(cell, out number)
            || double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number)))
            return true;
        return TrySlowly(cell, out number);
    }

    /// <summary>The digits of a cell as they are written, where there are at most 28 of them.</summary>
    public bool TryDecimal(ReadOnlySpan<byte> cell, out decimal number)
    {
        if (!isDecimalComma && decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return IsWhole(cell, number);
        number = 0;
        return Normalised(cell) is { } text
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && IsWhole(cell, number);
    }

    // Decimals are cut after 28 places without a word.
    private bool IsWhole(ReadOnlySpan<byte> cell, decimal number) => number.Scale < MostPlaces
        || TryNumber(cell, out double value) && Math.Abs((double)number - value) <= 1e-15 * Math.Abs(value);

    private bool IsOwn(ReadOnlySpan<byte> cell)
    {
        for (var i = 0; i < own.Length; i++)
            if (cell.SequenceEqual(own[i]))
                return isFound[i] = true;
        // −999 is −999.0 too.
        if (!HasOwnNumbers || cell.IsEmpty || !isDecimalComma && cell[^1] is < (byte)'.' or > (byte)'9'
            || Normalised(cell) is not { } text
            || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return false;
        var found = double.IsNaN(number) ? -1 : Array.IndexOf(ownNumbers, number);
        return found >= 0 && (isFound[found] = true);
    }

    private bool TrySlowly(ReadOnlySpan<byte> cell, out double number)
    {
        number = double.NaN;
        if (IsMissing(cell))
            return true;
        if (Normalised(cell) is not { } text)
            return false;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return true;
        number = double.PositiveInfinity;
        var unsigned = text.AsSpan().TrimStart("+-");
        return unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// The cell with a decimal point, an e before the exponent and an ASCII minus; nothing where it cannot be a number.
    /// </summary>
    private string? Normalised(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > 64 || !Utf8.IsValid(cell))
            return null;
        var text = Encoding.UTF8.GetString(cell).Trim().Replace('\u2212', '-').Replace('\u2013', '-');
        if (text.Length == 0 || !(char.IsAsciiDigit(text[^1]) || text[^1] is '.' or ',' || char.IsAsciiLetter(text[0])
            || text[0] is '+' or '-'))
            return null;
        if (isDecimalComma && text.Contains('.'))
            return null;
        if (isDecimalComma)
            text = text.Replace(',', '.');
        return NumberText.WithExponent(text);
    }
}
