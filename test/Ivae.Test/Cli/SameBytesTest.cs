using System.Diagnostics;
using System.Text;

namespace Ivae.Test.Cli;

/// <summary>What docs/reference/runs.md promises about bytes.</summary>
public sealed class SameBytesTest(FitExample example) : IClassFixture<FitExample>
{
    [SystemFact]
    public async Task Threads_culture_time_zone_and_folder_change_no_byte()
    {
        Directory.CreateDirectory(example.Path("elsewhere/deeper"));
        foreach (var folder in new[] { "here", "elsewhere/deeper" })
        {
            Directory.CreateDirectory(example.Path(folder));
            File.Copy(example.Npz, example.Path($"{folder}/data.npz"), overwrite: true);
        }

        await Fit("here", "1", "C", "UTC");
        await Fit("elsewhere/deeper", "2", "tr_TR.UTF-8", "Pacific/Chatham");
        var (one, other) =
            (ProcessRun.Files(example.Path("here/run")), ProcessRun.Files(example.Path("elsewhere/deeper/run")));
        Assert.Equal(one.Keys.Order(), other.Keys.Order());
        foreach (var (name, content) in one)
            Assert.True(content == other[name], $"{name} differs");
    }

    [Fact]
    public void A_model_file_has_the_name_and_the_hash_of_its_data_and_no_path()
    {
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(example.Model));
        Assert.DoesNotContain(Path.GetDirectoryName(example.Npz)!, text);
        Assert.DoesNotContain(Path.GetFileName(Path.GetDirectoryName(example.Npz)!), text);
        Assert.Contains("data_name\\\":\\\"data.npz", text);
        var hash = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(example.Npz)));
        Assert.Contains($"data_sha256\\\":\\\"{hash}", text);
    }

    private async Task Fit(string folder, string threads, string culture, string zone)
    {
        var start = new ProcessStartInfo("dotnet",
            [ProcessRun.Program, .. FitExample.Words("data.npz", "run"), "--threads", threads, "--restarts", "2"])
        {
            WorkingDirectory = example.Path(folder),
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["LANG"] = culture, ["LC_ALL"] = culture, ["TZ"] = zone },
        };
        using var process = Process.Start(start)!;
        var run = await ProcessRun.End(process);
        Assert.True(run.Code == 0, run.Messages);
    }
}
