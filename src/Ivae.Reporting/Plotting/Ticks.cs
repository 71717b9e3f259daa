using System.Globalization;

namespace Ivae.Reporting.Plotting;

/// <summary>Tick positions at steps of 1, 2 or 5 times a power of ten, and numbers written for people.</summary>
internal static class Ticks
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>
    /// Multiples of 1, 2 or 5 · 10^p inside the interval: about <paramref name="target"/> of them, at least two.
    /// </summary>
    /// <param name="range">The interval; an empty one or a point is widened first.</param>
    /// <param name="target">Wanted number of ticks, at least 1.</param>
    public static double[] Nice(Interval range, int target)
    {
        range = range.Drawable();
        ArgumentOutOfRangeException.ThrowIfLessThan(target, 1);
        var raw = range.Length / target;
        var power = (int)Math.Floor(Math.Log10(raw));
        var size = raw / Math.Pow(10, power);
        var rank = size < 1.4 ? 0 : size < 3 ? 1 : size < 7 ? 2 : 3;
        for (rank += 3 * power; ; rank--)
        {
            var ticks = Multiples(range, rank);
            if (ticks.Length >= 2)
                return ticks;
        }
    }

    /// <summary>The label of every tick, all with the same number of decimals.</summary>
    public static string[] Labels(IReadOnlyList<double> ticks)
    {
        var labels = new string[ticks.Count];
        var largest = 0.0;
        foreach (var tick in ticks)
            largest = Math.Max(largest, Math.Abs(tick));
        var step = ticks.Count > 1 ? Math.Abs(ticks[1] - ticks[0]) : largest;
        var decimals = step > 0 ? Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9)) : 0;
        for (var i = 0; i < labels.Length; i++)
            labels[i] = largest >= 1e6 || decimals > 4 ? Scientific(ticks[i], step) : Fixed(ticks[i], decimals);
        return labels;
    }

    /// <summary>
    /// A number with a fixed number of decimals, a true minus sign and thin spaces between thousands.
    /// </summary>
    public static string Fixed(double value, int decimals)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
        var text = Math.Abs(value)
            .ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var point = text.IndexOf('.');
        for (var i = (point < 0 ? text.Length : point) - 3; i > 0 && (point < 0 ? text.Length : point) > 4; i -= 3)
            text = text.Insert(i, "\u2009");
        return value < 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? "−" + text : text;
    }

    /// <summary>
    /// A number with <paramref name="digits"/> significant digits; very large and very small ones with a power of ten.
    /// </summary>
    public static string Significant(double value, int digits = 4)
    {
        if (value == 0 || !double.IsFinite(value))
            return Fixed(value, 0);
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return exponent is >= 7 or < -4
            ? Scientific(value, Math.Pow(10, exponent - digits + 1))
            : Fixed(value, Math.Max(0, digits - 1 - exponent));
    }

    private static double[] Multiples(Interval range, int rank)
    {
        // The step is kept as a whole number and a power of ten, so that 0.3 comes out as 3 / 10 and not as 3 · 0.1.
        var power = (int)Math.Floor(rank / 3.0);
        var factor = (rank - 3 * power) switch { 0 => 1, 1 => 2, _ => 5 };
        var scale = Math.Pow(10, Math.Abs(power));
        double Multiple(double k) => power < 0 ? k * factor / scale : k * factor * scale;

        var step = Multiple(1);
        var first = Math.Ceiling(range.Low / step - 1e-6);
        var last = Math.Floor(range.High / step + 1e-6);
        var ticks = new double[(int)Math.Max(0, last - first + 1)];
        for (var i = 0; i < ticks.Length; i++)
            ticks[i] = Multiple(first + i) + 0.0;
        return ticks;
    }

    private static string Scientific(double value, double resolution)
    {
        if (value == 0)
            return "0";
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-12);
        var decimals = Math.Clamp(exponent - (int)Math.Floor(Math.Log10(resolution) + 1e-9), 0, 6);
        var superscript = exponent < 0 ? "⁻" : "";
        foreach (var digit in Math.Abs(exponent).ToString(CultureInfo.InvariantCulture))
            superscript += Superscripts[digit - '0'];
        return $"{Fixed(value / Math.Pow(10, exponent), decimals)}×10{superscript}";
    }
}
