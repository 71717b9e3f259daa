using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Training;

/// <summary>
/// Where the runs of a command keep their states, each under a name of its own, so that the command goes on from them
/// when it is started again. All else is computed again, and is the same since nothing hangs on time or threads.
/// </summary>
/// <remarks>
/// A run that is trained writes its state every half a minute, and when it is cancelled; those that end sooner
/// are written together as often.
/// </remarks>
internal sealed class Checkpoint
{
    private const string DoneMark = ".done";
    private readonly Store store;
    private readonly string name;
    private long written = Stopwatch.GetTimestamp();

    private Checkpoint(Store store, string name) => (this.store, this.name) = (store, name);

    /// <summary>The checkpoint of a command.</summary>
    /// <param name="folder">Where it is kept; nothing is made there before there is something to keep.</param>
    /// <param name="identity">All that decides what the command computes.</param>
    /// <param name="interval">How often states are written.</param>
    /// <param name="mode">Whether other processes may take part in the command.</param>
    /// <exception cref="DataException">There is one of a command with other options or data; the message names
    /// them.</exception>
    public static Checkpoint Open(
        string folder, JsonObject identity, TimeSpan interval, WorkMode mode = WorkMode.Alone)
    {
        var path = Path.Combine(folder, "identity.json");
        if (mode == WorkMode.Shared)
            WriteFirst(path, identity);
        if (File.Exists(path) && Differences(Read(path), identity) is { Count: > 0 } differences)
            throw new DataException(folder, "was kept by a run that was stopped, of other options or data: "
                + $"{string.Join(", ", differences)}. Give these again to go on, or start over.")
            {
                Remedies = ["overwrite"],
            };
        return new Checkpoint(new Store(folder, identity, interval, mode), "");
    }

    /// <summary>Number of runs that were marked as done.</summary>
    public int CountDone() =>
        Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*" + DoneMark).Length : 0;

    /// <summary>Whether a checkpoint is there.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, "identity.json"));

    /// <summary>Where the runs of the command are shared.</summary>
    public SharedWork Work => store.Work;

    /// <summary>The folder.</summary>
    public string Folder => store.Folder;

    /// <summary>Whether a run of this name, which processes share, has come to its end.</summary>
    public bool IsDone => File.Exists(store.PathOf(name, DoneMark));

    /// <summary>Says so, when all states of the run are written.</summary>
    public void MarkDone()
    {
        Flush();
        File.WriteAllBytes(store.PathOf(name, DoneMark), []);
    }

    /// <summary>Whether what is at its place was there when the checkpoint was opened.</summary>
    public bool GoesOn => store.WasThere;

    /// <summary>Whether the command may replace the results that are there.</summary>
    public bool MayReplace => store.MayReplace;

    /// <summary>Lets the command replace results, and the next start too.</summary>
    public void AllowReplacing() => store.AllowReplacing();

    /// <summary>The checkpoint of a part of the work.</summary>
    public Checkpoint Of(string part) => new(store, name.Length == 0 ? part : $"{name}.{part}");

    /// <summary>Whether the state of a run that goes on is to be written.</summary>
    public bool IsDue => Stopwatch.GetElapsedTime(written) >= store.Interval;

    /// <summary>Reads the state of this name, if there is one.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Restore(Action<StateArchive> exchange)
    {
        if (store.Read(name) is not { } bytes)
            return false;
        try
        {
            exchange(new StateArchive(new MemoryStream(bytes), isReading: true));
        }
        catch (Exception cause) when (cause is InvalidDataException or EndOfStreamException)
        {
            throw new DataException(store.Folder, $"the state \"{name}\" is damaged ({cause.Message}); start over.",
                cause: cause)
            {
                Remedies = ["overwrite"],
            };
        }

        return true;
    }

    /// <summary>Time that all threads have spent on keeping states.</summary>
    public TimeSpan Spent => store.Spent;

    /// <summary>Writes the state of a run, at once unless the run has ended.</summary>
    public void Keep(Action<StateArchive> exchange, bool hasEnded)
    {
        var begun = Stopwatch.GetTimestamp();
        var stream = new MemoryStream();
        exchange(new StateArchive(stream, isReading: false));
        store.Add(name, stream.ToArray(), isUrgent: !hasEnded);
        written = Stopwatch.GetTimestamp();
        store.Spend(Stopwatch.GetElapsedTime(begun, written));
    }

