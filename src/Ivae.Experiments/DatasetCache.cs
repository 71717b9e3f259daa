using System.Collections.Concurrent;
using Ivae.Data;

namespace Ivae.Experiments;

/// <summary>
/// Data sets of runs, each read for the first run that needs it: the latest stays, and others as long as a run is at
/// work on them.
/// </summary>
internal sealed class DatasetCache
{
    private readonly ConcurrentDictionary<string, Entry> entries = new();
    private volatile Latest? latest;

    /// <summary>The data of a key.</summary>
    public Dataset Take(string key, Func<Dataset> load)
    {
        if (latest is { } last && last.Key == key)
            return last.Data;
        var entry = entries.GetOrAdd(key, _ => new Entry());
        lock (entry.Gate)
        {
            if (!entry.Data.TryGetTarget(out var data))
                entry.Data.SetTarget(data = load());
            latest = new Latest(key, data);
            return data;
        }
    }

    private sealed record Latest(string Key, Dataset Data);

    private sealed class Entry
    {
        public Lock Gate { get; } = new();

        public WeakReference<Dataset> Data { get; } = new(null!);
    }
}
