using System.Globalization;
using System.Text;

namespace Ivae.Data;

/// <summary>A signal of an EDF file.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Samples">Samples in each record.</param>
/// <param name="Scale">Physical units of one digital step.</param>
/// <param name="Shift">Physical value of the digital 0.</param>
internal sealed record EdfSignal(string Label, int Samples, double Scale, double Shift)
{
    /// <summary>Whether it holds texts and times in place of samples.</summary>
    public bool IsAnnotations => Label is "EDF Annotations" or "BDF Annotations";
}

/// <summary>The header of an EDF or BDF file, checked against the length of the file.</summary>
/// <param name="SampleBytes">Bytes of a sample: 2, or 3 for BDF.</param>
/// <param name="Start">Where the records begin, bytes.</param>
/// <param name="Records">Number of records.</param>
/// <param name="Duration">Of a record, seconds.</param>
/// <param name="HasGaps">Whether records need not follow each other in time (EDF+D).</param>
/// <param name="Signals">The signals, in the order of a record.</param>
internal sealed record EdfHeader(
    int SampleBytes, int Start, int Records, double Duration, bool HasGaps, IReadOnlyList<EdfSignal> Signals)
{
    private const int FixedBytes = 256;

    /// <summary>The trigger inputs of a BioSemi amplifier.</summary>
    public EdfSignal? Status => SampleBytes == 3 ? Signals.FirstOrDefault(signal => signal.Label == "Status") : null;

    /// <summary>Bytes of a record.</summary>
    public long RecordBytes => Signals.Sum(signal => (long)signal.Samples) * SampleBytes;

    public static bool IsBdf(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, .. "BIOSEMI"u8]);

    public static bool IsEdf(ReadOnlySpan<byte> head) =>
        head.Length >= FixedBytes && head.StartsWith("0       "u8) && head[170] == '.' && head[173] == '.';

    /// <exception cref="DataException">A field is not what it must be, or the file is shorter than it says.</exception>
    public static EdfHeader Read(Stream stream, string path)
    {
        var head = Bytes(stream, path, FixedBytes);
        if (!IsBdf(head) && !head.AsSpan().StartsWith("0       "u8))
            throw new DataException(path, $"is not an EDF or BDF file: it starts with \"{Field(head, 0, 8)}\", "
                + "and must with \"0\" or 0xFF \"BIOSEMI\".");
        var sampleBytes = IsBdf(head) ? 3 : 2;
        var start = Whole(path, "header bytes", Field(head, 184, 8), FixedBytes, int.MaxValue);
        var records = Whole(path, "number of records", Field(head, 236, 8), -1, int.MaxValue);
        var duration = Number(path, "duration of a record", Field(head, 244, 8));
        var count = Whole(path, "number of signals", Field(head, 252, 4), 1, 9999);
        if (start != FixedBytes * (count + 1))
            throw new DataException(path, $"header bytes: {start}, and {count} signals have "
                + $"{FixedBytes * (count + 1)}; the header is damaged, copy the file again.");
        if (!(duration > 0 && double.IsFinite(duration)))
            throw new DataException(path, $"duration of a record: {duration} s; it must be above 0.");
        var fields = Bytes(stream, path, FixedBytes * count);
        EdfSignal[] signals = [.. Enumerable.Range(0, count).Select(i => Signal(path, fields, count, i))];
        var header = new EdfHeader(
            sampleBytes, start, records, duration, Field(head, 192, 5) is "EDF+D" or "BDF+D", signals);
        return header with { Records = header.RecordsOf(stream.Length, path) };
    }

    private int RecordsOf(long length, string path)
    {
        var (whole, left) = Math.DivRem(length - Start, RecordBytes);
        if (RecordBytes > Array.MaxLength)
            throw new DataException(path, $"has records of {RecordBytes} bytes; up to {Array.MaxLength} can be read.");
        if (Records == -1 && whole is > 0 and <= int.MaxValue)
            return (int)whole;
        if (Records == whole && Records > 0)
            return Records;
        throw new DataException(path, $"number of records: {Records}, and the file holds {whole} of {RecordBytes} bytes"
            + $"{(left > 0 ? " and a part" : "")}; copy the file again, or correct the number.");
    }

    private static EdfSignal Signal(string path, byte[] fields, int count, int i)
    {
        var label = Field(fields, i * 16, 16);
        string Of(int before, int width) => Field(fields, before * count + i * width, width);
        var samples = Whole(path, $"samples in a record of \"{label}\"", Of(216, 8), 1, 1 << 28);
        var signal = new EdfSignal(label, samples, 1, 0);
        if (signal.IsAnnotations)
            return signal;
        double Limit(string what, int before) => Number(path, $"{what} of \"{label}\"", Of(before, 8));
        var (low, high) = (Limit("physical minimum", 104), Limit("physical maximum", 112));
        var (least, most) = (Limit("digital minimum", 120), Limit("digital maximum", 128));
        if (least == most || low == high)
            throw new DataException(path, $"\"{label}\" has {(least == most ? "digital" : "physical")} minimum and "
                + $"maximum {(least == most ? least : low)}; they must differ.", column: label);
        var scale = (high - low) / (most - least);
        return signal with { Scale = scale, Shift = low - least * scale };
    }

    private static byte[] Bytes(Stream stream, string path, int count)
    {
        if (stream.Length - stream.Position < count)
            throw new DataException(path, $"ends in its header, after {stream.Length} bytes; copy it again.");
        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string Field(byte[] bytes, int at, int length) =>
        Encoding.Latin1.GetString(bytes, at, length).Trim(' ', '\0');

    private static int Whole(string path, string field, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : throw new DataException(path, $"{field}: \"{text}\" is not a whole number from {least} to {most}; "
                + "the header is damaged, copy the file again.");

    private static double Number(string path, string field, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : throw new DataException(path, $"{field}: \"{text}\" is not a number; the header is damaged, copy the "
            + "file again.");
}
