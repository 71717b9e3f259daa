using System.Diagnostics;
using System.Globalization;

namespace Ivae.Data;

/// <summary>
/// The lock of a hidden folder of work, which the system lets go of when its process ends in whatever way: one process
/// has it alone, or several share it.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const int Attempts = 100;
    private static readonly TimeSpan Passing = TimeSpan.FromSeconds(2); // a process that only tidies up is soon gone
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(50);
    private FileStream stream;

    private FolderLock(string work, FileStream stream) => (Work, this.stream) = (work, stream);

    /// <summary>The hidden folder.</summary>
    public string Work { get; }

    /// <summary>Makes the hidden folder and locks it.</summary>
    /// <param name="work">The hidden folder.</param>
    /// <param name="path">The folder that it is of, for messages.</param>
    /// <param name="purpose">What for, for other processes that want it.</param>
    /// <param name="isShared">Whether others that share it may have it too.</param>
    /// <exception cref="DataException">Another process has it.</exception>
    public static FolderLock Take(string work, string path, string purpose, bool isShared)
    {
        var stream = Open(work, isShared)
            ?? throw new DataException(path,
                $"is in use by {Owner(Name(work))}; wait until it ends, or choose another folder.");
        Sign(work, purpose, isShared);
        return new FolderLock(work, stream);
    }

    /// <summary>Lets one that shares it have it alone, if no other shares it; gives whether it does.</summary>
    public bool TakeAlone()
    {
        stream.Dispose();
        if (Open(Work, isShared: false) is { } own)
        {
            stream = own;
            return true;
        }

        Share();
        return false;
    }

    /// <summary>Lets others that share it have it too.</summary>
    public void Share()
    {
        stream.Dispose();
        stream = Open(Work, isShared: true) ?? throw new IOException("Another process has taken the folder");
    }

    public void Dispose() => stream.Dispose();

    /// <summary>Opens and locks; gives nothing where another process has it.</summary>
    private static FileStream? Open(string work, bool isShared)
    {
        var (place, clock) = (Path.Combine(work, "lock"), Stopwatch.StartNew());
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            Directory.CreateDirectory(work);
            FileStream? stream = null;
            try
            {
                stream = new FileStream(place, FileMode.OpenOrCreate,
                    isShared ? FileAccess.Read : FileAccess.ReadWrite, isShared ? FileShare.Read : FileShare.None, 0);
                if (IsAt(place, stream))
                    return stream;
                stream.Dispose();
            }
            catch (DirectoryNotFoundException)
            {
                stream?.Dispose(); // its owner has ended and removed it in between
            }
            catch (IOException) when (stream is null && File.Exists(place))
            {
                if (!isShared || clock.Elapsed > Passing)
                    return null;
                Thread.Sleep(BetweenAttempts);
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
            || Path.GetFileName(name) == Path.GetFileName(place);
    }

    private static string Name(string work) => Path.Combine(work, "owner");

    private static void Sign(string work, string purpose, bool isShared)
    {
        try
        {
            File.WriteAllText(Name(work), isShared
                ? $"a process that shares its runs ({purpose})"
                : string.Create(CultureInfo.InvariantCulture,
                    $"process {Environment.ProcessId} on {Environment.MachineName} ({purpose})"));
        }
        catch (IOException) when (isShared)
        {
            // Another one that shares it writes its name at this moment.
        }
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
}
