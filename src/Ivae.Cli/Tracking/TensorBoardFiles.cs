using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Google.Protobuf;
using Ivae.Cli.Tracking.Schema;

namespace Ivae.Cli.Tracking;

/// <summary>A run as event files of TensorBoard: one for each training run, one for the scores.</summary>
internal static class TensorBoardFiles
{
    /// <summary>The folder, within that of the run.</summary>
    public const string Folder = "tensorboard";

    /// <summary>Names of the files, within the folder of the run, with their content.</summary>
    public static IEnumerable<(string Name, byte[] Content)> Of(TrackedRun run)
    {
        foreach (var series in run.Series)
            yield return (Place(series.Key, run.Start), Content(run.Start, series.Select(epoch => Scalars(
                epoch.Time, epoch.Metrics.Epoch,
                TrackedRun.Followed.Select(followed => (followed.Name, followed.Of(epoch.Metrics)))))));
        yield return (Place("scores", run.Start), Content(run.Start, [Scalars(run.End, 0, run.Scores)]));
    }

    private static string Place(string series, DateTimeOffset start) => Path.Combine(Folder, series, string.Create(
        CultureInfo.InvariantCulture, $"events.out.tfevents.{start.ToUnixTimeSeconds()}.ivae"));

    private static Event Scalars(DateTimeOffset time, long step, IEnumerable<(string Name, double Value)> values)
    {
        var entry = new Event { WallTime = Seconds(time), Step = step, Summary = new Summary() };
        entry.Summary.Value.AddRange(values.Select(value =>
            new Summary.Types.Value { Tag = value.Name, SimpleValue = (float)value.Value }));
        return entry;
    }

    private static byte[] Content(DateTimeOffset start, IEnumerable<Event> events)
    {
        var stream = new MemoryStream();
        foreach (var entry in events.Prepend(new Event { WallTime = Seconds(start), FileVersion = "brain.Event:2" }))
            WriteRecord(stream, entry.ToByteArray());
        return stream.ToArray();
    }

    /// <summary>A record of a TFRecord file: its length, a check of that, the data, and a check of these.</summary>
    private static void WriteRecord(MemoryStream stream, byte[] data)
    {
        var length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)data.Length);
        stream.Write(length);
        stream.Write(Check(length));
        stream.Write(data);
        stream.Write(Check(data));
    }

    /// <summary>CRC-32C, turned and shifted as TFRecord files have it.</summary>
    private static byte[] Check(byte[] data)
    {
        var sum = uint.MaxValue;
        foreach (var value in data)
            sum = BitOperations.Crc32C(sum, value);
        var masked = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(masked, BitOperations.RotateRight(~sum, 15) + 0xA282EAD8u);
        return masked;
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
