namespace Ivae.Test.Cli.Sweeps;

/// <summary>What happens to tasks of a cluster loses no run of a sweep and makes none twice.</summary>
[Collection(nameof(SignalTest))]
[Trait("Category", "Slow")]
public sealed class SlurmTest : IDisposable
{
    private const int Runs = 24;

    private readonly TemporaryFolder data = new("ivae-slurm-"); // its settings take no space in a path

    public void Dispose() => data.Dispose();

    [SlurmFact]
    public void An_array_of_which_two_tasks_are_killed_and_the_others_run_out_of_time_makes_each_run_once()
    {
        Assert.Equal(0, CliRun.Of("simulate", "--segments", "4", "--rows-per-segment", "75", "--latent", "2",
            "--observed", "2", "--seed", "3", "--out", data.Path("data.npz")).Code);
        var file = data.Write("sweep.yaml", """
            data: data.npz
            options:
              method: {name: ivae, posterior: {network: {hidden_widths: [8]}}}
              training: {batch_size: 50, epochs: 500}
            grid: {latent_dimension: [1, 2], training.learning_rate: [0.001, 0.003, 0.01]}
            seeds: 4
            """);
        using var cluster = new SlurmCluster(data);
        var target = data.Path("out");
        string[] submit = [ProcessRun.Program, "sweep", file, "--out", target, "--slurm", "4"];

        // Slurm's warning comes a minute before the limit at the latest, so that this limit is up at once.
        Assert.Contains("Submitted batch job", cluster.Ask("dotnet", [.. submit, "--slurm-time", "1"]).Data);
        SlurmCluster.Until(() => Claims(target).Length >= 4);
        var killed = Claims(target).Take(2).Select(path => File.ReadAllText(path).Split(' ')[1]).ToArray();
        foreach (var process in killed)
            cluster.Ask("kill", "-9", process);
        SlurmCluster.Until(() => Log(target).Contains("The same command goes on from here."));
        Assert.InRange(There(target), 0, Runs - 1);

        // Tasks that ran out of time have queued themselves again, with a delay; those that were killed are now.
        string[] failed =
        [
            .. cluster.Ask("squeue", "--noheader", "--array", "--states=failed", "--format=%i").Data
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        ];
        Assert.Equal(killed.Length, failed.Length);
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

    private static string[] Claims(string folder) =>
        Directory.Exists(Path.Combine(folder, ".sweep")) ? Directory.GetFiles(Path.Combine(folder, ".sweep")) : [];

    private static int There(string folder) => Directory.Exists(folder)
        ? Directory.GetDirectories(folder, "data_*").Count(run => File.Exists(Path.Combine(run, "summary.json")))
        : 0;

    private static string Log(string folder) => string.Concat(
        Directory.GetFiles(Path.Combine(folder, "slurm")).Select(File.ReadAllText));
}
