using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ivae.Cli;

namespace Ivae.Test.Cli.Sweeps;

/// <summary>Each run of a sweep is made once, however often and from wherever the sweep is started.</summary>
public sealed class SweepCommandTest(FitExample example) : IClassFixture<FitExample>
{
    private const string Tiny = """
        options:
          dataset: {auxiliary: segment}
          method: {name: ivae, posterior: {network: {hidden_widths: [8]}}}
          training: {batch_size: 50, epochs: EPOCHS}
        grid: {latent_dimension: [1, 2]}
        seeds: 2
        """;

    [Fact]
    public void A_sweep_makes_what_is_missing_and_collects_what_is_there()
    {
        var (file, target) = (File("sweep.yaml", 3), example.Path("sweep"));
        var empty = CliRun.Of("sweep", file, "--out", target, "--collect");
        Assert.Equal(ExitCode.Success, empty.Code);
        Assert.Contains("0 of 4 runs are there; 4 are missing.", empty.Data);

        var run = CliRun.Of("sweep", file, "--out", target, "--threads", "2");
        Assert.True(run.Code == 0, run.Messages);
        Assert.Contains("4 of 4 runs are there.", run.Data);
        Assert.Equal(4, Made(run.Messages).Length);
        string[] folders = [.. Directory.GetDirectories(target, "data_*").Order()];
        Assert.Equal(4, folders.Length);

        // A run is what fit makes of it.
        var command = example.Path("alone");
        Assert.Equal(0, CliRun.Of("fit", example.Csv, "--out", command, "--quiet", "--config",
            Path.Combine(folders[3], "config.json")).Code);
        Assert.Equal(
            System.IO.File.ReadAllBytes(Path.Combine(folders[3], "model.ivae")),
            System.IO.File.ReadAllBytes(Path.Combine(command, "model.ivae")));

        Directory.Delete(folders[1], recursive: true);
        var gone = JsonNode.Parse(CliRun.Of("sweep", file, "--out", target, "--collect", "--json").Data)!;
        Assert.Equal(Path.GetFileName(folders[1]), gone["missing"]!.AsArray().Single()!.ToString());
        Assert.Equal(3, gone["runs"]!.AsArray().Count);

        var again = CliRun.Of("sweep", file, "--out", target, "--json");
        Assert.Equal([Path.GetFileName(folders[1])], Made(again.Messages));
        Assert.Empty(JsonNode.Parse(again.Data)!["missing"]!.AsArray());
        Assert.Equal(5, System.IO.File.ReadAllLines(Path.Combine(target, "sweep.csv")).Length);
        Assert.Contains("Bounds of data.csv", System.IO.File.ReadAllText(Path.Combine(target, "sweep.html")));
        Assert.Empty(Directory.GetFiles(Path.Combine(target, ".sweep")));
    }

    [Fact]
    public void A_run_that_cannot_be_made_stops_no_other()
    {
        example.Write("bad.csv", "x1,x2,segment\n1,oops,a\n");
        var file = example.Write("mixed.yaml", "data: [bad.csv, data.csv]\n" + Tiny.Replace("EPOCHS", "2"));
        var run = CliRun.Of("sweep", file, "--out", example.Path("mixed"), "--quiet");
        Assert.Equal(ExitCode.Data, run.Code);
        Assert.Matches("^ivae sweep: bad_latent_dimension-1_seed-0_[0-9a-f]+: .*bad.csv", run.Messages);
        Assert.Contains("4 of 8 runs are there; 4 are missing.", run.Data);
    }

    [Fact]
    public void Files_of_one_name_are_not_averaged_together()
    {
        Directory.CreateDirectory(example.Path("one/a"));
        Directory.CreateDirectory(example.Path("two/a"));
        var lines = System.IO.File.ReadAllLines(example.Csv);
        example.Write("one/a/same.csv", string.Join('\n', lines));
        example.Write("two/a/same.csv", string.Join('\n', lines[..200]));
        var file = example.Write("same.yaml",
            "data: [one/a/same.csv, two/a/same.csv, data.csv]\n" + Tiny.Replace("EPOCHS", "1"));
        var table = CliRun.Of("sweep", file, "--out", example.Path("same"), "--collect").Data;
        foreach (var name in (string[])["one/a/same.csv", "two/a/same.csv", "data.csv"])
            Assert.Equal(2, Regex.Count(table, $"^{name} .* 0 of 2", RegexOptions.Multiline));
    }

