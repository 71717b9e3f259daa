using System.Globalization;

namespace Ivae.Data;

/// <summary>The samples of a BrainVision recording, binary or as text.</summary>
internal static class BrainVisionSamples
{
    /// <exception cref="DataException">The file of samples is not what the header says.</exception>
    public static Recording Recording(BrainVisionHeader header, BrainVisionMarkers markers)
    {
        var (rows, read) = header.Kind is { } kind ? Binary(header, kind) : Text(header);
        return new Recording(header.Path, header.Rate, rows, header.Names, read)
        {
            Markers = markers.Markers,
            Borders = markers.Starts,
        };
    }

    private static (int Rows, Func<int[], float[][]> Read) Binary(BrainVisionHeader header, string kind)
    {
        var bytes = kind == "INT_16" ? 2 : 4;
        var length = new FileInfo(header.DataFile).Length;
        var (rows, left) = Math.DivRem(length, (long)bytes * header.Names.Count);
        if (left != 0 || rows is 0 or > int.MaxValue)
            throw new DataException(header.DataFile, $"has {length} bytes, no whole number of rows of "
                + $"{header.Names.Count} samples of {bytes} bytes ({kind}); copy it again.");
        var layout = new SampleBlock(header.Names.Count, (int)rows, bytes, header.IsVectorised);
        var type = kind switch { "INT_16" => "i2", "INT_32" => "i4", _ => "f4" };
        return ((int)rows, Read);

        float[][] Read(int[] chosen)
        {
            using var file = File.OpenRead(header.DataFile);
            return layout.Read(file, chosen, Value);
        }

        float Value(ReadOnlySpan<byte> sample, int channel) =>
            (float)(header.Resolutions[channel] * NpyArray.Number(sample, type));
    }

    // A line for each sample of all channels; vectorised, a line for each channel, which its name may start.
    private static (int Rows, Func<int[], float[][]> Read) Text(BrainVisionHeader header)
    {
        var (path, channels) = (header.DataFile, header.Names.Count);
        var lines = new List<float[]>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (number <= header.Text.SkippedLines || string.IsNullOrWhiteSpace(line))
                continue;
            var cells = line.Split([' ', '\t', ';'], StringSplitOptions.RemoveEmptyEntries)
                .Skip(header.Text.SkippedColumns).ToArray();
            var wanted = header.IsVectorised ? lines.Count == 0 ? cells.Length : lines[0].Length : channels;
            if (cells.Length != wanted || wanted == 0)
                throw new DataException(path, $"the line has {cells.Length} numbers where {wanted} are needed; "
                    + "export the recording again.", number);
            lines.Add([.. cells.Select((cell, j) =>
                Value(header, path, cell, number, header.IsVectorised ? lines.Count : j))]);
        }

        if (lines.Count == 0 || (header.IsVectorised && lines.Count != channels))
            throw new DataException(path, $"has {lines.Count} lines of numbers where "
                + $"{(header.IsVectorised ? $"{channels} are" : "at least one is")} needed; export the recording "
                + "again.");
        return header.IsVectorised
            ? (lines[0].Length, chosen => Array.ConvertAll(chosen, channel => lines[channel]))
            : (lines.Count, chosen =>
            Array.ConvertAll(chosen, channel => lines.ConvertAll(line => line[channel]).ToArray()));
    }

    private static float Value(BrainVisionHeader header, string path, string cell, int line, int channel)
    {
        var point = header.Text.HasDecimalComma ? cell.Replace(',', '.') : cell;
        var name = channel < header.Names.Count ? header.Names[channel] : null;
        return double.TryParse(point, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && name is not null
            ? (float)(number * header.Resolutions[channel])
            : throw new DataException(path, $"\"{cell}\" is not a number; correct it, or export the recording again.",
                line, name);
    }
}
