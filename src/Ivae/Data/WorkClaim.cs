using System.Globalization;
using System.Text;

namespace Ivae.Data;

/// <summary>A piece of work that this process has, until it is let go of or the process ends.</summary>
internal sealed class WorkClaim : IDisposable
{
    private readonly Lock gate = new();
    private readonly Func<int, string> pathOf;
    private readonly int number;
    private readonly FileStream file;
    private readonly Timer timer;
    private readonly Action lost;
    private long count;
    private bool isReleased;
    private bool isLost;

    private WorkClaim(Func<int, string> pathOf, int number, FileStream file, TimeSpan pulse, Action lost)
    {
        (this.pathOf, this.number, this.file, this.lost) = (pathOf, number, file, lost);
        Write();
        AppDomain.CurrentDomain.ProcessExit += Release;
        timer = new Timer(_ => Beat(), null, pulse, pulse);
    }

    /// <summary>This host, as one word.</summary>
    public static string Host { get; } = Environment.MachineName.Replace(' ', '-');

    /// <summary>Makes the file of a number; gives nothing where another process did.</summary>
    public static WorkClaim? Make(Func<int, string> pathOf, int number, TimeSpan pulse, Action lost)
    {
        try
        {
            var file = new FileStream(pathOf(number), FileMode.CreateNew, FileAccess.Write,
                FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return new WorkClaim(pathOf, number, file, pulse, lost);
        }
        catch (IOException) when (File.Exists(pathOf(number)))
        {
            return null;
        }
    }

    /// <summary>The largest number of the files of a piece of work by the name of the first; -1 without any.</summary>
    public static int Latest(string first) => (
        from path in Directory.EnumerateFiles(
            Path.GetDirectoryName(first)!, Path.GetFileNameWithoutExtension(first) + ".*")
        let text = Path.GetExtension(path)[1..]
        where Path.GetFileNameWithoutExtension(path) == Path.GetFileNameWithoutExtension(first)
        select int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)
        .DefaultIfEmpty(-1).Max();

    public void Dispose()
    {
        timer.Dispose();
        AppDomain.CurrentDomain.ProcessExit -= Release;
        Release(null, EventArgs.Empty);
    }

    private void Beat()
    {
        lock (gate)
        {
            if (isReleased || isLost)
                return;
            try
            {
                if (Latest(pathOf(0)) == number)
                {
                    Write();
                    return;
                }
            }
            catch (IOException)
            {
                return; // the file system is away: whether the claim is lost, the next look will show
            }

            isLost = true;
            lost(); // in here, so that it is never called of a claim that was let go of
        }
    }

    /// <summary>Host, process and count, always as long as before, so that a reader never sees a part.</summary>
    private void Write()
    {
        file.Position = 0;
        file.Write(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{Host} {Environment.ProcessId} {++count:D12}\n")));
    }

    private void Release(object? sender, EventArgs nothing)
    {
        lock (gate)
        {
            if (isReleased)
                return;
            isReleased = true;
            file.Dispose();
            try
            {
                for (var earlier = 0; earlier <= number; earlier++)
                    File.Delete(pathOf(earlier)); // its own last
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                // Others will see that its count no longer rises.
            }
        }
    }
}
