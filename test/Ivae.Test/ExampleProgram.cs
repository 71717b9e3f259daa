using System.Diagnostics;

namespace Ivae.Test;

/// <summary>
/// A program of examples/, compiled against the library of this test run and started as a process of its own.
/// </summary>
internal static class ExampleProgram
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        """;

    private static readonly string s_runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly string s_dotnet = Path.GetFullPath(Path.Combine(s_runtime, "..", "..", ".."));

    /// <summary>What the program writes to stdout.</summary>
    /// <param name="name">File in examples/.</param>
    /// <param name="folder">An empty folder, where it is compiled to and started.</param>
    public static string Output(string name, string folder)
    {
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "*.dll"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var usings = Path.Combine(folder, "Usings.cs");
        File.WriteAllText(usings, ImplicitUsings);
        var program = Path.Combine(folder, "Example.dll");
        var configuration = Path.Combine(AppContext.BaseDirectory, "Ivae.Test.runtimeconfig.json");
        File.Copy(configuration, Path.ChangeExtension(program, ".runtimeconfig.json"));
        string[] references = [.. Directory.GetFiles(s_runtime, "System*.dll"), Path.Combine(folder, "Ivae.dll")];
        var compiler = Directory.GetDirectories(Path.Combine(s_dotnet, "sdk")).Order(StringComparer.Ordinal)
            .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll")).Last(File.Exists);
        Run(folder,
        [
            "exec", compiler, "-nologo", "-nullable:enable", "-warnaserror", "-features:FileBasedProgram",
            $"-out:{program}", usings, Path.Combine(Repository(), "examples", name),
            .. references.Select(reference => $"-r:{reference}"),
        ]);
        return Run(folder, [program]);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ivae.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    private static string Run(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(s_dotnet, "dotnet"), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + errors.Result);
        return output;
    }
}
