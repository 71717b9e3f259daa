using System.Runtime.InteropServices;

namespace Ivae.Test.Cli;

/// <summary>The command line compiled ahead of time, once for all tests that use it.</summary>
public sealed class NativeProgram : IDisposable
{
    private readonly TemporaryFolder folder = new("ivae-native-"); // the linker quotes no space
    private readonly Lazy<string> program;

    public NativeProgram() => program = new(Publish);

    /// <summary>Its path.</summary>
    public string Program => program.Value;

    public void Dispose() => folder.Dispose();

    private string Publish()
    {
        var run = ProcessRun.Of("dotnet", "publish", Path.Combine(SharedData.Repository, "src", "Ivae.Cli"),
            "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-p:PublishAot=true", "--nologo",
            "--artifacts-path", folder.Path("build"), "-o", folder.Path("program")).GetAwaiter().GetResult();
        Assert.True(run.Code == 0, run.Data + run.Messages);
        return folder.Path("program/Ivae.Cli");
    }
}
