using System.Globalization;

namespace Ivae.Data;

/// <summary>The markers of a BrainVision recording.</summary>
/// <param name="Markers">Type and description as "Stimulus/S  4".</param>
/// <param name="Starts">Rows, from 0, at which recording began anew.</param>
internal sealed record BrainVisionMarkers(IReadOnlyList<Marker> Markers, IReadOnlyList<int> Starts)
{
    private const string NewSegment = "New Segment";

    /// <exception cref="DataException">A marker has no position.</exception>
    public static BrainVisionMarkers Read(string path)
    {
        using var file = File.OpenRead(path);
        var markers = new List<Marker>();
        var starts = new List<int>();
        foreach (var (key, value, line) in IniText.Read(file, path).Section("Marker Infos"))
        {
            var (type, text) = (BrainVisionHeader.Part(value, 0), BrainVisionHeader.Part(value, 1));
            var row = Number(path, "position", key, BrainVisionHeader.Part(value, 2), line) - 1;
            var rows = BrainVisionHeader.Part(value, 3) is { Length: > 0 } given
                ? Number(path, "size", key, given, line) : 0;
            if (type == NewSegment)
                starts.Add(row);
            else
                markers.Add(new Marker(row, rows, $"{type}/{text}"));
        }

        return new BrainVisionMarkers(markers, starts);
    }

    private static int Number(string path, string field, string key, string text, int line) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new DataException(path, $"{field} of {key}: \"{text}\" is not a whole number from 0 to "
            + $"{int.MaxValue}; "
                + "correct it, or export the recording again.", line);
}
