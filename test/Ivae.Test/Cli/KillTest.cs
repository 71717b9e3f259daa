using System.Globalization;
using Ivae.Cli;

namespace Ivae.Test.Cli;

/// <summary>Whenever a process is killed, its folder of results is the old one or the new one.</summary>
public sealed class KillTest(FitExample example) : IClassFixture<FitExample>
{
    private const string Calls = "rename,renameat,renameat2,link,unlink,rmdir,mkdir,pwrite64,fsync,ftruncate";

    [SystemFact]
    public async Task A_second_start_is_refused_and_the_first_is_unharmed()
    {
        var target = example.Path("twice");
        string[] words = [.. FitExample.Words(example.Npz, target), "--epochs", "1000000"];
        using var first = ProcessRun.Ivae(words);
        await ProcessRun.Until(first, () => Length(example.Path(".twice.ivae/progress.jsonl")) > 0);
        var missing = await ProcessRun.Of("dotnet", ProcessRun.Program, "fit", "missing.csv", "--out", target);
        var second = await ProcessRun.Of("dotnet", [ProcessRun.Program, .. words]);
        foreach (var refused in new[] { missing, second })
        {
            Assert.Equal(ExitCode.Data, refused.Code);
            Assert.Contains($"is in use by process {first.Id} on ", refused.Messages);
        }

        ProcessRun.Signal(first, "INT");
        var ended = await ProcessRun.End(first);
        Assert.True(ended.Code == ExitCode.Cancelled, ended.Messages);
        Assert.True(File.Exists(Path.Combine(target, "model.ivae")));
    }

    [SystemFact]
    public async Task The_lock_of_a_killed_process_does_not_block()
    {
        var target = example.Path("killed");
        using var first = ProcessRun.Ivae([.. FitExample.Words(example.Npz, target), "--epochs", "1000000"]);
        await ProcessRun.Until(first, () => Length(example.Path(".killed.ivae/progress.jsonl")) > 0);
        first.Kill();
        await first.WaitForExitAsync();
        Assert.True(Directory.Exists(example.Path(".killed.ivae")));
        var next = FitExample.Fit(example.Npz, target, "--force");
        Assert.True(next.Code == 0, next.Messages);
        Assert.False(Directory.Exists(example.Path(".killed.ivae")));
    }

    /// <summary>Kills the program at every call that changes files, one after the other.</summary>
    [SystemFact("strace", "-V")]
    [Trait("Category", "Slow")]
    public Task A_fit_is_the_old_one_or_the_new_one_at_every_call() => AtEveryCall(
        "fit", 3, target => [.. FitExample.Words(example.Npz, target), "--force"],
        target => FitExample.Fit(example.Csv, target, "--auxiliary", "segment", "--latent", "1"));

    [SystemFact("strace", "-V")]
    [Trait("Category", "Slow")]
    public Task A_check_is_the_old_one_or_the_new_one_at_every_call() => AtEveryCall(
        "check", 1,
        target => ["check", target, example.Npz, "--seeds", "0", "--nulls", "0", "--quiet", "--force"],
        target => FitExample.Fit(example.Npz, target));

    [SystemFact("strace", "-V")]
    [Trait("Category", "Slow")]
    public Task A_causal_search_is_the_old_one_or_the_new_one_at_every_call() => AtEveryCall(
        "causal", 3, target => Causal(target, "10"), target => CliRun.Of(Causal(target, "20")));

    private string[] Causal(string target, string steps) =>
        ["causal", example.Csv, "--auxiliary", "segment", "--steps", steps, "--quiet", "--force", "--out", target];

    /// <param name="name">Name of the folder.</param>
    /// <param name="stride">Every so many calls one is tried.</param>
    /// <param name="command">The command that replaces what is in the folder.</param>
    /// <param name="before">Makes what is in the folder before.</param>
    private async Task AtEveryCall(string name, int stride, Func<string, string[]> command, Func<string, CliRun> before)
    {
        string Target(string kind) => example.Path($"{name}-{kind}");
        Assert.Equal(0, before(Target("old")).Code);
        Assert.Equal(0, before(Target("new")).Code);
        Assert.Equal(0, CliRun.Of(command(Target("new"))).Code);
        var (old, next) = (ProcessRun.Files(Target("old")), ProcessRun.Files(Target("new")));
        Assert.NotEqual(old, next);
        var (target, tried, seen) = (Target("target"), 0, new HashSet<bool>());
        for (var call = 1; ; call += stride)
        {
            if (Directory.Exists(target))
                Directory.Delete(target, recursive: true);
            Copy(Target("old"), target);
            var run = await ProcessRun.Of("strace",
            [
                "-f", "-qq", "-o", "/dev/null", "-e", $"trace={Calls}", "-e", string.Create(
                    CultureInfo.InvariantCulture, $"inject={Calls}:signal=KILL:when={call}"),
                "dotnet", ProcessRun.Program, .. command(target),
            ]);
            if (run.Code == 0)
                break;
            var files = ProcessRun.Files(target);
            var isNew = files.Count == next.Count && next.All(file => files.GetValueOrDefault(file.Key) == file.Value);
            Assert.True(isNew || files.Count == old.Count
                && old.All(file => files.GetValueOrDefault(file.Key) == file.Value), $"a mixture at call {call}");
            seen.Add(isNew);
            tried++;
        }

        Assert.True(tried > 5, $"only {tried} calls were tried");
        Assert.Contains(false, seen);
        Assert.Equal(next, ProcessRun.Files(target));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
