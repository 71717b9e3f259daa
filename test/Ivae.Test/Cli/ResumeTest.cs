using System.Diagnostics;
using Ivae.Cli;

namespace Ivae.Test.Cli;

/// <summary>Commands that were killed at any moment go on, and end as if nothing had happened.</summary>
public sealed class ResumeTest(FitExample example) : IClassFixture<FitExample>
{
    public static TheoryData<string> Commands { get; } = ["fit", "check", "select", "compare", "plan"];

    [SystemFact]
    public Task A_fit_that_is_killed_twice_goes_on() => Killed("fit", 2);

    [SystemFact]
    public Task A_check_that_is_killed_goes_on() => Killed("check", 1);

    /// <summary>Two hundred kills over all commands.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    [Trait("Category", "Slow")]
    public Task A_command_that_is_killed_forty_times_goes_on(string command) => Killed(command, 40);

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
        Same(ProcessRun.Texts(example.Path("whole")), ProcessRun.Texts(target));
        Assert.Equal(ExitCode.Usage, CliRun.Of(words).Code); // a fit that is whole is not replaced
    }

    private async Task Killed(string command, int kills)
    {
        string[] Words(string target) =>
        [
            .. command switch
            {
                "fit" => (string[])["fit", example.Npz, "--set", "training.epochs=60", "--set",
                    "training.batch_size=50"],
                "check" => ["check", example.Path("fit"), example.Npz, "--seeds", "2", "--nulls", "3", "--null-steps",
                    "200"],
                "select" => ["select", example.Npz, "--latent", "1:2", "--prior", "gaussian", "--set",
                    "training.epochs=40", "--method", "flow"],
                "compare" => ["compare", example.Npz, "--methods", "ivae,vae,tcl", "--seeds", "2", "--steps", "400"],
                _ => ["plan", "--latent", "2", "--segments", "6", "--rows", "50", "--steps", "100"],
            },
            "--quiet", "--out", target,
        ];
        var (whole, target) = (example.Path($"{command}-{kills}-whole"), example.Path($"{command}-{kills}-killed"));
        var clock = Stopwatch.StartNew();
        using (var undisturbed = Start(Words(whole)))
            Assert.Equal(0, (await ProcessRun.End(undisturbed)).Code);
        var seconds = clock.Elapsed.TotalSeconds;
        var random = new Ivae.Numerics.RandomStream((ulong)kills);
        for (var kill = 0; kill < kills; kill++)
        {
            using var process = Start(Words(target));
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(random.NextDouble() * seconds));
            await process.WaitForExitAsync(late.Token).ContinueWith(_ => { });
            process.Kill();
            await process.WaitForExitAsync();
            if (Directory.Exists(target)) // it was through, at exit or in its last moment: once more
                Directory.Delete(target, recursive: true);
        }

        using var last = Start(Words(target));
        var run = await ProcessRun.End(last);
        Assert.True(run.Code == 0, run.Messages);
        Same(ProcessRun.Texts(whole), ProcessRun.Texts(target));
        Assert.False(Directory.Exists(example.Path($".{command}-{kills}-killed.ivae")));
    }

    private static void Same(Dictionary<string, string> whole, Dictionary<string, string> other)
    {
        Assert.Equal(whole.Keys.Order(), other.Keys.Order());
        foreach (var (name, text) in whole)
            if (name is not ("compare.html" or "compare.csv" or "compare.json" or "report.html")) // have seconds
                Assert.True(text == other[name], $"{name} differs");
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
