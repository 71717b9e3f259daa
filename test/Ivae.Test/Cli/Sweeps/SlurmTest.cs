namespace Ivae.Test.Cli.Sweeps;

/// <summary>What happens to tasks of a cluster loses no run of a sweep and makes none twice.</summary>
[Collection(nameof(SignalTest))]
[Trait("Category", "Slow")]
public sealed class SlurmTest(FitExample example) : IClassFixture<FitExample>, IDisposable
{
    private const int Runs = 24;
    private const int Tasks = 2; // of the other commands

    private readonly TemporaryFolder data = new("ivae-slurm-"); // its settings take no space in a path

    public static TheoryData<string> Commands { get; } = [.. LongCommand.Shared];

    public void Dispose() => data.Dispose();

    /// <summary>Of every other command: what an array made and a start collects is what one process gives.</summary>
    [SlurmTheory]
    [MemberData(nameof(Commands))]
    public void What_an_array_makes_of_any_command_is_what_one_process_makes(string command)
    {
        var (alone, target) = (example.Path($"{command}-alone"), example.Path($"{command}-slurm"));
        var words = LongCommand.Words(command, example);
        var single = CliRun.Of([.. words, "--out", alone]);
        Assert.True(single.Code == 0, single.Messages);

        using var cluster = new SlurmCluster(data);
        string[] submit = [ProcessRun.Program, .. words, "--out", target, "--slurm", $"{Tasks}"];
        var submitted = cluster.Ask("dotnet", submit);
        Assert.True(submitted.Code == 0, submitted.Messages);
        Assert.Contains("Submitted batch job", submitted.Data);
        SlurmCluster.Until(() => cluster.Ask("squeue", "--noheader").Data.Trim().Length == 0);
        Assert.Equal(Tasks, System.Text.RegularExpressions.Regex.Count(Log(target), "runs made here: [0-9]+; "));
        Assert.False(File.Exists(Path.Combine(target, $"{command}.html")));

        var collected = CliRun.Of([.. words, "--out", target, "--collect"]);
        Assert.True(collected.Code == 0, collected.Messages);
        Assert.Equal(LongCommand.Answer(single.Data), LongCommand.Answer(collected.Data));
        Directory.Delete(Path.Combine(target, "slurm"), recursive: true); // what tasks said
        Assert.Equal(LongCommand.Files(alone), LongCommand.Files(target));
    }

    [SlurmFact]
    public void An_array_of_which_two_tasks_are_killed_and_the_others_run_out_of_time_makes_each_run_once()
    {
        Assert.Equal(0, CliRun.Of("simulate", "--segments", "4", "--rows-per-segment", "75", "--latent", "2",
            "--observed", "2", "--seed", "3", "--out", data.Path("data.npz")).Code);
        var file = data.Write("sweep.yaml", """
            data: data.npz
            options:
              method: {name: ivae, posterior: {network: {hidden_widths: [8]}}}
              training: {batch_size: 50, epochs: 200}
            grid: {latent_dimension: [1, 2], training.learning_rate: [0.001, 0.003, 0.01]}
            seeds: 4
            """);
        using var cluster = new SlurmCluster(data);
        var target = data.Path("out");
        string[] submit = [ProcessRun.Program, "sweep", file, "--out", target, "--slurm", "4"];

        // Slurm's warning comes a minute before the limit at the latest, so that this limit is soon up.
        Assert.Contains("Submitted batch job", cluster.Ask("dotnet", [.. submit, "--slurm-time", "1"]).Data);
        var owners = new List<string>();
        SlurmCluster.Until(() =>
        {
            foreach (var process in Owners(target).Except(owners).ToArray())
            {
                cluster.Ask("kill", "-STOP", process); // runs last longer than the limit, however fast the machine
                owners.Add(process);
            }

            return owners.Count == 4;
        });
        var (killed, late) = (owners[..2], owners[2..]);
        foreach (var process in killed)
            cluster.Ask("kill", "-9", process);
        SlurmCluster.Until(() => late.All(IsAskedToEnd));
        foreach (var process in late)
            cluster.Ask("kill", "-CONT", process);
        SlurmCluster.Until(() => System.Text.RegularExpressions.Regex.Count(Log(target),
            "goes on from here|what was finished before is kept") == late.Count);
        Assert.InRange(There(target), 0, Runs - 1);

        // Tasks that ran out of time have queued themselves again, with a delay; those that were killed are now.
        string[] failed =
        [
            .. cluster.Ask("squeue", "--noheader", "--array", "--states=failed", "--format=%i").Data
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        ];
        Assert.Equal(killed.Count, failed.Length);
        foreach (var task in failed)
            Assert.Equal(0, cluster.Ask("scontrol", "requeue", task).Code);
        Assert.Contains("Submitted batch job", cluster.Ask("dotnet", submit).Data);
        SlurmCluster.Until(() => There(target) == Runs);
        cluster.Clear();

        var made = SweepCommandTest.Made(Log(target));
        Assert.Equal(made.Distinct().Count(), made.Length);
        Assert.InRange(made.Length, Runs - 2, Runs); // two may have been killed before they said so
        Assert.Contains("24 of 24 runs are there.", CliRun.Of("sweep", file, "--out", target, "--collect").Data);
        var alone = data.Path("alone");
        Assert.Equal(0, CliRun.Of("sweep", file, "--out", alone, "--quiet").Code);
        Assert.Equal(SweepCommandTest.Table(alone), SweepCommandTest.Table(target));
    }

    /// <summary>The processes that have a run.</summary>
    private static string[] Owners(string folder)
    {
        var claims = Path.Combine(folder, ".sweep");
        try
        {
            return Directory.Exists(claims)
                ? [.. Directory.GetFiles(claims).Select(path => File.ReadAllText(path).Split(' ')[1]).Distinct()]
                : [];
        }
        catch (Exception cause) when (cause is IOException or IndexOutOfRangeException)
        {
            return []; // one is made or let go of at this moment
        }
    }

    /// <summary>Whether SIGTERM waits for a process that is stopped.</summary>
    private static bool IsAskedToEnd(string process) =>
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("ShdPnd:")) is var line
        && (Convert.ToInt64(line.Split('\t')[1], 16) >> 14 & 1) == 1;

    private static int There(string folder) => Directory.Exists(folder)
        ? Directory.GetDirectories(folder, "data_*").Count(run => File.Exists(Path.Combine(run, "summary.json")))
        : 0;

    private static string Log(string folder) => string.Concat(
        Directory.GetFiles(Path.Combine(folder, "slurm")).Select(File.ReadAllText));
}
