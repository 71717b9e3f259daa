using System.Globalization;

namespace Ivae.Data;

/// <summary>What a BrainVision header says.</summary>
/// <param name="Path">The header file.</param>
/// <param name="DataFile">The file of samples.</param>
/// <param name="MarkerFile">The file of markers, if there is one.</param>
/// <param name="Rate">Sampling rate in Hz.</param>
/// <param name="Names">Names of the channels.</param>
/// <param name="Resolutions">Units of one step of each channel.</param>
/// <param name="IsVectorised">Whether the file has channel after channel, in place of sample after sample.</param>
/// <param name="Kind">Type of a sample; none in text files.</param>
/// <param name="Text">How text files are laid out.</param>
internal sealed record BrainVisionHeader(
    string Path,
    string DataFile,
    string? MarkerFile,
    double Rate,
    IReadOnlyList<string> Names,
    IReadOnlyList<double> Resolutions,
    bool IsVectorised,
    string? Kind,
    BrainVisionText Text)
{
    private const string Common = "Common Infos";
    private const string Ascii = "ASCII Infos";
    private static readonly string[] Kinds = ["INT_16", "INT_32", "IEEE_FLOAT_32"];

    /// <exception cref="DataException">A field is missing or not what it must be.</exception>
    public static BrainVisionHeader Read(Stream stream, string path)
    {
        var ini = IniText.Read(stream, path);
        var isBinary = OneOf(path, "DataFormat", ini.Get(Common, "DataFormat"), "BINARY", "ASCII") == "BINARY";
        var kind = isBinary ? OneOf(path, "BinaryFormat", ini.Get("Binary Infos", "BinaryFormat"), Kinds) : null;
        if (isBinary && ini.Find("Binary Infos", "UseBigEndianOrder") is { } order)
            OneOf(path, "UseBigEndianOrder", order, "NO");
        if (ini.Find(Common, "DataType") is { } type)
            OneOf(path, "DataType", type, "TIMEDOMAIN");
        var orientation = ini.Find(Common, "DataOrientation") is { } given
            ? OneOf(path, "DataOrientation", given, "MULTIPLEXED", "VECTORIZED") : "MULTIPLEXED";
        var count = (int)Number(path, "NumberOfChannels", ini.Get(Common, "NumberOfChannels"), 1, 100_000);
        var interval = Number(path, "SamplingInterval", ini.Get(Common, "SamplingInterval"), 1e-6, 1e12);
        var channels = ini.Section("Channel Infos");
        if (channels.Count != count)
            throw new DataException(path, $"NumberOfChannels: {count}, and [Channel Infos] has {channels.Count}; "
                + "they must agree, export the recording again.");
        return new BrainVisionHeader(
            path,
            Sibling(path, ini.Get(Common, "DataFile").Value),
            ini.Find(Common, "MarkerFile") is { Value.Length: > 0 } markers ? Sibling(path, markers.Value) : null,
            1e6 / interval,
            [.. channels.Select(channel => Part(channel.Value, 0))],
            [.. channels.Select(channel => Resolution(path, channel))],
            orientation == "VECTORIZED",
            kind,
            new BrainVisionText(
                ini.Find(Ascii, "DecimalSymbol")?.Value is ",",
                Skipped(path, ini, "SkipLines"),
                Skipped(path, ini, "SkipColumns")));
    }

    /// <summary>A file next to the header; $b is the name of the header without its ending.</summary>
    internal static string Sibling(string path, string name)
    {
        var own = System.IO.Path.GetFileNameWithoutExtension(path);
        var file = System.IO.Path.GetFileName(name.Replace("$b", own, StringComparison.Ordinal).Replace('\\', '/'));
        var folder = System.IO.Path.GetDirectoryName(path);
        var sibling = System.IO.Path.Combine(folder ?? "", file);
        return File.Exists(sibling)
            ? sibling
            : throw new DataException(path, $"names the file {file}, which is not next to it; copy it there.");
    }

    /// <summary>A field of a line of fields between commas; a comma in it is written "\1".</summary>
    internal static string Part(string line, int part)
    {
        var parts = line.Split(',');
        return part < parts.Length ? parts[part].Trim().Replace("\\1", ",", StringComparison.Ordinal) : "";
    }

    private static double Resolution(string path, (string Key, string Value, int Line) channel)
    {
        var text = Part(channel.Value, 2);
        return text.Length == 0
            ? 1
            : Number(path, $"resolution of {channel.Key}", (text, channel.Line), double.MinValue, double.MaxValue);
    }

    private static int Skipped(string path, IniText ini, string key) =>
        ini.Find(Ascii, key) is { } given ? (int)Number(path, key, given, 0, 1000) : 0;

    private static string OneOf(string path, string key, (string Value, int Line) given, params string[] allowed) =>
        allowed.FirstOrDefault(name => name.Equals(given.Value, StringComparison.OrdinalIgnoreCase))
            ?? throw new DataException(path, $"{key}: \"{given.Value}\" cannot be read; export the recording as "
                + $"{string.Join(" or ", allowed)}.", given.Line);

    private static double Number(string path, string key, (string Value, int Line) given, double least, double most) =>
        double.TryParse(given.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : throw new DataException(path, FormattableString.Invariant(
                $"{key}: \"{given.Value}\" is not a number from {least} to {most}; export the recording again."),
                    given.Line);
}
