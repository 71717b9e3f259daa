namespace Ivae.Data;

/// <summary>
/// Channels over time at one sampling rate, as the table that every format of recordings gives: a column for each
/// channel, "annotations" where there are markers, and "part" where the recording was interrupted or cut.
/// </summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="Rate">Sampling rate in Hz.</param>
/// <param name="Rows">Number of samples N of a channel.</param>
/// <param name="Channels">Names of the channels.</param>
/// <param name="Read">Reads the channels at the given positions in one pass, each <c>[N]</c>.</param>
internal sealed record Recording(
    string Path, double Rate, int Rows, IReadOnlyList<string> Channels, Func<int[], float[][]> Read)
{
    /// <summary>Text of rows on which no marker has begun.</summary>
    public const string Unmarked = "(none)";

    private const string Annotations = "annotations";
    private const string Part = "part";

    /// <summary>Markers in any order.</summary>
    public IReadOnlyList<Marker> Markers { get; init; } = [];

    /// <summary>Rows, from 0, before which time was not recorded, or a trial ends.</summary>
    public IEnumerable<int> Borders { get; init; } = [];

    /// <summary>Channels that are no column of this table, with the reason: "is sampled at 1 Hz …".</summary>
    public IReadOnlyDictionary<int, string> Refused { get; init; } = new Dictionary<int, string>();

    /// <summary>The columns that are chosen, as <see cref="Table.Select"/> takes them.</summary>
    /// <exception cref="DataException">A channel has another rate, or a value cannot be used.</exception>
    public Table Select(TableOptions options, ColumnChoice choose)
    {
        if (!(Rate > 0 && double.IsFinite(Rate)))
            throw new DataException(Path, $"has a sampling rate of {Rate} Hz; it must be above 0 and finite.");
        int[] starts = [0, .. Borders.Where(row => row > 0 && row < Rows).Distinct().Order()];
        string[] names = [.. Channels,
            .. Markers.Count > 0 ? [Annotations] : Array.Empty<string>(),
            .. starts.Length > 1 ? [Part] : Array.Empty<string>()];
        var samples = new Dictionary<int, float[]>();
        var table = Table.Select(Path, names, Column, options, Choose);
        table.SamplingRate = Rate;
        table.Notes = [.. Refused.Select(pair => $"left out: \"{Channels[pair.Key]}\" {pair.Value}")];
        return table;

        IReadOnlyList<ColumnRequest> Choose(IReadOnlyList<string> found)
        {
            var requests = choose(found);
            foreach (var request in requests)
                if (request.Use is ColumnUse.Numeric or ColumnUse.Text
                    && Refused.TryGetValue(request.Position, out var reason))
                    throw new DataException(Path, reason, column: Channels[request.Position]);
            requests = [.. requests.Where(request => !Refused.ContainsKey(request.Position))];
            int[] channels = [.. requests.Select(request => request.Position).Where(j => j < Channels.Count)];
            foreach (var (channel, values) in channels.Zip(Read(channels)))
                samples[channel] = values;
            return requests;
        }

        TableColumn Column(int position)
        {
            if (position >= Channels.Count)
                return new TableColumn(names[position], names[position] == Part ? Parts(starts) : Labels(starts));
            samples.Remove(position, out var values);
            return new TableColumn(names[position], values!);
        }
    }

    private string[] Parts(int[] starts)
    {
        var parts = AuxiliaryRecipe.Numbered(starts.Length);
        var texts = new string[Rows];
        for (var part = 0; part < parts.Length; part++)
            texts.AsSpan(starts[part]..End(starts, part)).Fill(parts[part]);
        return texts;
    }

    // A marker of a point holds until the next one, or the end of its part; one that lasts holds as long as it says.
    private string[] Labels(int[] starts)
    {
        var texts = new string[Rows];
        Array.Fill(texts, Unmarked);
        Marker[] inside = [.. Markers.Where(marker => marker.Row > -1 && marker.Row < Rows).OrderBy(marker =>
            marker.Row)];
        Marker[] points = [.. inside.Where(marker => !(marker.Rows > 1))];
        for (var i = 0; i < points.Length; i++)
        {
            var first = First(points[i]);
            var part = Array.BinarySearch(starts, first);
            var end = End(starts, part < 0 ? ~part - 1 : part);
            if (i + 1 < points.Length)
                end = Math.Min(end, First(points[i + 1]));
            texts.AsSpan(first..end).Fill(Shown(points[i]));
        }

        foreach (var span in inside.Where(marker => marker.Rows > 1))
        {
            var first = First(span);
            texts.AsSpan(first..(int)Math.Clamp(Math.Ceiling(span.Row + span.Rows), first, Rows)).Fill(Shown(span));
        }

        return texts;
    }

    private static string Shown(Marker marker) =>
        string.IsNullOrWhiteSpace(marker.Text) ? Unmarked : marker.Text.Trim();

    // A marker begins with the sample nearest to it.
    private int First(Marker marker) => Math.Clamp((int)Math.Round(marker.Row), 0, Rows - 1);

    private int End(int[] starts, int part) => part + 1 < starts.Length ? starts[part + 1] : Rows;
}
