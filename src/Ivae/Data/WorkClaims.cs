using System.Collections.Concurrent;
using System.Diagnostics;

namespace Ivae.Data;

/// <summary>
/// Who does which piece of work of a folder that several processes share, on one machine or on several that see the
/// same file system: a file for each piece that is taken, <c>NAME.0</c>, with the host and the process that has it and
/// a count that it raises every few seconds.
/// </summary>
/// <remarks>
/// A claim is dead at once where its process was on this host and is there no longer, else when its count did not
/// rise for <see cref="Patience"/>: no clock is read, so that clocks of machines may differ. Nothing is ever taken out
/// of a dead claim's place, since two might do so at once; who makes the file of the next number,
/// <c>NAME.1</c>, has the work, and the former owner, should it have been asleep, sees that and lets go. Whoever has a
/// claim looks whether the work is done before doing it.
/// </remarks>
/// <param name="folder">Where the files are.</param>
/// <param name="pulse">How often an owner raises its count.</param>
internal sealed class WorkClaims(string folder, TimeSpan pulse)
{
    /// <summary>How often an owner raises its count.</summary>
    public static readonly TimeSpan UsualPulse = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Sight> seen = new();

    /// <summary>How long a count does not rise before its owner counts as dead.</summary>
    public TimeSpan Patience => 12 * pulse;

    /// <summary>Takes a piece of work.</summary>
    /// <param name="name">Its name, which can be that of a file.</param>
    /// <param name="lost">Is called when another process took this one for dead, from any thread.</param>
    /// <returns>Nothing where another process has it.</returns>
    public WorkClaim? Take(string name, Action lost)
    {
        Directory.CreateDirectory(folder);
        var latest = Latest(name);
        if (latest >= 0 && !IsDead(PathOf(name, latest)))
            return null;
        return WorkClaim.Make(number => PathOf(name, number), latest + 1, pulse, lost);
    }

    /// <summary>
    /// Whether it is not known yet if the owner of a claim lives: its count was not seen to rise since it was first
    /// looked at.
    /// </summary>
    public bool IsDoubtful(string name) => Latest(name) is var latest && latest >= 0
        && !(seen.TryGetValue(PathOf(name, latest), out var sight) && sight.HasRisen);

    /// <summary>Removes claims of dead processes to pieces of work that are done.</summary>
    public void Tidy(IEnumerable<string> names)
    {
        if (!Directory.Exists(folder))
            return;
        var left = Directory.GetFiles(folder).Select(Path.GetFileNameWithoutExtension).ToHashSet();
        foreach (var name in names.Where(left.Contains))
            Take(name, () => { })?.Dispose();
    }

    private int Latest(string name) => WorkClaim.Latest(PathOf(name, 0));

    private string PathOf(string name, int number) => Path.Combine(folder, $"{name}.{number}");

    private bool IsDead(string path)
    {
        if (Read(path) is not { } content)
            return false; // it has just been let go of; the next look will show
        if (content.Split(' ') is [var host, var process, _] && host == WorkClaim.Host && !Lives(process))
            return true;
        var before = seen.GetOrAdd(path, _ => new Sight(content, Stopwatch.GetTimestamp(), false));
        if (before.Content != content)
            seen[path] = before = new Sight(content, Stopwatch.GetTimestamp(), true);
        return Stopwatch.GetElapsedTime(before.Since) > Patience;
    }

    private static string? Read(string path)
    {
        try
        {
            using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new StreamReader(stream).ReadToEnd().Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool Lives(string number)
    {
        try
        {
            using var process = Process.GetProcessById(
                int.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
            return !process.HasExited;
        }
        catch (Exception cause) when (cause is ArgumentException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    /// <summary>What was last seen of a claim, since when, and whether its count was ever seen to rise.</summary>
    private sealed record Sight(string Content, long Since, bool HasRisen);
}
