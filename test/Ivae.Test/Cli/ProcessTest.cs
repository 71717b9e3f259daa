using System.Diagnostics;
using System.Globalization;
using Ivae.Cli;

namespace Ivae.Test.Cli;

/// <summary>The program as the shell and the system see it.</summary>
public sealed class ProcessTest(FitExample example) : IClassFixture<FitExample>
{
    private static string Program => ProcessRun.Program;

    [Theory]
    [InlineData("--version", 0, "ivae ", "")]
    [InlineData("fit --latnt 5", 2, "", "did you mean \"--latent\"?")]
    [InlineData("info /nowhere/at/all", 3, "", "/nowhere/at/all")]
    public async Task Exit_codes_and_streams(string line, int code, string data, string message)
    {
        var run = await ProcessRun.Of("dotnet", [Program, .. line.Split(' ')]);
        Assert.Equal(code, run.Code);
        Assert.StartsWith(data, run.Data);
        Assert.Contains(message, run.Messages);
    }

    [SystemFact]
    public async Task An_interrupted_fit_keeps_the_best_model_so_far_and_ends_with_130()
    {
        var target = example.Path("interrupted");
        string[] words = [Program, .. FitExample.Words(example.Npz, target), "--epochs", "1000000"];
        using var process = ProcessRun.Begin("dotnet", words);
        var progress = example.Path(".interrupted.ivae/progress.jsonl");
        while (!process.HasExited && !(File.Exists(progress) && new FileInfo(progress).Length > 0))
            await Task.Delay(20);
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        var messages = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == ExitCode.Cancelled, messages);
        var summary = FitExample.Summary(target);
        Assert.Equal("cancelled", summary.GetProperty("outcome").GetString());
        Assert.True(summary.GetProperty("best_epoch").GetInt32() > 0);
        Assert.Equal(0, CliRun.Of("transform", Path.Combine(target, "model.ivae"), example.Npz).Code);
        ProcessRun.AssertHoldsCheckpointAlone(Path.GetDirectoryName(progress)!);
    }

    [SystemFact("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt")]
    public async Task A_full_disk_is_named_and_nothing_half_written_stays()
    {
        var disk = Directory.CreateDirectory(example.Path("disk")).FullName;
        const string Script = "mount -t tmpfs -o size=48k tmpfs \"$0\" && mkdir \"$0/old\" && echo precious "
            + ">\"$0/old/model.ivae\" || exit 99\n"
            + "dotnet \"$@\" --out \"$0/new\"; echo $?; dotnet \"$@\" --out \"$0/old\" --force; echo $?; cd \"$0\"; "
            + "find . -type f; cat old/model.ivae";
        string[] fit = [Program, "fit", example.Npz, "--epochs", "1", "--quiet"];
        var run = await ProcessRun.Of("unshare", ["-rm", "bash", "-c", Script, disk, .. fit]);
        Assert.Equal("3\n3\n./old/model.ivae\nprecious\n", run.Data);
        Assert.Contains("cannot be written", run.Messages);
        Assert.Contains("Free space on the disk", run.Messages);
    }

    [SystemFact]
    public async Task Data_that_does_not_fit_into_memory_is_named()
    {
        var row = string.Join(',', Enumerable.Range(0, 20).Select(j => $"{j}.25")) + "\n";
        var big = example.Path("big.csv");
        await using (var writer = new StreamWriter(big))
            for (var i = 0; i < 400_000; i++)
                await writer.WriteAsync(row);
        var target = example.Path("too-big");
        const string Script = "cat \"$0\" | DOTNET_GCHeapHardLimit=0x2000000 dotnet \"$@\" 2>&1"; // 32 MiB
        var run = await ProcessRun.Of(
            "bash", ["-c", Script, big, .. FitExample.Words("-", target).Prepend(Program), "--segments", "4"]);
        Assert.True(run.Code == ExitCode.Data, run.Data);
        Assert.Contains("memory", run.Data);
        Assert.False(Directory.Exists(target));
    }

    [SystemFact]
    public async Task Standard_input_is_read_as_a_dash()
    {
        var target = example.Path("piped");
        const string Script = "cat \"$0\" | dotnet \"$@\"";
        var run = await ProcessRun.Of(
            "bash", ["-c", Script, example.Csv, Program, .. FitExample.Words("-", target), "--auxiliary", "segment"]);
        Assert.True(run.Code == 0, run.Messages);
        Assert.Equal(0, FitExample.Fit(example.Csv, example.Path("unpiped"), "--auxiliary", "segment").Code);
        Assert.Equal(File.ReadAllText(example.Path("unpiped/latents.csv")),
            File.ReadAllText(Path.Combine(target, "latents.csv")));
    }
}
