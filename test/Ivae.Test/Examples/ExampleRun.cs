using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Ivae.Test.Examples;

/// <summary>A program of one file, compiled against this library and run with its sample data.</summary>
/// <param name="Code">Exit code; that of the compiler where it does not compile.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it, or the compiler, complained about.</param>
internal sealed partial record ExampleRun(int Code, string Output, string Errors)
{
    private static readonly string Folder = Path.Combine(SharedData.Repository, "examples");

    /// <summary>Names of all examples, such as <c>eeg.cs</c>.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.cs").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    /// <summary>Runs an example by its name, in a copy, trained for fifty steps in place of its own number.</summary>
    public static ExampleRun Of(string name) =>
        Of(name, Length().Replace(File.ReadAllText(Path.Combine(Folder, name)), "$1Steps = 50"));

    /// <summary>Runs a program as if it were an example of that name; what it writes is gone afterwards.</summary>
    public static ExampleRun Of(string name, string program)
    {
        var folder = Directory.CreateTempSubdirectory("ivae-example-");
        try
        {
            var data = folder.CreateSubdirectory("data").FullName;
            foreach (var file in Directory.EnumerateFiles(Path.Combine(SharedData.Repository, "data")))
                File.Copy(file, Path.Combine(data, Path.GetFileName(file)));
            File.WriteAllText(Path.Combine(folder.FullName, name), WithFullPaths(program));
            return Run(folder.FullName, name);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The projects it refers to are found from the copy too; the tests have built them.</summary>
    private static string WithFullPaths(string program) =>
        Project().Replace(program, line => $"#:project {Path.GetFullPath(line.Groups["path"].Value, Folder)}");

    private static ExampleRun Run(string folder, string name)
    {
        var start = new ProcessStartInfo("dotnet", ["run", name])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the build that started these tests says of itself is not for another build.
        string[] foreign =
            [.. start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))];
        foreach (var variable in foreign)
            start.Environment.Remove(variable);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ExampleRun(process.ExitCode, output, errors.Result);
    }

    [GeneratedRegex(@"\b(Null)?(Epochs|Steps) = \d+")]
    private static partial Regex Length();

    [GeneratedRegex(@"^#:project (?<path>\S+)", RegexOptions.Multiline)]
    private static partial Regex Project();
}
