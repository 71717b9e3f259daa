using System.Text.RegularExpressions;

namespace Ivae.Data;

/// <summary>Numbers as programs and people write them that are not numbers to a computer.</summary>
internal static partial class NumberText
{
    /// <summary>The number with an e before its exponent, which Fortran writes as d or leaves out.</summary>
    public static string WithExponent(string number) => Fortran().Replace(number, "$1e$2");

    /// <summary>Whether a text is a number with a comma as decimal sign, which no thousands are written with.</summary>
    public static bool HasDecimalComma(string text) => DecimalComma().IsMatch(text) && !CommaThousands().IsMatch(text);

    /// <summary>Whether a text is a number with one comma, a decimal sign or one of thousands.</summary>
    public static bool HasComma(string text) => DecimalComma().IsMatch(text);

    /// <summary>Whether a text is a number with a decimal point.</summary>
    public static bool HasDecimalPoint(string text) => DecimalPoint().IsMatch(text);

    /// <summary>Why a text that looks like a number is none, and what to do; nothing for another text.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="isDecimalComma">Whether decimals are written with a comma here.</param>
    public static (string Problem, string[] Remedies)? Problem(string text, bool isDecimalComma)
    {
        if (Thousands().IsMatch(text))
            return ("has a separator of thousands; write numbers without it.", []);
        if (isDecimalComma && DecimalPoint().IsMatch(text))
            return ("has a decimal point (or one of thousands), and decimals have a comma here; write all alike.",
                ["decimal=.", "exclude=COLS"]);
        if (DecimalComma().IsMatch(text))
            return (CommaThousands().IsMatch(text)
                ? "has a comma, of thousands or of decimals; write decimals with a point and no thousands, or say that "
                    + "the comma is the decimal sign."
                : "is not a number; write decimals with a point, or say that the comma is the decimal sign.",
                ["decimal=,"]);
        if (Percentage().IsMatch(text))
            return ("has a per cent sign; write the number alone.", []);
        if (Currency().IsMatch(text))
            return ("has a sign of a currency; write the number alone.", []);
        return null;
    }

    [GeneratedRegex(@"^([+-]?(?:\d+\.?\d*|\.\d+))(?:[dDqQ]|(?<=\.\d*)(?=[+-]\d{3}$))([+-]?\d+)$")]
    private static partial Regex Fortran();

    [GeneratedRegex(@"^[+-]?\d*,\d+([eE][+-]?\d+)?$")]
    private static partial Regex DecimalComma();

    [GeneratedRegex(@"^[+-]?[1-9]\d{0,2},\d{3}$")]
    private static partial Regex CommaThousands();

    [GeneratedRegex(@"^[+-]?\d*\.\d+([eE][+-]?\d+)?$")]
    private static partial Regex DecimalPoint();

    [GeneratedRegex(
        @"^[+-]?\d{1,3}(?:(?:,\d{3}){2,}|(?:,\d{3})+\.\d*|(?:\.\d{3}){2,}|(?:\.\d{3})+,\d*"
        + @"|(?:['’ \u00A0\u202F\u2009]\d{3})+)(?:[.,]\d*)?$")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"^[+-]?\p{Sc}\s?[+-]?\d[\d.,]*$|^[+-]?\d[\d.,]*\s?\p{Sc}$")]
    private static partial Regex Currency();

    [GeneratedRegex(@"^[+-]?\d+([.,]\d+)?\s?%$")]
    private static partial Regex Percentage();
}
