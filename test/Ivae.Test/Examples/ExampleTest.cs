using System.Text.RegularExpressions;
using Ivae.Test.Cli;

namespace Ivae.Test.Examples;

/// <summary>
/// Every program that a reader may copy compiles and runs; a new file in examples is tested without a line here.
/// </summary>
public class ExampleTest
{
    public static TheoryData<string> Names => [.. ExampleRun.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_example_runs(string name)
    {
        var run = ExampleRun.Of(name);
        Assert.True(run.Code == 0, $"{name} ended with {run.Code}:\n{run.Output}{run.Errors}");
        Assert.NotEmpty(run.Output);
    }

    /// <summary>The snippet of the README, with a short training instead of the usual one.</summary>
    [Fact]
    public void The_snippet_of_the_readme_runs()
    {
        var readme = File.ReadAllText(Path.Combine(SharedData.Repository, "README.md"));
        var snippet = Regex.Match(readme, "```csharp\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains("new IvaeOptions { LatentDimension = 5 }", snippet);
        var program = string.Join('\n', [
            "#:project ../src/Ivae/Ivae.csproj",
            "#:property PublishAot=false",
            "#:property Configuration=Release",
            snippet.Replace("LatentDimension = 5", "LatentDimension = 5, Training = new() { Steps = 50 }"),
            "Console.WriteLine($\"{latents.Rows} × {latents.Columns}\");"]);
        var run = ExampleRun.Of("readme.cs", program);
        Assert.True(run.Code == 0, $"The snippet ended with {run.Code}:\n{run.Output}{run.Errors}");
        Assert.EndsWith("14980 × 5", run.Output.Trim());
    }

    /// <summary>The first command of the README, as it stands there, ends with a model that did not diverge.</summary>
    [Fact]
    public async Task The_first_command_of_the_readme_ends_well()
    {
        using var folder = new TemporaryFolder();
        var readme = await File.ReadAllTextAsync(Path.Combine(SharedData.Repository, "README.md"));
        var words = Regex.Match(readme, "\\./ivae (fit .*) --out ").Groups[1].Value.Split(' ');
        words[1] = Path.Combine(SharedData.Repository, words[1]);
        var run = await ProcessRun.Of("dotnet", [ProcessRun.Program, .. words, "--out", folder.Path("eeg"), "--quiet"]);
        Assert.True(run.Code == 0, run.Messages);
        Assert.True(File.Exists(folder.Path("eeg/model.ivae")));
    }

    [Fact]
    public void A_program_that_does_not_compile_is_found()
    {
        var run = ExampleRun.Of("broken.cs", "#:property PublishAot=false\nint latents = \"not a number\";\n");
        Assert.NotEqual(0, run.Code);
        Assert.Contains("CS0029", run.Output + run.Errors);
    }
}
