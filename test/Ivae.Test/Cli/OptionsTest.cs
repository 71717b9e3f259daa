using System.Text.Json;
using Ivae.Cli;

namespace Ivae.Test.Cli;

/// <summary>The list of options, which is a page of the reference and in the program.</summary>
public class OptionsTest
{
    [Fact]
    public void The_list_in_the_program_and_the_page_are_those_of_the_sources()
    {
        var entries = OptionsPage.Entries();
        Assert.All(entries, entry => Assert.True(entry.Meaning.Length > 0, $"{entry.Key} has no comment"));
        Compare("src/Ivae.Cli/options.json", JsonText.Of(entries.ToArray()) + "\n");
        Compare("docs/reference/options.md", OptionsPage.Render(entries));
    }

    [Fact]
    public void Options_are_listed_and_found_by_key_and_by_method()
    {
        var run = CliRun.Of("options", "batch_size");
        Assert.Equal(0, run.Code);
        Assert.StartsWith("training.batch_size = 128", run.Data);
        Assert.Contains("at least 1", run.Data);
        Assert.Contains("method.beta = ", CliRun.Of("options", "beta-vae").Data);
        var wrong = CliRun.Of("options", "training.batchsize");
        Assert.Equal(ExitCode.Usage, wrong.Code);
        Assert.Contains("did you mean \"training.batch_size\"", wrong.Messages);
        using var json = JsonDocument.Parse(CliRun.Of("options", "--json").Data);
        Assert.True(json.RootElement.GetArrayLength() > 60);
    }

    private static void Compare(string path, string text)
    {
        path = Path.Combine(SharedData.Repository, path);
        if (Environment.GetEnvironmentVariable("IVAE_UPDATE") == "1")
            File.WriteAllText(path, text);
        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == text,
            $"{path} is out of date; make it again: "
                + "IVAE_UPDATE=1 dotnet test -c Release test/Ivae.Test --filter FullyQualifiedName~OptionsTest");
    }
}