    /// <summary>Removes the states of all parts of a piece of work whose result is kept otherwise.</summary>
    public void Forget() => store.Forget(name + ".");

    /// <summary>Writes what has ended and is not written yet.</summary>
    public void Flush() => store.Flush();

    /// <summary>Writes the identity unless another process has written one.</summary>
    private static void WriteFirst(string path, JsonObject identity)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            AtomicFile.WriteText(path, overwrite: false, identity.ToJsonString());
        }
        catch (DataException) when (File.Exists(path))
        {
        }
    }

    private static JsonObject Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? [];
        }
        catch (System.Text.Json.JsonException)
        {
            return [];
        }
    }

    /// <summary>Each value that differs, in words.</summary>
    internal static List<string> Differences(JsonObject before, JsonObject now)
    {
        var (old, given) = (Leaves(before, "").ToDictionary(), Leaves(now, "").ToDictionary());
        return [.. old.Keys.Union(given.Keys).Order(StringComparer.Ordinal)
            .Select(key => (key, Was: old.GetValueOrDefault(key, "absent"), Is: given.GetValueOrDefault(key, "absent")))
            .Where(pair => pair.Was != pair.Is).Select(pair => $"{pair.key} was {pair.Was} and is {pair.Is}")];
    }

    private static IEnumerable<KeyValuePair<string, string>> Leaves(JsonObject branch, string prefix) =>
        branch.SelectMany(property => property.Value is JsonObject inner
            ? Leaves(inner, $"{prefix}{property.Key}.")
            : [KeyValuePair.Create(prefix + property.Key, property.Value?.ToJsonString() ?? "null")]);

    /// <summary>The files of all parts.</summary>
    private sealed class Store(string folder, JsonObject identity, TimeSpan interval, WorkMode mode)
    {
        private const string Ending = ".state";
        private readonly ConcurrentDictionary<string, byte[]> waiting = new();
        private readonly Lock gate = new();
        private long flushed = Stopwatch.GetTimestamp();
        private long spent;

        public bool WasThere { get; } = IsIn(folder);

        public string Folder => folder;

        public TimeSpan Spent => TimeSpan.FromTicks(Interlocked.Read(ref spent));

        public SharedWork Work { get; } =
            new(mode, Path.Combine(folder, "claims"), WorkClaims.UsualPulse);

        public TimeSpan Interval => interval;

        public bool MayReplace { get; private set; } = File.Exists(Path.Combine(folder, "may-replace"));

        private string Mark => Path.Combine(folder, "may-replace");

        public void AllowReplacing()
        {
            MayReplace = true;
            if (Directory.Exists(folder))
                File.WriteAllBytes(Mark, []);
        }

        public void Spend(TimeSpan time) => Interlocked.Add(ref spent, time.Ticks);

        public byte[]? Read(string name) =>
            File.Exists(PathOf(name, Ending)) ? File.ReadAllBytes(PathOf(name, Ending)) : null;

        public void Add(string name, byte[] state, bool isUrgent)
        {
            waiting[name] = state;
            if (isUrgent || Stopwatch.GetElapsedTime(flushed) >= interval)
                Flush();
        }

        public void Flush()
        {
            using var scope = gate.EnterScope();
            flushed = Stopwatch.GetTimestamp();
            if (waiting.IsEmpty)
                return;
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, "identity.json");
            if (!File.Exists(path))
                AtomicFile.WriteText(path, overwrite: true, identity.ToJsonString());
            if (MayReplace)
                File.WriteAllBytes(Mark, []);
            foreach (var (name, state) in waiting)
            {
                AtomicFile.Write(PathOf(name, Ending), overwrite: true, stream => stream.Write(state));
                waiting.TryRemove(KeyValuePair.Create(name, state));
            }
        }

        public void Forget(string start)
        {
            using var scope = gate.EnterScope();
            foreach (var name in waiting.Keys.Where(name => name.StartsWith(start, StringComparison.Ordinal)))
                waiting.TryRemove(name, out _);
            if (Directory.Exists(folder))
                foreach (var path in Directory.GetFiles(folder, start + "*" + Ending))
                    File.Delete(path);
        }

        public string PathOf(string name, string ending) =>
            Path.Combine(folder, name.Replace(' ', '-') + ending);
    }
}
