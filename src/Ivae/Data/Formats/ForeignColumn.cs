using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Ivae.Data;

/// <summary>A column that a reader of another library gives part by part.</summary>
/// <param name="name">Its name.</param>
/// <param name="rows">Number of rows N of all parts.</param>
internal sealed class ForeignColumn(string name, int rows)
{
    // Double precision holds whole numbers one by one up to here.
    private const long LargestExact = 1L << 53;

    private float[]? singles;
    private double[] numbers = [];
    private string[]? texts;
    private int count;

    /// <summary>Adds numbers; whole ones that double precision does not hold make the column one of texts.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="isMissing">Whether there is none at a position.</param>
    public void Add<T>(ReadOnlySpan<T> values, Func<int, bool>? isMissing = null)
        where T : struct, INumber<T>
    {
        if (typeof(T) == typeof(float))
        {
            AddSingles(MemoryMarshal.Cast<T, float>(values), isMissing);
            return;
        }

        Allocate();
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

    /// <summary>Adds numbers of which the column may keep the array.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="isMissing">Whether there is none at a position.</param>
    public void Add<T>(T[] values, Func<int, bool>? isMissing = null)
        where T : struct, INumber<T>
    {
        if (values is float[] all && all.Length == rows && isMissing is null)
            (singles, count) = (all, rows);
        else
            Add<T>(values.AsSpan(), isMissing);
    }

    /// <summary>Adds texts; none at a position is a missing value.</summary>
    public void Add(IEnumerable<string?> values)
    {
        Allocate();
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
        if (singles is not null)
        {
            var (least, most) = Range<float>(singles);
            return Origin.IsFar(least, most)
                ? new TableColumn(name, Array.ConvertAll(singles, number => (double)number))
                : new TableColumn(name, singles);
        }

        Allocate();
        var isExact = true;
        foreach (var number in numbers)
            isExact &= (float)number == number || number != Math.Round(number); // NaN among them
        var (lowest, highest) = Range<double>(numbers);
        return isExact && !Origin.IsFar(lowest, highest)
            ? new TableColumn(name, Array.ConvertAll(numbers, number => (float)number))
            : new TableColumn(name, numbers);
    }

    private void AddSingles(ReadOnlySpan<float> values, Func<int, bool>? isMissing)
    {
        singles ??= new float[rows];
        var to = singles.AsSpan(count, values.Length);
        values.CopyTo(to);
        for (var i = 0; isMissing is not null && i < to.Length; i++)
            if (isMissing(i))
                to[i] = float.NaN;
        count += values.Length;
    }

    // Only columns of single precision do without.
    private void Allocate()
    {
        if (numbers.Length < rows)
            numbers = new double[rows];
    }

    /// <summary>The lowest and the highest number, of those that are there.</summary>
    private static (double Lowest, double Highest) Range<T>(ReadOnlySpan<T> of)
        where T : struct, INumber<T>
    {
        if (of.IsEmpty)
            return (double.PositiveInfinity, double.NegativeInfinity);
        return (double.CreateChecked(TensorPrimitives.MinNumber(of)),
            double.CreateChecked(TensorPrimitives.MaxNumber(of)));
    }

    /// <summary>A time as ISO 8601 has it, without what is zero at its end.</summary>
    public static string Time(DateTime time) => time.TimeOfDay == TimeSpan.Zero
        ? time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    private static string Text(double number) =>
        double.IsNaN(number) ? "" : number.ToString(CultureInfo.InvariantCulture);
}
