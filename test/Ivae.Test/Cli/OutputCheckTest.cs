using Ivae.Cli;

namespace Ivae.Test.Cli;

public sealed class OutputCheckTest
{
    [Fact]
    public void What_is_there_is_overwritten_by_force_only()
    {
        using var folder = new TemporaryFolder();
        folder.Write("model.ivae", "precious");
        var refused = CliRun.Of("fit", "a.csv", "--out", folder.Root);
        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Contains(
            "model.ivae is there already; choose another --out, or overwrite it with --force.", refused.Messages);
        Assert.Equal("precious", File.ReadAllText(folder.Path("model.ivae")));
        OutputCheck.NotThere(force: true, folder.Path("model.ivae"));
        OutputCheck.NotThere(force: false, folder.Path("other"));
    }
}
