namespace Ivae.Test.Cli;

/// <summary>
/// A fact about a Unix system, skipped on others and where a command does not succeed that shows whether it can be
/// tried.
/// </summary>
public sealed class SystemFactAttribute : FactAttribute
{
    public SystemFactAttribute(params string[] probe) => Skip = Missing(probe);

    /// <summary>Why it cannot be tried here, or nothing.</summary>
    internal static string? Missing(string[] probe) =>
        OperatingSystem.IsWindows() ? "needs signals and pipes as Unix has them"
            : probe.Length > 0 && !Succeeds(probe) ? $"\"{string.Join(' ', probe)}\" is not permitted here"
            : null;

    private static bool Succeeds(string[] command)
    {
        try
        {
            using var process = ProcessRun.Begin(command[0], command[1..]);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
