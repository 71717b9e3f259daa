using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Ivae.Cli;
using Ivae.Cli.Tracking;

namespace Ivae.Test.Cli;

/// <summary>
/// fit --track: what is written is read back by readers of this file alone, after the descriptions of the formats.
/// </summary>
public class TrackingTest(FitExample example) : IClassFixture<FitExample>
{
    private const string Store = "MLFLOW_TRACKING_URI";

    [Fact]
    public void Event_files_and_the_file_store_hold_every_epoch_and_score()
    {
        using var folder = new TemporaryFolder();
        Environment.SetEnvironmentVariable(Store, new Uri(folder.Path("ml runs")).AbsoluteUri);
        try
        {
            var run = FitExample.Fit(example.Npz, folder.Path("a"), "--track", "tensorboard,mlflow");
            Assert.True(run.Code == 0, run.Messages);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Store, null);
        }

        var epochs = File.ReadLines(folder.Path("a/metrics.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var summary = JsonDocument.Parse(File.ReadAllText(folder.Path("a/summary.json"))).RootElement;
        Assert.NotEmpty(epochs);
        AssertEvents(folder.Path("a/tensorboard"), epochs, summary);
        AssertStore(folder.Path("ml runs"), folder.Path("a"), epochs, summary);

        // A fit that is not tracked leaves no events of an earlier one.
        Assert.Equal(0, FitExample.Fit(example.Npz, folder.Path("a"), "--force").Code);
        Assert.Empty(Directory.EnumerateFiles(folder.Path("a"), "events.*", SearchOption.AllDirectories));
    }

    [Fact]
    public void What_cannot_be_tracked_is_named()
    {
        using var folder = new TemporaryFolder();
        var run = FitExample.Fit(example.Npz, folder.Path("a"), "--track", "wandb");
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("--track: there is no tracker \"wandb\"", run.Messages);
        Assert.Contains("only a folder (file:) can be written",
            Assert.Throws<UsageException>(() => MlflowFiles.Store("https://example.org")).Message);
        Assert.Equal("/a/b c", MlflowFiles.Store("file:///a/b%20c"));
        Assert.Equal(Path.GetFullPath("mlruns"), MlflowFiles.Store(null));
    }

    /// <summary>The check sum of the reader is that of RFC 3720, appendix B.4, and of the usual example.</summary>
    [Fact]
    public void The_check_sum_is_that_of_iscsi()
    {
        Assert.Equal(0x8A9136AAu, Crc32C(new byte[32]));
        Assert.Equal(0xE3069283u, Crc32C("123456789"u8.ToArray()));
    }

    private static void AssertEvents(string folder, JsonElement[] epochs, JsonElement summary)
    {
        foreach (var series in epochs.GroupBy(Series))
        {
            var events = Events(Assert.Single(Directory.GetFiles(Path.Combine(folder, series.Key))));
            Assert.Equal("brain.Event:2", events[0].Version);
            Assert.All(events.Zip(events.Skip(1)), pair => Assert.True(pair.First.Time <= pair.Second.Time));
            Assert.Equal(series.Select(epoch => epoch.GetProperty("epoch").GetInt64()),
                events.Skip(1).Select(one => one.Step));
            foreach (var name in new[] { "held_out_bound", "training_bound", "learning_rate", "gradient_norm" })
                Assert.Equal(series.Select(epoch => (float)epoch.GetProperty(name).GetDouble()),
                    events.Skip(1).Select(one => one.Values[name]));
        }

        var scores = Events(Assert.Single(Directory.GetFiles(Path.Combine(folder, "scores"))))[1].Values;
        Assert.Equal((float)summary.GetProperty("elbo").GetDouble(), scores["elbo"]);
    }

    /// <summary>The layout of mlflow.store.tracking.file_store.</summary>
    private static void AssertStore(string store, string run, JsonElement[] epochs, JsonElement summary)
    {
        var experiment = Assert.Single(Directory.GetDirectories(store));
        Assert.Matches("^[0-9]+$", Path.GetFileName(experiment));
        Assert.Equal($"'{Path.GetFileName(experiment)}'", Yaml(experiment)["experiment_id"]);
        Assert.Equal("'ivae'", Yaml(experiment)["name"]);
        var folder = Assert.Single(Directory.GetDirectories(experiment));
        var meta = Yaml(folder);
        Assert.Matches("^[0-9a-f]{32}$", meta["run_id"]);
        Assert.Equal(Path.GetFileName(folder), meta["run_id"]);
        Assert.Equal("3", meta["status"]); // FINISHED
        Assert.Equal(run, new Uri(meta["artifact_uri"].Trim('\'')).LocalPath);
        Assert.True(long.Parse(meta["start_time"]) <= long.Parse(meta["end_time"]));
        Assert.Equal(summary.GetProperty("options").GetProperty("seed").ToString(),
            File.ReadAllText(Path.Combine(folder, "params/seed")));
        foreach (var series in epochs.GroupBy(Series))
        {
            var lines = File.ReadAllLines(Path.Combine(folder, "metrics", series.Key, "held_out_bound"))
                .Select(line => line.Split(' ')).ToArray();
            Assert.Equal(series.Select(epoch => epoch.GetProperty("held_out_bound").GetDouble()),
                lines.Select(line => double.Parse(line[1], CultureInfo.InvariantCulture)));
            Assert.Equal(series.Select(epoch => epoch.GetProperty("epoch").ToString()), lines.Select(line => line[2]));
        }
    }

    private static Dictionary<string, string> Yaml(string folder) => File.ReadLines(Path.Combine(folder, "meta.yaml"))
        .Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    private static string Series(JsonElement epoch) => $"{epoch.GetProperty("stage_number")}-"
        + $"{epoch.GetProperty("stage").GetString()}-run{epoch.GetProperty("restart").GetInt32() + 1}";

    private static List<Entry> Events(string path)
    {
        var (bytes, events) = (File.ReadAllBytes(path), new List<Entry>());
        for (var at = 0; at < bytes.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
            Assert.Equal(Masked(bytes[at..(at + 8)]), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8)));
            var data = bytes[(at + 12)..(at + 12 + length)];
            Assert.Equal(Masked(data), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 12 + length)));
            events.Add(Entry.Of(data));
            at += length + 16;
        }

        return events;
    }

    private static uint Masked(byte[] data) => Crc32C(data) is var sum ? ((sum >> 15) | (sum << 17)) + 0xA282EAD8 : 0;

    /// <summary>Bit by bit, with the reversed polynomial of Castagnoli.</summary>
    private static uint Crc32C(byte[] data)
    {
        var sum = 0xFFFFFFFF;
        foreach (var value in data)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? (sum >> 1) ^ 0x82F63B78 : sum >> 1;
        }

        return ~sum;
    }

    /// <summary>An event, read by the wire format of protocol buffers.</summary>
    private sealed record Entry(double Time, long Step, string? Version, Dictionary<string, float> Values)
    {
        public static Entry Of(byte[] data)
        {
            var (time, step, version, values) = (0.0, 0L, (string?)null, new Dictionary<string, float>());
            foreach (var (field, number, bytes) in Fields(data))
                switch (field)
                {
                    case 1: time = BitConverter.ToDouble(bytes); break;
                    case 2: step = (long)number; break;
                    case 3: version = Encoding.UTF8.GetString(bytes); break;
                    case 5:
                        foreach (var value in Fields(bytes).Select(part => Fields(part.Bytes).ToArray()))
                            values[Encoding.UTF8.GetString(value[0].Bytes)] = BitConverter.ToSingle(value[1].Bytes);
                        break;
                    default: Assert.Fail($"There is no field {field}."); break;
                }

            return new(time, step, version, values);
        }

        private static IEnumerable<(int Field, ulong Number, byte[] Bytes)> Fields(byte[] data)
        {
            for (var at = 0; at < data.Length;)
            {
                var key = Variable(data, ref at);
                var number = (key & 7) is 0 or 2 ? Variable(data, ref at) : 0;
                var length = (key & 7) switch { 0 => 0, 1 => 8, 2 => (int)number, _ => 4 };
                yield return ((int)(key >> 3), number, data[at..(at + length)]);
                at += length;
            }
        }

        private static ulong Variable(byte[] data, ref int at)
        {
            for (var (value, shift) = (0UL, 0); ; shift += 7)
            {
                value |= (ulong)(data[at] & 127) << shift;
                if (data[at++] < 128)
                    return value;
            }
        }
    }
}
