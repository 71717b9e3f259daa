using System.Diagnostics;
using System.Globalization;
using Ivae.Data;

namespace Ivae.Test.Cli;

/// <summary>Runs of the program, and of others, as processes of their own.</summary>
internal static class ProcessRun
{
    /// <summary>The program, which dotnet starts.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Ivae.Cli.dll");

    /// <summary>Starts a process whose streams can be read.</summary>
    public static Process Begin(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    /// <summary>Starts the program.</summary>
    public static Process Ivae(params string[] arguments) => Begin("dotnet", [Program, .. arguments]);

    /// <summary>
    /// Of the hidden folder of a command that was ended, nothing stays but what the same command goes on from.
    /// </summary>
    public static void AssertHoldsCheckpointAlone(string folder)
    {
        if (Directory.Exists(folder))
            Assert.All(Directory.GetFileSystemEntries(folder),
                entry => Assert.StartsWith(OutputFolder.Kept, Path.GetFileName(entry)));
    }

    /// <summary>Runs a process to its end.</summary>
    public static async Task<CliRun> Of(string program, params string[] arguments)
    {
        using var process = Begin(program, arguments);
        return await End(process);
    }

    /// <summary>Waits for the end of a process and gives what it wrote.</summary>
    public static async Task<CliRun> End(Process process)
    {
        var messages = process.StandardError.ReadToEndAsync();
        var data = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CliRun(process.ExitCode, data, await messages);
    }

    /// <summary>Sends a signal, such as "TERM".</summary>
    public static void Signal(Process process, string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Whether a process still runs, by what the system says of it where that can be read.</summary>
    public static bool IsAlive(Process process)
    {
        if (!OperatingSystem.IsLinux())
            return !process.HasExited;
        try
        {
            var status = File.ReadAllText($"/proc/{process.Id}/stat"); // 17 (name) S …
            return status[status.LastIndexOf(')')..] is not [_, _, 'Z' or 'X', ..];
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Waits until something holds or the process has ended.</summary>
    public static async Task Until(Process process, Func<bool> holds)
    {
        while (!process.HasExited && !holds())
            await Task.Delay(20);
    }

    /// <summary>All files of a folder by name, without the seconds that a summary has.</summary>
    public static Dictionary<string, string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(folder, path),
            path => System.Text.RegularExpressions.Regex.Replace(
                Convert.ToHexString(File.ReadAllBytes(path)), Hex("\"seconds\": ") + "(3[0-9]|2E)+", ""));

    /// <summary>Text of all files without seconds, by name.</summary>
    public static Dictionary<string, string> Texts(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(folder, path),
            path => System.Text.RegularExpressions.Regex.Replace(
                System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path)), "\"seconds\": ?[0-9.e-]+", ""));

    private static string Hex(string text) => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text));
}
