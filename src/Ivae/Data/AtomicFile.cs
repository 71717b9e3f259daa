using System.Collections.Concurrent;
using System.Text;

namespace Ivae.Data;

/// <summary>Writes files so that a reader finds the old content or the whole new one, never a part.</summary>
internal static class AtomicFile
{
    private static readonly ConcurrentDictionary<string, bool> Unfinished = new();
    private static int count;

    static AtomicFile() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        // Where a process ends itself in the middle of a command, nothing half-written stays.
        foreach (var temporary in Unfinished.Keys)
            Remove(temporary);
    };

    /// <summary>
    /// Writes next to <paramref name="path"/> and renames when all is on the disk; upon failure nothing is left and
    /// nothing is lost.
    /// </summary>
    /// <param name="path">The file to write; its folder must exist.</param>
    /// <param name="overwrite">Whether a file that is already there is replaced.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="DataException">
    /// The file exists and may not be replaced, the folder cannot be written, or the disk is full.
    /// </exception>
    public static void Write(string path, bool overwrite, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        if (!overwrite && File.Exists(path))
            throw Exists(path);
        var temporary = $"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref count)}.tmp";
        try
        {
            try
            {
                Unfinished[temporary] = true;
                using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
                {
                    write(stream);
                    stream.Flush(flushToDisk: true);
                }

                File.Move(temporary, path, overwrite);
            }
            catch
            {
                Remove(temporary);
                throw;
            }
            finally
            {
                Unfinished.TryRemove(temporary, out _);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw !overwrite && File.Exists(path)
                ? Exists(path)
                : new DataException(path, $"cannot be written: {e.Message.TrimEnd('.')}. Free space on the disk, "
                    + "or choose a folder that exists and can be written.", cause: e);
        }
    }

    /// <summary>Writes a text file, as <see cref="Write"/> does.</summary>
    /// <param name="path">The file to write; its folder must exist.</param>
    /// <param name="overwrite">Whether a file that is already there is replaced.</param>
    /// <param name="text">The content, written as UTF-8.</param>
    /// <exception cref="DataException">As in <see cref="Write"/>.</exception>
    public static void WriteText(string path, bool overwrite, string text)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        Write(path, overwrite, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Refuses, before any work is done, files that are there and must not be replaced.</summary>
    /// <exception cref="DataException">One is.</exception>
    public static void Check(bool overwrite, IEnumerable<string> paths)
    {
        if (!overwrite && paths.FirstOrDefault(File.Exists) is { } path)
            throw Exists(path);
    }

    private static DataException Exists(string path) => new(path, "is already there; choose another name, "
        + "or allow it to be replaced.")
    {
        Remedies = ["overwrite"],
    };

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report.
        }
    }
}
