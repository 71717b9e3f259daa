using Ivae.Data;

namespace Ivae.Cli;

/// <summary>The file that a command reads.</summary>
internal static class InputFile
{
    private const string StandardInput = "/dev/stdin";

    /// <summary>The path that what was typed means; "-" is standard input.</summary>
    /// <exception cref="DataException">Standard input is closed.</exception>
    public static string Path(string typed)
    {
        if (typed != "-" || OperatingSystem.IsWindows())
            return typed;
        return StandardStream.HasInput
            ? StandardInput
            : throw new DataException("standard input", "is closed; give data by a pipe, or the path of a file.");
    }
}
