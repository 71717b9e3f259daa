using System.Diagnostics;
using Ivae.Cli;

namespace Ivae.Test.Cli;

/// <summary>Pipes, closed streams and full devices: an answer, never a hang, and nothing half-written.</summary>
public sealed class PipeTest(FitExample example) : IClassFixture<FitExample>
{
    private const string Start = "exec timeout 30 dotnet \"$0\" \"$@\" ";

    [SystemFact]
    public async Task A_named_pipe_is_read_like_a_file()
    {
        var pipe = example.Path("named.pipe");
        Assert.Equal(0, (await ProcessRun.Of("mkfifo", pipe)).Code);
        var writer = Task.Run(() => File.WriteAllBytes(pipe, File.ReadAllBytes(example.Npz)));
        var run = await Shell("", FitExample.Words(pipe, example.Path("named")));
        Assert.True(run.Code == 0, run.Messages);
        await writer;
        Assert.Equal(File.ReadAllText(example.Path("fit/latents.csv")),
            File.ReadAllText(example.Path("named/latents.csv")));
    }

    [SystemFact]
    public async Task Standard_input_that_is_closed_is_named_at_once()
    {
        var clock = Stopwatch.StartNew();
        var run = await Shell("<&-", FitExample.Words("-", example.Path("closed")));
        Assert.Equal(ExitCode.Data, run.Code);
        Assert.Contains("standard input: is closed", run.Messages);
        Assert.False(Directory.Exists(example.Path("closed")));
        var both = await Shell("<&- 2>&1 >&-", FitExample.Words("-", example.Path("closed")));
        Assert.Equal(ExitCode.Data, both.Code);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }

    [SystemFact]
    public async Task Data_that_end_early_are_an_error_and_no_hang()
    {
        var target = example.Path("early");
        foreach (var input in new[] { "</dev/null", $"< <(head -c 30 '{example.Npz}')" })
        {
            var run = await Shell(input, FitExample.Words("-", target));
            Assert.True(run.Code is ExitCode.Data or ExitCode.Usage, $"{run.Code} {run.Messages}");
            Assert.False(Directory.Exists(target));
        }
    }

    [SystemFact]
    public async Task Standard_output_that_cannot_be_written_is_named_and_files_are_whole()
    {
        foreach (var (place, name) in new[] { (">&-", "shut"), (">/dev/full", "full") })
        {
            var table = await Shell(place, "transform", example.Path("fit"), example.Npz);
            Assert.Equal(ExitCode.Data, table.Code);
            Assert.Contains("standard output: cannot be written", table.Messages);
            var fit = await Shell(place, [.. FitExample.Words(example.Npz, example.Path(name)), "--json"]);
            Assert.Equal(ExitCode.Data, fit.Code);
            Assert.Equal(File.ReadAllText(example.Path("fit/latents.csv")),
                File.ReadAllText(example.Path($"{name}/latents.csv")));
            var silent = await Shell(place, FitExample.Words(example.Npz, example.Path($"{name}-silent")));
            Assert.True(silent.Code == 0, silent.Messages);
        }
    }

    [SystemFact]
    public async Task Messages_that_nobody_can_read_stop_nothing()
    {
        foreach (var (place, name) in new[] { ("2>&-", "mute"), ("2>/dev/full", "mute-full") })
        {
            string[] words = [.. FitExample.Words(example.Npz, example.Path(name)).Where(word => word != "--quiet")];
            Assert.Equal(0, (await Shell(place, words)).Code);
            Assert.True(File.Exists(example.Path($"{name}/report.html")));
            Assert.Equal(ExitCode.Usage, (await Shell(place, "fit")).Code);
        }
    }

    [SystemFact]
    public async Task A_reader_that_stops_early_ends_the_command_quietly()
    {
        var run = await ProcessRun.Of("bash", "-c", "set -o pipefail; timeout 30 dotnet \"$0\" \"$@\" | head -1",
            ProcessRun.Program, "transform", example.Path("fit"), example.Npz);
        Assert.Equal("row,z1,z2\n", run.Data);
        Assert.Empty(run.Messages);
    }

    private static Task<CliRun> Shell(string redirection, params string[] words) =>
        ProcessRun.Of("bash", ["-c", Start + redirection, ProcessRun.Program, .. words]);
}
