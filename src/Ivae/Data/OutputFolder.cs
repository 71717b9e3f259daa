using System.Globalization;

namespace Ivae.Data;

/// <summary>
/// A folder of results that belongs to one process until its end, and whose files are replaced in one step. What is in
/// the making lies next to it, in the hidden folder <c>.NAME.ivae</c>, with the lock that names the owner; the system
/// lets go of the lock when the owner ends in whatever way. Where nothing can be made next to it, or it is a mount of
/// its own, the hidden folder is <c>.ivae</c> inside it.
/// </summary>
/// <remarks>
/// On Linux a folder that is there is exchanged for the new one, into which all other files were linked: whenever the
/// process is ended, the folder is the old one or the new one. Each file for itself is replaced in one step where the
/// system has no such exchange, where the folder is the current one (a shell in it would be left in the old one), and
/// where it holds more than <see cref="MostCarried"/> other files.
/// </remarks>
internal sealed class OutputFolder : IDisposable
{
    /// <summary>What the names of folders in <see cref="Work"/> begin with that stay for the next start.</summary>
    public const string Kept = "checkpoint";

    private const int MostCarried = 1000;
    private const int Attempts = 100;
    private static int count;
    private readonly string[] made;
    private readonly FileStream owner;
    private readonly string staged;
    private readonly Lock gate = new();
    private bool isReleased;

    private OutputFolder(string path, string purpose)
    {
        Path = path;
        made = [.. Missing(System.IO.Path.GetDirectoryName(path)!)];
        try
        {
            (Work, owner) = Claim(path, purpose);
            staged = System.IO.Path.Combine(Work, $"new-{Environment.ProcessId}-{Interlocked.Increment(ref count)}");
            foreach (var left in Directory.GetDirectories(Work, "new-*"))
                Directory.Delete(left, recursive: true);
            Directory.CreateDirectory(staged);
            AppDomain.CurrentDomain.ProcessExit += Release; // where a process ends itself in the middle of a command
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            if (owner is not null)
                Dispose();
            throw NotWritable(path, cause);
        }
    }

    /// <summary>The folder, without links in it.</summary>
    public string Path { get; }

    /// <summary>The hidden folder, for what is kept until the results are there.</summary>
    public string Work { get; }

    /// <summary>Takes a folder, which need not be there, and finds out whether it can be written.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="purpose">What for, such as "ivae fit", for others that want it too.</param>
    /// <exception cref="DataException">It cannot be written, or another process has it.</exception>
    public static OutputFolder Take(string path, string purpose)
    {
        ArgumentNullException.ThrowIfNull(path);
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (File.Exists(full))
            throw new DataException(path, "is a file, and a folder is needed; choose another name.");
        try
        {
            full = Directory.Exists(full) && Directory.ResolveLinkTarget(full, true) is { } target
                ? target.FullName
                : full;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, cause);
        }

