using System.Diagnostics;
using System.Globalization;
using Ivae.Cli;
using Xunit.Abstractions;

namespace Ivae.Test.Cli;

/// <summary>Commands that were killed at any moment go on, and end as if nothing had happened.</summary>
public sealed class ResumeTest(FitExample example, ITestOutputHelper output) : IClassFixture<FitExample>
{
    private const string Epochs = "10000"; // two seconds or more on a fast machine: time for a signal
    private const int Kills = 23; // over nine commands, two hundred and more
    private const int MostStarts = 10; // for a kill: some come to their end before

    // Of work, each time; states are kept every twentieth of a second here.
    private static readonly TimeSpan MostLost = TimeSpan.FromSeconds(30);

    private static readonly EnumerationOptions Everywhere =
        new() { RecurseSubdirectories = true, AttributesToSkip = 0 };

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
        string[] words = [.. FitExample.Words(example.Npz, target), "--epochs", Epochs];
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
        var whole = CliRun.Of([.. FitExample.Words(example.Npz, example.Path("whole")), "--epochs", Epochs]);
        Assert.Equal(0, whole.Code);
        Assert.Equal(LongCommand.Files(example.Path("whole")), LongCommand.Files(target));
        Assert.Equal(ExitCode.Usage, CliRun.Of(words).Code); // a fit that is whole is not replaced
    }

    private async Task Killed(string command, int kills)
    {
        var words = LongCommand.Words(command, example);
        var (whole, target) = (example.Path($"{command}-{kills}-whole"), example.Path($"{command}-{kills}-killed"));
        var clock = Stopwatch.StartNew();
        var starting = TimeSpan.Zero;
        using (var undisturbed = Start([.. words, "--out", whole]))
        {
            await ProcessRun.Until(undisturbed, () => IsAtWork(undisturbed));
            starting = clock.Elapsed;
            Assert.Equal(0, (await ProcessRun.End(undisturbed)).Code);
        }

        var seconds = (clock.Elapsed - starting).TotalSeconds;
        var random = new Ivae.Numerics.RandomStream((ulong)kills);
        var (starts, atWork, hadKept, lost) = (0, 0, 0, TimeSpan.Zero);
        for (; atWork < kills; starts++)
        {
            Assert.True(starts < MostStarts * kills, $"of {starts} starts only {atWork} were killed at work");
            using var process = Start([.. words, "--out", target]);
            // From when it has its folder: a busy machine may take longer to start a process than it works. Each start
            // goes on from the last, so that short ones come to every part of the work all the same.
            await ProcessRun.Until(process, () => IsAtWork(process));
            var begun = Stopwatch.StartNew();
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(random.NextDouble() * seconds));
            await process.WaitForExitAsync(late.Token).ContinueWith(_ => { });
            atWork += process.HasExited ? 0 : 1;
            process.Kill();
            await process.WaitForExitAsync();
            // What is older than the process was kept by one before it.
            var (age, time) = (Age(target), begun.Elapsed);
            hadKept += age is null ? 0 : 1;
            if ((age < time ? age.Value : time) is var own && own > lost)
                lost = own;
            if (File.Exists(Path.Combine(target, Last(command)))) // it was through, or in its last moment: once more
                Directory.Delete(target, recursive: true);
        }

        using var last = Start([.. words, "--out", target]);
        var run = await ProcessRun.End(last);
        Assert.True(run.Code == 0, run.Messages);
        Assert.Equal(LongCommand.Files(whole), LongCommand.Files(target));
        Assert.False(Directory.Exists(example.Path($".{command}-{kills}-killed.ivae")));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{command}: {seconds:F1} s of work; {starts} starts, {atWork} killed at work, {hadKept} when something "
            + $"was kept; a process ended {lost.TotalSeconds:F2} s after it began or kept something at most"));
        Assert.True(lost < MostLost, $"{lost.TotalSeconds:F1} s of work were lost");
        if (kills == Kills)
            Assert.True(hadKept > kills / 2, $"at {hadKept} of {starts} ends something was kept");
    }

    /// <summary>Whether a process has a folder of results.</summary>
    private bool IsAtWork(Process process)
    {
        try
        {
            return Directory.EnumerateDirectories(example.Path("."), $"new-*-{process.Id}-*", Everywhere).Any();
        }
        catch (IOException)
        {
            return false; // a folder goes at this moment
        }
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