    [SystemFact]
    public async Task A_refusal_by_sbatch_is_passed_on_although_it_does_not_read()
    {
        Directory.CreateDirectory(example.Path("bin"));
        var sbatch = example.Write("bin/sbatch", "#!/bin/sh\nexec <&-\necho 'invalid partition' >&2\nexit 1\n");
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(sbatch, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var template = example.Write("long.sh", $"#!/bin/bash\n{new string('#', 200_000)}\n{{command}}\n");
        var start = new System.Diagnostics.ProcessStartInfo("dotnet",
        [
            ProcessRun.Program, "sweep", File("refused.yaml", 3), "--out", example.Path("refused"), "--slurm", "2",
            "--slurm-template", template,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = example.Path("bin") + ":" + start.Environment["PATH"];
        using var process = System.Diagnostics.Process.Start(start)!;
        var run = await ProcessRun.End(process);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("--slurm: sbatch refuses the job: invalid partition", run.Messages);
    }

    [SystemFact]
    public async Task Three_shells_of_which_one_is_killed_and_one_is_stopped_make_each_run_once()
    {
        var (file, target) = (File("shells.yaml", 250, "seeds: 6"), example.Path("shells"));
        using var killed = ProcessRun.Ivae("sweep", file, "--out", target, "--threads", "1");
        using var stopped = ProcessRun.Ivae("sweep", file, "--out", target, "--threads", "1");
        using var third = ProcessRun.Ivae("sweep", file, "--out", target, "--threads", "1");
        var (first, second) = (ProcessRun.End(killed), ProcessRun.End(stopped));
        await ProcessRun.Until(third, () => Directory.Exists(target)
            && Directory.GetFiles(target, "summary.json", SearchOption.AllDirectories).Length >= 2);
        killed.Kill();
        ProcessRun.Signal(stopped, "TERM");
        var rest = await ProcessRun.End(third);
        Assert.True(rest.Code == 0, rest.Messages);
        string[] made = [.. Made((await first).Messages + (await second).Messages + rest.Messages)];
        if (!rest.Data.Contains("12 of 12")) // the stopped one may have ended after the third had looked last
            made = [.. made, .. Made(CliRun.Of("sweep", file, "--out", target).Messages)];
        Assert.Equal(made.Distinct().Count(), made.Length);

        // A process may be killed between a run's last file and the line that says so.
        Assert.InRange(made.Length, 11, 12);
        Assert.Contains("12 of 12 runs are there.", CliRun.Of("sweep", file, "--out", target, "--collect").Data);

        var alone = example.Path("one shell");
        Assert.Equal(0, CliRun.Of("sweep", file, "--out", alone, "--quiet").Code);
        Assert.Equal(Table(alone), Table(target));
    }

    [Fact]
    public void A_script_for_Slurm_can_be_looked_at_and_filled_into_a_template()
    {
        var file = File("slurm.yaml", 3);
        string[] words = ["sweep", file, "--out", example.Path("slurm"), "--threads", "7", "--quiet", "--at-once", "1"];
        var plain = CliRun.Of([.. words, "--slurm", "40", "--slurm-time", "1:00:00", "--slurm-memory", "2G",
            "--slurm-partition", "short", "--slurm-cpus", "3", "--slurm-dry-run"]);
        Assert.True(plain.Code == 0, plain.Messages);
        Assert.StartsWith("#!/bin/bash\n#SBATCH --job-name=ivae-sweep\n#SBATCH --array=1-4\n", plain.Data); // 4 lack
        foreach (var line in (string[])["time=1:00:00", "mem=2G", "partition=short", "cpus-per-task=3", "requeue"])
            Assert.Contains($"#SBATCH --{line}\n", plain.Data);
        Assert.Contains($"--out '{example.Path("slurm")}' --quiet --at-once 1 "
            + "--threads \"${SLURM_CPUS_PER_TASK:-1}\" &", plain.Data);
        Assert.False(Directory.Exists(example.Path("slurm")));

        var template = example.Write("job.sh", "#!/bin/bash -l\nmodule load dotnet\n{command}\n");
        var filled = CliRun.Of([.. words, "--slurm", "2", "--slurm-template", template, "--slurm-dry-run"]);
        Assert.Matches("^#!/bin/bash -l\n#SBATCH .*(\n#SBATCH .*)+\n+module load dotnet\n# Shortly", filled.Data);

        Assert.Contains("lacks {command}", CliRun.Of([.. words, "--slurm", "2", "--slurm-template",
            example.Write("none.sh", "#!/bin/bash\n"), "--slurm-dry-run"]).Messages);
        Assert.Equal(ExitCode.Usage, CliRun.Of([.. words, "--slurm-time", "5"]).Code);
        Assert.Equal(ExitCode.Usage, CliRun.Of([.. words, "--slurm", "0"]).Code);
    }

    /// <summary>Names of the runs that messages say were made.</summary>
    internal static string[] Made(string messages) =>
        [.. Regex.Matches(messages, "^ivae sweep: (.+) is made, in ", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value)];

    /// <summary>The table of a sweep but for the seconds, which are its last column.</summary>
    internal static string[] Table(string folder) =>
    [
        .. System.IO.File.ReadAllLines(Path.Combine(folder, "sweep.csv"))
            .Select(line => line[..line.LastIndexOf(',')]),
    ];

    private string File(string name, int epochs, string seeds = "seeds: 2") => example.Write(name,
        "data: data.csv\n" + Tiny.Replace("EPOCHS", $"{epochs}").Replace("seeds: 2", seeds));
}
