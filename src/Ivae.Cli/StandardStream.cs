using System.Globalization;
using Ivae.Data;

namespace Ivae.Cli;

/// <summary>
/// The streams that a process is given. One that the caller has closed looks open to the process: the system gives its
/// number to the next thing that is opened, such as a pipe of the runtime from which nothing ever comes.
/// </summary>
internal static class StandardStream
{
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;

    /// <summary>Standard output, whose errors name it.</summary>
    public static Stream Output() => IsOpen(1, isRead: false)
        ? new NamedStream(Console.OpenStandardOutput())
        : new NamedStream(null);

    /// <summary>Whether the caller has given standard input.</summary>
    public static bool HasInput => IsOpen(0, isRead: true);

    /// <summary>Whether a stream leads out of this process.</summary>
    private static bool IsOpen(int number, bool isRead)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/proc/self/fd"))
            return true;
        try
        {
            if (Target(number) is not { } target || target.StartsWith("anon_inode:", StringComparison.Ordinal)
                || Mode(number) == (isRead ? WriteOnly : ReadOnly))
                return false;
            // Of a pipe from elsewhere this process has one end only.
            return !target.StartsWith("pipe:", StringComparison.Ordinal)
                || !Directory.EnumerateFiles("/proc/self/fd")
                    .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
                    .Any(other => Target(other) == target && Mode(other) == (isRead ? WriteOnly : ReadOnly));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static string? Target(int number) =>
        new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{number}")).LinkTarget;

    /// <summary>How a file was opened: for reading, for writing, or both.</summary>
    private static int Mode(int number)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fdinfo/{number}");
        var flags = File.Exists(place)
            ? File.ReadLines(place).FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal))
            : null;
        return flags is null ? -1 : (flags[^1] - '0') & 3; // octal
    }

    /// <summary>Where results go; what goes wrong names it.</summary>
    private sealed class NamedStream(Stream? stream) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                if (stream is null)
                    throw new IOException("it is closed");
                stream.Write(buffer);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                throw new DataException("standard output", $"cannot be written: {cause.Message.TrimEnd('.')}. Give a "
                    + "file by --out, or a place with room.", cause: cause);
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => stream?.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
