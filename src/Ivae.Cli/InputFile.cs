namespace Ivae.Cli;

/// <summary>The file that a command reads.</summary>
internal static class InputFile
{
    private const string StandardInput = "/dev/stdin";

    /// <summary>The path that stands for what was typed; "-" is standard input.</summary>
    public static string Path(string typed) => typed == "-" && !OperatingSystem.IsWindows() ? StandardInput : typed;
}
