namespace Ivae.Test.Cli;

/// <summary>
/// The command line compiled ahead of time, once for all tests that use it; the variable <c>IVAE_PROGRAM</c> names one
/// that is so already.
/// </summary>
public sealed class NativeProgram : IDisposable
{
    private readonly TemporaryFolder folder = new("ivae-native-"); // the linker quotes no space
    private readonly Lazy<string> program;

    public NativeProgram() => program = new(() =>
        Environment.GetEnvironmentVariable("IVAE_PROGRAM") ?? Publish());

    /// <summary>Its path.</summary>
    public string Program => program.Value;

    public void Dispose() => folder.Dispose();

    private string Publish()
    {
        var run = ProcessRun.Of(Path.Combine(SharedData.Repository, ".ci", "publish"), folder.Path("program"))
            .GetAwaiter().GetResult();
        Assert.True(run.Code == 0, run.Data + run.Messages);
        return run.Data.Trim();
    }
}
