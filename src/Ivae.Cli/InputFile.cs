using System.Security.Cryptography;

namespace Ivae.Cli;

/// <summary>The file that a command reads.</summary>
internal static class InputFile
{
    private const string StandardInput = "/dev/stdin";

    /// <summary>The path that stands for what was typed; "-" is standard input.</summary>
    public static string Path(string typed) => typed == "-" && !OperatingSystem.IsWindows() ? StandardInput : typed;

    /// <summary>SHA-256 of a file in hexadecimal digits, or null for a pipe, which can be read once only.</summary>
    public static string? Sha256(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        return stream.CanSeek ? Convert.ToHexStringLower(SHA256.HashData(stream)) : null;
    }
}
