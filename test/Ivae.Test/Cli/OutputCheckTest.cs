using Ivae.Cli;
using Ivae.Data;

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
        Assert.Contains("model.ivae is there already; choose another --out, or overwrite it with --force.", refused.Messages);
        Assert.Equal("precious", File.ReadAllText(folder.Path("model.ivae")));
        OutputCheck.NotThere(force: true, folder.Path("model.ivae"));
        OutputCheck.NotThere(force: false, folder.Path("other"));
    }

    [Fact]
    public void A_folder_is_made_and_left_empty()
    {
        using var folder = new TemporaryFolder();
        OutputCheck.Folder(folder.Path("a/b"));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path("a/b")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("file", "");
        Assert.StartsWith($"{file}/runs: cannot be written into", Assert.Throws<DataException>(() => OutputCheck.Folder($"{file}/runs")).Message);
    }
}
