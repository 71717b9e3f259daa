using System.Globalization;

namespace Ivae.Data;

/// <summary>
/// Dates and times: 2020-01-31, with 13:45, 13:45:06.789 and Z or +01:00 after it; 31.01.2020; 13:45:06.789 alone.
/// Slashes are read where the year is first, since 05/06/2020 is two days.
/// </summary>
internal static class TimeText
{
    private const int MostDigits = 7; // of a second

    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy/MM/dd", "dd.MM.yyyy"];
    private static readonly string[] Clocks = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];
    private static readonly string[] Zones = ["", "zzz", "'Z'"];

    private static readonly string[] Patterns =
    [
        .. Days,
        .. Days.SelectMany(day => new[] { ' ', 'T' }.SelectMany(gap =>
            Clocks.SelectMany(clock => Zones.Select(zone => $"{day}{(gap == 'T' ? "'T'" : " ")}{clock}{zone}")))),
        "HH:mm:ss", "HH:mm:ss.FFFFFFF",
    ];

    /// <summary>The time in units of 100 ns; without a zone as if it were UTC.</summary>
    public static bool TryRead(string text, out long ticks)
    {
        ticks = 0;
        if (text.Length is < 8 or > 40 || !char.IsAsciiDigit(text[0]))
            return false;
        var colon = text.IndexOf(':');
        if (colon > 0 && text.IndexOf('.', colon) is > 0 and var point)
        {
            var end = point + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;

            if (end - point - 1 > MostDigits)
                text = text[..(point + 1 + MostDigits)] + text[end..];
        }

        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.NoCurrentDateDefault
            | DateTimeStyles.AdjustToUniversal;
        if (!DateTime.TryParseExact(text, Patterns, CultureInfo.InvariantCulture, Styles, out var time))
            return false;
        ticks = time.Ticks;
        return true;
    }
}
