using System.Globalization;
using System.Numerics;

namespace Ivae.Data;

/// <summary>A column that a reader of another library gives part by part.</summary>
/// <param name="name">Its name.</param>
/// <param name="rows">Number of rows N of all parts.</param>
internal sealed class ForeignColumn(string name, int rows)
{
    // Double precision holds whole numbers one by one up to here.
    private const long LargestExact = 1L << 53;

    private readonly double[] numbers = new double[rows];
    private string[]? texts;
    private int count;

    /// <summary>Adds numbers; whole ones that double precision does not hold make the column one of texts.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="isMissing">Whether there is none at a position.</param>
    public void Add<T>(ReadOnlySpan<T> values, Func<int, bool>? isMissing = null)
        where T : struct, INumber<T>
    {
        var isWhole = typeof(T) == typeof(long) || typeof(T) == typeof(ulong);
        for (var i = 0; i < values.Length; i++)
        {
            var isNumber = isMissing?.Invoke(i) != true;
            var number = isNumber ? double.CreateSaturating(values[i]) : double.NaN;
            if (isWhole && Math.Abs(number) > LargestExact)
                texts ??= [.. numbers.Take(count + i).Select(Text), .. new string[rows - count - i]];
            numbers[count + i] = number;
            if (texts is not null)
                texts[count + i] = isNumber ? values[i].ToString(null, CultureInfo.InvariantCulture) : "";
        }

        count += values.Length;
    }

    /// <summary>Adds texts; none at a position is a missing value.</summary>
    public void Add(IEnumerable<string?> values)
    {
        texts ??= [.. numbers.Take(count).Select(Text), .. new string[rows - count]];
        foreach (var value in values)
            texts[count++] = value ?? "";
    }

    /// <summary>
    /// The finished column: of numbers that single precision would round to others, or whose differences it would
    /// lose, in double precision.
    /// </summary>
    public TableColumn ToColumn()
    {
        if (texts is not null)
            return new TableColumn(name, texts);
        var (lowest, highest, isExact) = (double.PositiveInfinity, double.NegativeInfinity, true);
        foreach (var number in numbers)
            if (!double.IsNaN(number))
            {
                (lowest, highest) = (Math.Min(lowest, number), Math.Max(highest, number));
                isExact &= (float)number == number || number != Math.Round(number);
            }

        return isExact && !Origin.IsFar(lowest, highest)
            ? new TableColumn(name, Array.ConvertAll(numbers, number => (float)number))
            : new TableColumn(name, numbers);
    }

    /// <summary>A time as ISO 8601 has it, without what is zero at its end.</summary>
    public static string Time(DateTime time) => time.TimeOfDay == TimeSpan.Zero
        ? time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    private static string Text(double number) =>
        double.IsNaN(number) ? "" : number.ToString(CultureInfo.InvariantCulture);
}
