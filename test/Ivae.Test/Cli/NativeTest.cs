using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Ivae.Test.Cli;

/// <summary>
/// The command line compiled ahead of time is one file that does all that it does under the runtime: the same bytes
/// where registers have the same width, the same messages.
/// </summary>
[Trait("Category", "Slow")] // compiling takes minutes
public sealed class NativeTest(NativeProgram native, FitExample example)
    : IClassFixture<NativeProgram>, IClassFixture<FitExample>
{
    private static readonly string FormatFiles = Path.Combine(SharedData.Repository, "test", "data", "formats");

    private const string Short = "--set training.epochs=2 --set training.batch_size=50 --threads 1 --quiet";

    /// <summary>
    /// Each command, after those whose results it reads; both programs work in folders of the same content.
    /// </summary>
    private static readonly string[] Commands =
    [
        "--version",
        "options --json",
        "fit --help",
        "simulate --preset poisson --segments 4 --rows-per-segment 75 --out counts.npz",
        "simulate --preset transition --set sequences=2 --set length=150 --out past.npz",
        "simulate --preset world --mixing spiral --latent 2 --observed 2 --set rows=300 --out spiral.csv",
        "simulate --preset acyclic --segments 8 --rows-per-segment 60 --out causes.csv",
        $"fit data.npz --method ivae --out ivae {Short}",
        $"fit past.npz --method flow --past 1 --out past {Short}",
        $"fit counts.npz --method ivae --set likelihood.family=poisson --out counts {Short}",
        "fit data.csv --method picard --out picard --threads 1 --quiet",
        $"fit data.npz --method tcl --out tcl {Short}",
        "check ivae data.npz --seeds 1 --nulls 1 --null-steps 30 --threads 1 --quiet --json",
        "transform ivae data.npz --json",
        "transform ivae data.npz --out z.parquet",
        "transform past past.npz --out z.npz",
        "fit z.parquet --method pca --out pca --threads 1 --quiet",
        "score past past.npz --json",
        "sample ivae --rows 20 --seed 1",
        "export ivae --out model.onnx --json",
        "evaluate ivae data.npz --json",
        "info ivae --all --json",
        "info ivae",
        "cite ivae --json",
        "align ivae tcl --json",
        "sweep sweep.yaml --out sweep --threads 1 --quiet --json",
        "causal causes.csv --auxiliary segment --steps 30 --out causes --threads 1 --quiet --json",
        $"fit cells.h5ad --method pca --out cells {Short}",
        "transform cells cells.h5ad --out z.h5ad",
        "fit data.npz --out none --set training.stepss=3",
        "fit data.npz --out none --set prior.modulation=none",
        "fit none.csv --out none",
        "sweep broken.yaml --out none",
    ];

    [SystemFact("gcc", "--version")]
    public async Task Every_command_gives_the_same_bytes()
    {
        foreach (var folder in new[] { "runtime", "native" })
        {
            Directory.CreateDirectory(example.Path(folder));
            File.Copy(example.Npz, example.Path($"{folder}/data.npz"));
            File.Copy(example.Csv, example.Path($"{folder}/data.csv"));
            File.Copy(Path.Combine(FormatFiles, "dense.h5ad"), example.Path($"{folder}/cells.h5ad"));
            example.Write($"{folder}/broken.yaml", "data: [\n");
            example.Write($"{folder}/sweep.yaml", "data: data.npz\noptions:\n  method: ivae\n  training: {steps: 30}\n"
                + "grid:\n  latent_dimension: [1, 2]\nseeds: 1\n");
        }

        List<string> differences = [];
        foreach (var command in Commands)
        {
            var words = command.Split(' ');
            var runtime = await Run("dotnet", [ProcessRun.Program, .. words], "runtime");
            var compiled = await Run(native.Program, words, "native");
            if (runtime != compiled)
                differences.Add($"{command}:\n{runtime}\n{compiled}");
        }

        var (one, other) = (ProcessRun.Texts(example.Path("runtime")), ProcessRun.Texts(example.Path("native")));
        Assert.Empty(differences);
        Assert.Equal(one.Keys.Order(), other.Keys.Order());
        Assert.All(one.Keys.Except(["sweep/sweep.csv", "sweep/sweep.html"]), // which have seconds
            name => Assert.True(one[name] == other[name], $"{name} differs"));
    }

    /// <summary>Seconds are in its files too, in the last column of the table.</summary>
    [SystemFact("gcc", "--version")]
    public async Task A_comparison_gives_the_same_scores()
    {
        Directory.CreateDirectory(example.Path("scores"));
        string[] words =
        [
            "compare", example.Npz, "--methods", "ivae,picard", "--seeds", "1", "--threads", "1", "--quiet",
            "--set", "training.steps=30", "--out",
        ];
        var runtime = await Run("dotnet", [ProcessRun.Program, .. words, "runtime"], "scores");
        var compiled = await Run(native.Program, [.. words, "native"], "scores");
        Assert.Equal((0, 0), (runtime.Code, compiled.Code));
        Assert.Equal(Scores("runtime"), Scores("native"));

        string[] Scores(string of) => [.. File.ReadLines(example.Path($"scores/{of}/compare.csv"))
            .Select(line => line[..line.LastIndexOf(',')])];
    }

    public static TheoryData<string> Formats => [.. Directory.GetFiles(FormatFiles)];

    [SystemTheory("gcc", "--version")]
    [MemberData(nameof(Formats))]
    public async Task Every_format_is_read(string path)
    {
        var runtime = CliRun.Of("info", path, "--json");
        var compiled = await ProcessRun.Of(native.Program, "info", path, "--json");
        Assert.Equal((runtime.Code, runtime.Data), (compiled.Code, compiled.Data));
    }

    /// <summary>What draws is compiled with it, and the libraries that it draws with lie next to it.</summary>
    [SystemFact("fc-match", "--version")]
    public async Task Figures_have_the_same_bytes()
    {
        Directory.CreateDirectory(example.Path("figures"));
        string[] words =
        [
            "fit", example.Npz, "--method", "ivae", "--set", "training.epochs=2", "--threads", "1", "--quiet",
            "--figures", "svg,png,pdf", "--figure-width", "85", "--out",
        ];
        var runtime = await Run("dotnet", [ProcessRun.Program, .. words, "runtime"], "figures");
        var compiled = await Run(native.Program, [.. words, "native"], "figures");
        Assert.Equal((0, 0), (runtime.Code, compiled.Code));
        var files = Directory.GetFiles(example.Path("figures/runtime/figures"));
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(file),
            File.ReadAllBytes(example.Path($"figures/native/figures/{Path.GetFileName(file)}"))));
    }

    [SystemFact("gcc", "--version")]
    public async Task It_is_small_and_starts_at_once()
    {
        Assert.InRange(new FileInfo(native.Program).Length, 1_000_000, 25_000_000);
        List<double> milliseconds = [];
        for (var i = 0; i < 10; i++)
        {
            var watch = Stopwatch.StartNew();
            Assert.Equal(0, (await ProcessRun.Of(native.Program, "info", "--help")).Code);
            milliseconds.Add(watch.Elapsed.TotalMilliseconds);
        }

        Assert.True(milliseconds.Min() < 300, $"{milliseconds.Min():F0} ms"); // far less on a machine that is free
    }

    private async Task<CliRun> Run(string program, string[] words, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words)
        {
            WorkingDirectory = example.Path(folder),
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_EnableAVX512"] = "0" }, // registers of the width that the program is compiled for
        })!;
        var run = await ProcessRun.End(process);
        return run with
        {
            Data = Regex.Replace(run.Data, "\"seconds\": ?[0-9.e-]+", ""),
            Messages = run.Messages.Replace(example.Path(folder), ""),
        };
    }
}
