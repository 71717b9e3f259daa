using System.Globalization;
using System.Text;

namespace Ivae.Data;

/// <summary>What the records of an EDF file hold: samples, and annotations or triggers.</summary>
internal sealed class EdfSignals(Stream stream, string path, EdfHeader header)
{
    // Of the 24 bits of a BioSemi status, 16 are trigger inputs; the others say how the amplifier is.
    private const int Triggers = 0xFFFF;

    private const char AfterOnset = '\u0014';
    private const char BeforeDuration = '\u0015';

    /// <summary>The recording: the signals at the sampling rate that most of them have.</summary>
    public Recording Recording()
    {
        EdfSignal[] signals = [.. header.Signals.Where(signal => !signal.IsAnnotations && signal != header.Status)];
        if (signals.Length == 0)
            throw new DataException(path, "has no signal; there is nothing to observe.");
        var samples = signals.GroupBy(signal => signal.Samples)
            .OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).First().Key;
        var rows = (long)samples * header.Records;
        if (rows > Array.MaxLength)
            throw new DataException(path, $"has {rows} samples of a signal; up to {Array.MaxLength} can be read.");
        var rate = samples / header.Duration;
        var refused = signals.Index().Where(pair => pair.Item.Samples != samples).ToDictionary(
            pair => pair.Index,
            pair => Invariant($"is sampled at {pair.Item.Samples / header.Duration} Hz and most at {rate} Hz; ")
                + "resample it to use it.");
        var (markers, starts) = Markers(samples);
        return new Recording(path, rate, (int)rows, [.. signals.Select(signal => signal.Label)],
            chosen => Read([.. chosen.Select(position => signals[position])], samples))
        {
            Markers = markers,
            Borders = starts,
            Refused = refused,
        };
    }

    private float[][] Read(EdfSignal[] chosen, int samples)
    {
        var values = Array.ConvertAll(chosen, _ => new float[samples * header.Records]);
        if (chosen.Length == 0)
            return values;
        var offsets = Array.ConvertAll(chosen, Offset);
        foreach (var (record, bytes) in Records())
            for (var i = 0; i < chosen.Length; i++)
            {
                var target = values[i].AsSpan(record * samples, samples);
                for (var j = 0; j < samples; j++)
                    target[j] = (float)(Sample(bytes, offsets[i], j) * chosen[i].Scale + chosen[i].Shift);
            }

        return values;
    }

    // One buffer, which is read into again for each record.
    private IEnumerable<(int Record, byte[] Bytes)> Records()
    {
        stream.Position = header.Start;
        var bytes = new byte[header.RecordBytes];
        for (var record = 0; record < header.Records; record++)
        {
            stream.ReadExactly(bytes);
            yield return (record, bytes);
        }
    }

    private int Offset(EdfSignal signal) =>
        (int)header.Signals.TakeWhile(other => !ReferenceEquals(other, signal)).Sum(other =>
            (long)other.Samples) * header.SampleBytes;

    private int Sample(byte[] bytes, int offset, int index)
    {
        var at = offset + index * header.SampleBytes;
        return header.SampleBytes == 2
            ? (short)(bytes[at] | bytes[at + 1] << 8)
            : (bytes[at] << 8 | bytes[at + 1] << 16 | bytes[at + 2] << 24) >> 8;
    }

    // Markers, and the rows before which time is missing.
    private (List<Marker> Markers, List<int> Starts) Markers(int samples)
    {
        EdfSignal[] notes = [.. header.Signals.Where(signal => signal.IsAnnotations)];
        var status = header.Status;
        var (found, onsets, triggers) = (new List<(double Onset, double Duration, string Text)>(), new List<double>(),
            new List<Marker>());
        var last = -1;
        if (notes.Length == 0 && status is null)
            return ([], []);
        foreach (var (record, bytes) in Records())
        {
            foreach (var signal in notes)
                AddAnnotations(found, onsets, record,
                    bytes.AsSpan(Offset(signal), signal.Samples * header.SampleBytes));
            for (var j = 0; j < status?.Samples; j++)
            {
                var code = Sample(bytes, Offset(status), j) & Triggers;
                if (code != last && last >= 0 && code != 0)
                    triggers.Add(
                        new Marker((record + (double)j / status.Samples) * samples, 0, AuxiliaryRecipe.Level(code)));
                last = code;
            }
        }

        var rate = samples / header.Duration;
        triggers.AddRange(found.Select(one => new Marker(Row(one.Onset), one.Duration * rate, one.Text)));
        var starts = Enumerable.Range(1, Math.Max(0, onsets.Count - 1)).Where(record => header.HasGaps
            && Math.Abs(onsets[record] - onsets[record - 1] - header.Duration) * rate > .5);
        return (triggers, [.. starts.Select(record => record * samples)]);

        // A time lies in the last record that began before it; in a gap it is at the record's end.
        double Row(double time)
        {
            if (!header.HasGaps)
                return (time - onsets.FirstOrDefault()) * rate;
            var record = onsets.BinarySearch(time);
            record = Math.Clamp(record < 0 ? ~record - 1 : record, 0, onsets.Count - 1);
            return record * (double)samples + Math.Min(samples, (time - onsets[record]) * rate);
        }
    }

    // Lists of "+onset[\x15duration]\x14text\x14text\x14\0"; the first of a record has an empty text and says when it
    // began.
    private void AddAnnotations(List<(double Onset, double Duration, string Text)> found, List<double> onsets,
        int record, ReadOnlySpan<byte> bytes)
    {
        var isFirst = onsets.Count == record;
        foreach (var list in Encoding.UTF8.GetString(bytes).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = list.Split(AfterOnset);
            var time = parts[0].Split(BeforeDuration);
            if (!Number(time[0], out var onset) || (time.Length > 1 && !Number(time[1], out _)))
                throw new DataException(path, $"annotation \"{Shown(list)}\" in record {record + 1} has no time "
                    + "(+seconds); the file is damaged, copy it again.");
            if (isFirst)
                onsets.Add(onset);
            isFirst = false;
            var duration = time.Length > 1 && Number(time[1], out var seconds) ? seconds : 0;
            foreach (var text in parts.Skip(1).Where(text => text.Length > 0))
                found.Add((onset, duration, text));
        }

        if (isFirst)
            onsets.Add(onsets.Count == 0 ? 0 : onsets[^1] + header.Duration);
    }

    private static bool Number(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static string Shown(string text) =>
        new([.. text.Take(40).Select(letter => char.IsControl(letter) ? '·' : letter)]);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
