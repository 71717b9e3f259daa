using System.Buffers.Binary;

namespace Ivae.Data;

/// <summary>
/// EEGLAB: a struct EEG in a MATLAB file (.set), with the samples in it or in a file of floats (.fdt). Values are in
/// microvolts, as EEGLAB has them; epochs follow each other. Source: eeg_checkset of EEGLAB.
/// </summary>
internal sealed class EeglabFormat : TableFormat
{
    private const string Boundary = "boundary";

    /// <inheritdoc/>
    public override string Name => "EEGLAB";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".set"];

    private protected override bool Seeks => true;

    /// <inheritdoc/>
    public override Table Read(Stream stream, string path, TableOptions options, ColumnChoice choose)
    {
        var variables = MatFormat.Values(stream, path).DistinctBy(pair => pair.Key).ToDictionary();
        var set = variables.TryGetValue("EEG", out var whole) ? whole : Struct(variables);
        var channels = Size(path, set, "nbchan");
        var (points, trials) = (Size(path, set, "pnts"), Size(path, set, "trials"));
        var rows = (long)points * trials;
        if (rows > Array.MaxLength)
            throw new DataException(path, $"pnts × trials is {rows}; up to {Array.MaxLength} can be read.");
        var samples = Samples(path, set, channels, (int)rows); // before anything as large as the header says
        var events = Events(path, set.Field("event"));
        return new Recording(path, Number(path, set, "srate"), (int)rows, Names(set, channels), samples)
        {
            Markers = [.. events.Where(one => one.Text != Boundary)],
            Borders = [.. Enumerable.Range(1, trials - 1).Select(trial => trial * points),
                .. events.Where(one => one.Text == Boundary && one.Row < rows).Select(one =>
                (int)Math.Ceiling(one.Row))],
        }.Select(options, choose);
    }

    private static MatValue Struct(Dictionary<string, MatValue> variables) => new([1, 1])
    {
        Fields = variables.ToDictionary(pair => pair.Key, pair => new[] { pair.Value }),
    };

    // The name of a file next to the set, or the samples themselves.
    private static Func<int[], float[][]> Samples(string path, MatValue set, int channels, int rows)
    {
        var data = set.Field("data") ?? throw Missing(path, "data");
        if (data.Single() is string name)
        {
            var own = Path.GetFileName(OwnSamples(path));
            var file = BrainVisionHeader.Sibling(path, File.Exists(OwnSamples(path)) ? own : name);
            Require(file, new FileInfo(file).Length, 4);
            var byChannel = file.EndsWith(".dat", StringComparison.OrdinalIgnoreCase);
            return chosen =>
            {
                using var stream = File.OpenRead(file);
                return new SampleBlock(channels, rows, 4, byChannel)
                    .Read(stream, chosen, (sample, _) => BinaryPrimitives.ReadSingleLittleEndian(sample));
            };
        }

        var type = data.Type ?? throw new DataException(path, data.Refusal ?? "EEG.data is neither numbers nor a file; "
            + "save the set again.");
        Require(path, data.Bytes.Length, type[1] - '0');
        return chosen => new SampleBlock(channels, rows, type[1] - '0', false).Read(
            new MemoryStream(data.Bytes.ToArray()), chosen, (sample, _) => (float)NpyArray.Number(sample, type));

        void Require(string file, long length, int bytes)
        {
            if (length != (long)channels * rows * bytes)
                throw new DataException(file, $"has {length} bytes of samples, and {channels} channels of {rows} "
                    + $"samples have {(long)channels * rows * bytes}; copy or save it again.");
        }
    }

    // A set that was renamed still names the file it was saved with.
    private static string OwnSamples(string path) => Path.ChangeExtension(path, ".fdt");

    private static string[] Names(MatValue set, int channels)
    {
        var locations = set.Field("chanlocs");
        var labels = locations?.Fields?.GetValueOrDefault("labels");
        return [.. Enumerable.Range(0, channels).Select(i =>
            labels is not null && labels.Length == channels && labels[i].Single() is string { Length: > 0 } label
                ? label
                : $"x{i + 1}")];
    }

    private static List<Marker> Events(string path, MatValue? events)
    {
        var found = new List<Marker>();
        if (events?.Fields is not { } fields || !fields.TryGetValue("latency", out var latencies)
            || !fields.TryGetValue("type", out var types))
            return found;
        var durations = fields.GetValueOrDefault("duration");
        for (var i = 0; i < latencies.Length; i++)
        {
            if (latencies[i].Single() is not double latency || !double.IsFinite(latency))
                throw new DataException(path, $"event {i + 1} has no latency; correct it, or delete the event.");
            var text = types[i].Single() switch
            {
                string word => word,
                double number => AuxiliaryRecipe.Level((float)number),
                _ => "",
            };
            found.Add(new Marker(latency - 1, durations?[i].Single() is double rows ? rows : 0, text));
        }

        return found;
    }

    private static int Size(string path, MatValue set, string field) =>
        Number(path, set, field) is var number && number >= 1 && number <= Array.MaxLength
            && number == Math.Floor(number)
            ? (int)number
            : throw new DataException(path, FormattableString.Invariant(
                $"EEG.{field}: {number} is not a whole number from 1; save the set again."));

    private static double Number(string path, MatValue set, string field) => set.Field(field)?.Single() switch
    {
        double number => number,
        null => throw Missing(path, field),
        var other => throw new DataException(path, $"EEG.{field}: \"{other}\" is not a number; save the set again."),
    };

    private static DataException Missing(string path, string field) =>
        new(path, $"has no EEG.{field}; it is no EEGLAB set, or was not saved as one.");
}
