using System.Globalization;
using System.Text;

namespace Ivae.Reporting;

/// <summary>Text for a terminal: what would move its cursor or change its colours is shown and not done.</summary>
internal static class PlainText
{
    /// <summary>The text with control characters, and marks that turn its direction, written as \u001B.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lines">Whether line ends stay.</param>
    public static string Of(string text, bool lines = false)
    {
        if (!text.Any(letter => IsControl(letter, lines)))
            return text;
        var plain = new StringBuilder();
        foreach (var letter in text)
            if (IsControl(letter, lines))
                plain.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}");
            else
                plain.Append(letter);
        return plain.ToString();
    }

    private static bool IsControl(char letter, bool lines) => !(lines && letter is '\n' or '\r')
        && (char.IsControl(letter) || letter is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E')
            or (>= '\u2066' and <= '\u2069'));
}
