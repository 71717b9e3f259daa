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
    private static int count;
    private readonly string[] made;
    private readonly FolderLock owner;
    private readonly string staged;
    private readonly Lock gate = new();
    private bool isReleased;

    private OutputFolder(string path, string purpose, bool isShared)
    {
        (Path, IsShared) = (path, isShared);
        made = [.. Missing(System.IO.Path.GetDirectoryName(path)!)];
        try
        {
            owner = Claim(path, purpose, isShared);
            staged = System.IO.Path.Combine(
                Work, $"new-{WorkClaim.Host}-{Environment.ProcessId}-{Interlocked.Increment(ref count)}");
            if (!isShared)
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

    /// <summary>Whether other processes may have it too.</summary>
    public bool IsShared { get; private set; }

    /// <summary>The hidden folder, for what is kept until the results are there.</summary>
    public string Work => owner.Work;

    /// <summary>Takes a folder, which need not be there, and finds out whether it can be written.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="purpose">What for, such as "ivae fit", for others that want it too.</param>
    /// <exception cref="DataException">It cannot be written, or another process has it.</exception>
    public static OutputFolder Take(string path, string purpose) => Take(path, purpose, isShared: false);

    /// <summary>
    /// Takes part in a folder for which several processes work, none of which has it alone. Here each new file takes
    /// its place by itself, since files of others come between.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="purpose">What for.</param>
    /// <exception cref="DataException">It cannot be written, or a process has it for itself.</exception>
    public static OutputFolder Join(string path, string purpose) => Take(path, purpose, isShared: true);

    private static OutputFolder Take(string path, string purpose, bool isShared)
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

        return new OutputFolder(full, purpose, isShared);
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
            if (IsShared)
                Directory.CreateDirectory(Path);
            if (!Directory.Exists(Path))
                Directory.Move(staged, Path);
            else if (IsShared || !(MayExchange() && CarryOver(results) && SystemCalls.Exchange(staged, Path)))
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

    /// <summary>
    /// Whether this process has the folder alone; one of several that share it does when no other is left.
    /// </summary>
    public bool OwnAlone()
    {
        if (IsShared && owner.TakeAlone())
            IsShared = false;
        return !IsShared;
    }

    /// <summary>Lets others that share the folder in again.</summary>
    public void Share()
    {
        owner.Share();
        IsShared = true;
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
            if (!OwnAlone())
            {
                if (Directory.Exists(staged))
                    Directory.Delete(staged, recursive: true);
                return;
            }

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
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or DataException)
        {
            // Tidying up must not hide how the run ended.
        }
        finally
        {
            owner.Dispose();
        }
    }

    private static FolderLock Claim(string path, string purpose, bool isShared)
    {
        var (folder, name) = (System.IO.Path.GetDirectoryName(path)!, System.IO.Path.GetFileName(path));
        var nearby = System.IO.Path.Combine(folder, $".{name}.ivae");
        var isThere = Directory.Exists(path);
        if (isThere && !SystemCalls.MayWrite(path))
            throw new UnauthorizedAccessException("The folder may not be written by this user");
        Directory.CreateDirectory(folder);
        return isThere && !(SystemCalls.MayWrite(folder) && SystemCalls.AreOnOneDevice(folder, path))
            ? FolderLock.Take(System.IO.Path.Combine(path, ".ivae"), path, purpose, isShared)
            : FolderLock.Take(nearby, path, purpose, isShared);
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
