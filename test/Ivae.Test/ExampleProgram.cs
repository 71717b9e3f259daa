using System.Diagnostics;

namespace Ivae.Test;

/// <summary>A program of examples/, compiled against the library of this test run and started as a process of its own.</summary>
internal static class ExampleProgram
{
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; "
        + "global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly string s_runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly string s_dotnet = Path.GetFullPath(Path.Combine(s_runtime, "..", "..", ".."));

    /// <summary>What the program writes to stdout.</summary>
    /// <param name="name">File in examples/.</param>
    /// <param name="folder">An empty folder, where it is compiled to and started.</param>
    public static string Output(string name, string folder)
    {
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "*.dll"))
            if (!Path.GetFileName(file).StartsWith("Ivae.", StringComparison.Ordinal) || file.EndsWith("Ivae.dll", StringComparison.Ordinal))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var usings = Path.Combine(folder, "Usings.cs");
        File.WriteAllText(usings, ImplicitUsings);
        var program = Path.Combine(folder, "Example.dll");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Ivae.Test.runtimeconfig.json"), Path.ChangeExtension(program, ".runtimeconfig.json"));
        var references = Directory.GetFiles(s_runtime, "*.dll").Where(IsManaged).Append(Path.Combine(folder, "Ivae.dll"));
        var compiler = Directory.GetDirectories(Path.Combine(s_dotnet, "sdk")).Order(StringComparer.Ordinal)
            .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll")).Last(File.Exists);
        Run(folder, ["exec", compiler, "-nologo", "-nullable:enable", "-warnaserror", "-features:FileBasedProgram", $"-out:{program}",
            .. references.Select(reference => $"-r:{reference}"), usings, Path.Combine(Repository(), "examples", name)]);
        return Run(folder, [program]);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ivae.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    private static bool IsManaged(string path)
    {
        var name = Path.GetFileName(path);
        return name.StartsWith("System", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll" or "Microsoft.CSharp.dll";
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
