using Ivae.Cli;

namespace Ivae.Test.Cli;

/// <summary>
/// Processes that share the runs of a command make each once, and its results are those of one process.
/// </summary>
public sealed class SharingTest(FitExample example) : IClassFixture<FitExample>
{
    public static TheoryData<string> Commands { get; } = [.. LongCommand.Shared];

    [SystemFact]
    public Task A_selection_that_shells_share_is_that_of_one() => Shared("select"); // of all commands the quickest

    [SystemTheory]
    [MemberData(nameof(Commands))]
    [Trait("Category", "Slow")]
    public Task Any_command_that_shells_share_gives_what_one_gives(string command) => Shared(command);

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_script_for_Slurm_starts_tasks_that_share(string command)
    {
        var target = example.Path($"{command}-slurm");
        string[] words = [.. LongCommand.Words(command, example), "--out", target];
        var script = CliRun.Of([.. words, "--slurm", "3", "--slurm-time", "1:00:00", "--slurm-dry-run"]);
        Assert.True(script.Code == 0, script.Messages);
        Assert.StartsWith($"#!/bin/bash\n#SBATCH --job-name=ivae-{command}\n#SBATCH --array=1-3\n", script.Data);
        Assert.Contains(" --share --threads \"${SLURM_CPUS_PER_TASK:-1}\" &\n", script.Data);
        Assert.False(Directory.Exists(target));
        Assert.False(Directory.Exists(example.Path($".{command}-slurm.ivae")));

        var both = CliRun.Of([.. words, "--share", "--collect"]);
        Assert.Equal(ExitCode.Usage, both.Code);
        Assert.Contains("give one of them", both.Messages);
    }

    [Fact]
    public void What_is_missing_is_left_out_of_tables_and_refused_where_all_is_needed()
    {
        var target = example.Path("compare-part");
        string[] words = [.. LongCommand.Words("compare", example), "--out", target];
        Assert.Contains("of no seed has a run of every method", CliRun.Of([.. words, "--collect"]).Messages);
        Assert.Equal(0, CliRun.Of(words).Code);
        File.Delete(Directory.GetFiles(Path.Combine(target, "runs"), "data-tcl-seed1-*").Single());
        var part = CliRun.Of([.. words, "--collect"]);
        Assert.True(part.Code == 0, part.Messages);
        Assert.Contains("1 of 6 runs are missing; seeds that lack one are left out.", part.Messages);
        Assert.Equal(4, File.ReadAllLines(Path.Combine(target, "compare.csv")).Length);

        var check = CliRun.Of([.. LongCommand.Words("check", example), "--out", example.Path("c"), "--collect"]);
        Assert.Equal(ExitCode.Data, check.Code);
        Assert.Contains("lacks 2 of 2 runs of this step, all of which are needed: agreement1, agreement2.",
            check.Messages);
        var plan = CliRun.Of("plan", "--share");
        Assert.Equal(ExitCode.Usage, plan.Code);
        Assert.Contains("need a folder; give it by --out DIR", plan.Messages);
        var causal = CliRun.Of("causal", example.Csv, "--auxiliary", "segment", "--share", "--out", example.Path("g"));
        Assert.Contains("the samples of --bootstrap are what processes share", causal.Messages);
    }

    [SystemFact]
    public async Task Who_shares_with_other_options_or_wants_the_folder_alone_is_refused()
    {
        var target = example.Path("refused");
        string[] words = ["plan", "--latent", "2", "--segments", "6", "--rows", "50", "--out", target];
        using var first = ProcessRun.Ivae([.. words, "--share", "--threads", "1"]);
        await ProcessRun.Until(
            first, () => Directory.Exists(example.Path(".refused.ivae/checkpoint-plan/claims")));
        var other = CliRun.Of([.. words, "--share", "--seed", "4"]);
        Assert.Equal(ExitCode.Data, other.Code);
        Assert.Contains("model.seed was 0 and is 4", other.Messages);
        var alone = CliRun.Of(words);
        Assert.Equal(ExitCode.Data, alone.Code);
        Assert.Contains("is in use by a process that shares its runs (ivae plan)", alone.Messages);
        var over = CliRun.Of([.. words, "--share", "--force"]);
        Assert.Equal(ExitCode.Data, over.Code);
        Assert.Contains("is in use by other processes that share their runs", over.Messages);
        ProcessRun.Signal(first, "TERM");
        Assert.Equal(ExitCode.Cancelled, (await ProcessRun.End(first)).Code);
        ProcessRun.AssertHoldsCheckpointAlone(example.Path(".refused.ivae"));
    }

    /// <summary>Three shells, of which one is killed at work.</summary>
    private async Task Shared(string command)
    {
        var (alone, target) = (example.Path($"{command}-alone"), example.Path($"{command}-shared"));
        var words = LongCommand.Words(command, example);
        var single = CliRun.Of([.. words, "--out", alone]);
        Assert.True(single.Code == 0, single.Messages);

        string[] shared = [.. words, "--out", target, "--share", "--threads", "1"];
        using var killed = ProcessRun.Ivae(shared);
        using var second = ProcessRun.Ivae(shared);
        using var third = ProcessRun.Ivae(shared);
        var claims = example.Path($".{command}-shared.ivae/checkpoint-{command}/claims");
        await ProcessRun.Until(second, () => Directory.Exists(claims)
            && Directory.GetFiles(claims).Any(claim => Owner(claim) == $"{killed.Id}"));
        killed.Kill();
        var ended = new[] { await ProcessRun.End(second), await ProcessRun.End(third) };
        foreach (var (code, _, messages) in ended)
            Assert.True(code == 0 && messages.Contains("--collect in place of --share"), messages);
        Assert.All(LongCommand.Shared.Select(name => Path.Combine(target, $"{name}.html")),
            page => Assert.False(File.Exists(page), page));

        var collected = CliRun.Of([.. words, "--out", target, "--collect"]);
        Assert.True(collected.Code == 0, collected.Messages);
        Assert.Equal(LongCommand.Answer(single.Data), LongCommand.Answer(collected.Data));
        Assert.Equal(LongCommand.Files(alone), LongCommand.Files(target));
        Assert.False(Directory.Exists(example.Path($".{command}-shared.ivae")));
    }

    private static string? Owner(string claim)
    {
        try
        {
            return File.ReadAllText(claim).Split(' ') is [_, var process, _] ? process : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
