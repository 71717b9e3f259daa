using System.Diagnostics;
using System.Globalization;
using Ivae.Cli;
using Xunit.Abstractions;

namespace Ivae.Test.Cli;

/// <summary>Commands that were killed at any moment go on, and end as if nothing had happened.</summary>
public sealed class ResumeTest(FitExample example, ITestOutputHelper output) : IClassFixture<FitExample>
{
    private const int Kills = 23; // over nine commands, two hundred and more

    public static TheoryData<string> Commands { get; } = [.. LongCommand.All];

    [SystemFact]
    public Task A_fit_that_is_killed_twice_goes_on() => Killed("ivae", 2);

    [SystemFact]
    public Task A_check_that_is_killed_goes_on() => Killed("check", 1);

    /// <summary>Two hundred kills over all commands.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    [Trait("Category", "Slow")]
    public Task Any_command_that_is_killed_again_and_again_goes_on(string command) => Killed(command, Kills);

    [SystemFact]
    public async Task A_fit_that_was_ended_goes_on_from_there_and_other_options_are_refused_by_name()
    {
        var target = example.Path("ended");
        string[] words = [.. FitExample.Words(example.Npz, target), "--epochs", "2000"];
        using (var process = Start(words))
        {
            var progress = example.Path(".ended.ivae/progress.jsonl");
            await ProcessRun.Until(process, () => File.Exists(progress) && new FileInfo(progress).Length > 3000);
            ProcessRun.Signal(process, "TERM");
            Assert.Equal(ExitCode.Cancelled, (await ProcessRun.End(process)).Code);
        }

        var (code, _, messages) = CliRun.Of([.. words, "--seed", "9"]);
        Assert.Equal(ExitCode.Data, code);
        Assert.Contains("was kept by a run that was stopped, of other options or data: options.seed was 0 and is 9",
            messages);
        Assert.Contains("--force", messages);

        // What was kept is of this very build, and goes on without --force although there is a model.
        using (var process = Start(words))
        {
            var run = await ProcessRun.End(process);
            Assert.True(run.Code == 0, run.Messages);
            Assert.Contains("goes on where it was stopped", run.Messages);
        }

        Assert.False(Directory.Exists(example.Path(".ended.ivae")));
        var whole = CliRun.Of([.. FitExample.Words(example.Npz, example.Path("whole")), "--epochs", "2000"]);
        Assert.Equal(0, whole.Code);
        Assert.Equal(LongCommand.Files(example.Path("whole")), LongCommand.Files(target));
        Assert.Equal(ExitCode.Usage, CliRun.Of(words).Code); // a fit that is whole is not replaced
    }

    private async Task Killed(string command, int kills)
    {
        var words = LongCommand.Words(command, example);
        var (whole, target) = (example.Path($"{command}-{kills}-whole"), example.Path($"{command}-{kills}-killed"));
        var clock = Stopwatch.StartNew();
        using (var undisturbed = Start([.. words, "--out", whole]))
            Assert.Equal(0, (await ProcessRun.End(undisturbed)).Code);
        var seconds = clock.Elapsed.TotalSeconds;
        var random = new Ivae.Numerics.RandomStream((ulong)kills);
        var (atWork, oldest) = (0, TimeSpan.Zero);
        for (var kill = 0; kill < kills; kill++)
        {
            using var process = Start([.. words, "--out", target]);
            // Each start goes on from the last, so that short ones come to every part of the work all the same.
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(random.NextDouble() * seconds / 3));
            await process.WaitForExitAsync(late.Token).ContinueWith(_ => { });
            atWork += process.HasExited ? 0 : 1;
            process.Kill();
            await process.WaitForExitAsync();
            if (Age(target) is { } age && age > oldest)
                oldest = age;
            if (File.Exists(Path.Combine(target, Last(command)))) // it was through, or in its last moment: once more
                Directory.Delete(target, recursive: true);
        }

        using var last = Start([.. words, "--out", target]);
        var run = await ProcessRun.End(last);
        Assert.True(run.Code == 0, run.Messages);
        Assert.Equal(LongCommand.Files(whole), LongCommand.Files(target));
        Assert.False(Directory.Exists(example.Path($".{command}-{kills}-killed.ivae")));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{command}: {seconds:F1} s; {kills} kills, {atWork} of them at work; the latest state or result was "
            + $"{oldest.TotalSeconds:F2} s old at most"));
    }

    /// <summary>What a command writes with all its results.</summary>
    private static string Last(string command) => command switch
    {
        "fit" or "ivae" => "summary.json",
        "causal" => "graph.json",
        _ => $"{command}.json",
    };

    /// <summary>How long ago something was kept of a command that was killed, if it was.</summary>
    private static TimeSpan? Age(string target)
    {
        var hidden = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.ivae");
        var kept = new[] { hidden, target }.Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is ".state" or ".json" or ".txt")
            .Select(File.GetLastWriteTimeUtc).DefaultIfEmpty().Max();
        return kept == default ? null : DateTime.UtcNow - kept;
    }

    private static Process Start(string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [ProcessRun.Program, .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["IVAE_CHECKPOINT_SECONDS"] = "0.05" },
        };
        return Process.Start(start)!;
    }
}