        return new OutputFolder(full, purpose);
    }

    /// <summary>The place of a new file until all are there.</summary>
    public string New(string name) => System.IO.Path.Combine(staged, name);

    /// <summary>Writes a new file, as UTF-8.</summary>
    public void WriteText(string name, string text) => AtomicFile.WriteText(New(name), overwrite: false, text);

    /// <summary>
    /// Lets all new files take the place of those that are there, in one step; of the names of the results, those
    /// without a new file are removed.
    /// </summary>
    /// <param name="results">Names of all files that the results may consist of.</param>
    /// <exception cref="DataException">The folder cannot be written.</exception>
    public void Publish(IReadOnlyList<string> results)
    {
        using var scope = gate.EnterScope();
        if (isReleased)
            throw new OperationCanceledException();
        try
        {
            if (!Directory.Exists(Path))
                Directory.Move(staged, Path);
            else if (!(MayExchange() && CarryOver(results) && SystemCalls.Exchange(staged, Path)))
                MoveEach(results);
            if (Directory.Exists(staged))
                Directory.Delete(staged, recursive: true);
            Directory.CreateDirectory(staged); // for what may still come
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(Path, cause);
        }
    }

    /// <summary>Lets go of the folder and removes what is unfinished but for what is to be kept.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Release;
        Release(null, EventArgs.Empty);
    }

    private void Release(object? sender, EventArgs nothing)
    {
        using var scope = gate.EnterScope();
        if (isReleased)
            return;
        isReleased = true;
        try
        {
            if (OperatingSystem.IsWindows())
                owner.Dispose();
            foreach (var folder in Directory.GetDirectories(Work))
                if (!System.IO.Path.GetFileName(folder).StartsWith(Kept, StringComparison.Ordinal))
                    Directory.Delete(folder, recursive: true);
            foreach (var file in Directory.GetFiles(Work).Order(StringComparer.Ordinal)) // the lock before the owner
                File.Delete(file);
            foreach (var folder in made.Prepend(Work))
                if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                    Directory.Delete(folder);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Tidying up must not hide how the run ended.
        }

        owner.Dispose();
    }

    private static (string Work, FileStream Owner) Claim(string path, string purpose)
    {
        var (folder, name) = (System.IO.Path.GetDirectoryName(path)!, System.IO.Path.GetFileName(path));
        var nearby = System.IO.Path.Combine(folder, $".{name}.ivae");
        var isThere = Directory.Exists(path);
        if (isThere && !SystemCalls.MayWrite(path))
            throw new UnauthorizedAccessException("The folder may not be written by this user");
        Directory.CreateDirectory(folder);
        return isThere && !(SystemCalls.MayWrite(folder) && SystemCalls.AreOnOneDevice(folder, path))
            ? Lock(System.IO.Path.Combine(path, ".ivae"), path, purpose)
            : Lock(nearby, path, purpose);
    }

    /// <summary>Makes the hidden folder and locks it.</summary>
    private static (string Work, FileStream Owner) Lock(string work, string path, string purpose)
    {
        var (place, name) = (System.IO.Path.Combine(work, "lock"), System.IO.Path.Combine(work, "owner"));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            Directory.CreateDirectory(work);
            FileStream? stream = null;
            try
            {
                stream = new FileStream(place, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0);
                if (IsAt(place, stream))
                {
                    File.WriteAllText(name, string.Create(CultureInfo.InvariantCulture,
                        $"process {Environment.ProcessId} on {Environment.MachineName} ({purpose})"));
                    return (work, stream);
                }

                stream.Dispose();
            }
            catch (DirectoryNotFoundException)
            {
                stream?.Dispose(); // its owner has ended and removed it in between
            }
            catch (IOException) when (stream is null && File.Exists(place))
            {
                throw new DataException(path,
                    $"is in use by {Owner(name)}; wait until it ends, or choose another folder.");
            }
            catch
            {
                stream?.Dispose();
                throw;
            }
        }

        throw new IOException("Other processes make and remove it again and again");
    }

    /// <summary>Whether an open file still has its name, which an owner that has ended removes.</summary>
    private static bool IsAt(string place, FileStream stream)
    {
        var own = string.Create(
            CultureInfo.InvariantCulture, $"/proc/self/fd/{stream.SafeFileHandle.DangerousGetHandle()}");
        return !OperatingSystem.IsLinux() || new FileInfo(own).LinkTarget is not { } name
            || System.IO.Path.GetFileName(name) == System.IO.Path.GetFileName(place);
    }

    private static string Owner(string name)
    {
        try
        {
            return File.ReadAllText(name);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    /// <summary>Folders that are not there, the deepest first.</summary>
    private static IEnumerable<string> Missing(string folder)
    {
        for (var at = folder; at is not null && !Directory.Exists(at); at = System.IO.Path.GetDirectoryName(at))
            yield return at;
    }

    private bool MayExchange()
    {
        var current = System.IO.Path.GetFullPath(".") + System.IO.Path.DirectorySeparatorChar;
        return OperatingSystem.IsLinux()
            && !current.StartsWith(Path + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !Work.StartsWith(Path + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    /// <summary>Links all other files of the folder into the new one; gives whether it could.</summary>
    private bool CarryOver(IReadOnlyList<string> results)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        var entries = Directory.EnumerateFileSystemEntries(Path, "*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = 0,
            IgnoreInaccessible = false,
        }).Take(MostCarried + 1).ToArray();
        if (entries.Length > MostCarried)
            return false;
        File.SetUnixFileMode(staged, File.GetUnixFileMode(Path));
        foreach (var entry in entries.Order(StringComparer.Ordinal)) // a folder comes before what is in it
        {
            var name = System.IO.Path.GetRelativePath(Path, entry);
            if (results.Contains(name))
                continue;
            if (Directory.Exists(entry) && new DirectoryInfo(entry).LinkTarget is null)
                Directory.CreateDirectory(New(name), File.GetUnixFileMode(entry));
            else if (!SystemCalls.Link(entry, New(name)))
                return false;
        }

        return true;
    }

    private void MoveEach(IReadOnlyList<string> results)
    {
        foreach (var name in results)
        {
            if (File.Exists(New(name)))
                File.Move(New(name), System.IO.Path.Combine(Path, name), overwrite: true);
            else
                File.Delete(System.IO.Path.Combine(Path, name)); // of an earlier run: next to new ones it would mislead
        }
    }

    private static DataException NotWritable(string path, Exception cause) =>
        new(path, $"cannot be written into: {cause.Message.TrimEnd('.')}. Choose another folder.", cause: cause);
}
