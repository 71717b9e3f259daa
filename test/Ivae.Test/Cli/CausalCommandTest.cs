using System.Globalization;
using System.Text.Json;
using Ivae.Cli;
using Ivae.Reporting.Causality;
using Ivae.Simulation;
using Ivae.Test.Causality;

namespace Ivae.Test.Cli;

public sealed class CausalCommandTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_graph_is_written_in_every_format()
    {
        var (table, made) = WriteTable();
        var target = folder.Path("out");
        var run = CliRun.Of("causal", table, "--auxiliary", "segment", "--steps", "300", "--bootstrap", "1",
            "--threads", "1", "--do", "x1=0.5", "--out", target);
        Assert.Equal(ExitCode.Success, run.Code);
        var expected = made.Graph[0, 1] ? "x1 -> x2" : "x2 -> x1";
        Assert.StartsWith(expected, run.Data);
        Assert.Contains("searches 2/2", run.Messages);
        Assert.All(CausalGraphFiles.Names, name => Assert.True(new FileInfo(Path.Combine(target, name)).Length > 0));
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(target, "graph.json")));
        Assert.Equal(expected[..2], json.RootElement.GetProperty("edges")[0].GetProperty("from").GetString());
        Assert.Contains("do(x1=0.5): x1  mean ", run.Data);
        Assert.All(InterventionFiles.Names, name => Assert.True(new FileInfo(Path.Combine(target, name)).Length > 0));
        Assert.Single(Directory.GetFiles(Path.Combine(target, "samples")));
        Assert.Equal(made.Observed.Rows + 1, File.ReadAllLines(Path.Combine(target, "counterfactuals.csv")).Length);
        Assert.Equal(ExitCode.Usage, CliRun.Of("causal", table, "--auxiliary", "segment", "--out", target).Code);
    }

    [Theory]
    [InlineData(ExitCode.Data, "no auxiliary variable", "--out", "o")]
    [InlineData(ExitCode.Usage, "use order or pc", "--method", "best", "--auxiliary", "segment", "--out", "o")]
    [InlineData(ExitCode.Usage, "alpha is 2", "--alpha", "2", "--auxiliary", "segment", "--out", "o")]
    [InlineData(
        ExitCode.Usage, "a variable and a number are needed", "--do", "x1", "--auxiliary", "segment", "--out", "o")]
    [InlineData(ExitCode.Usage, "there is no variable \"x9\"", "--do", "x9=1", "--auxiliary", "segment", "--out", "o")]
    [InlineData(ExitCode.Usage, "lies outside the", "--do", "x1=1e6", "--auxiliary", "segment", "--out", "o")]
    [InlineData(ExitCode.Data, "1 variable", "--variables", "x1", "--auxiliary", "segment", "--out", "o")]
    [InlineData(ExitCode.Data, "cannot be read", "--knowledge", "nowhere.txt", "--auxiliary", "segment", "--out", "o")]
    public void Bad_input_is_refused_before_any_work(int code, string words, params string[] arguments)
    {
        var (table, _) = WriteTable();
        var run = CliRun.Of(["causal", table, .. arguments[..^1], folder.Path(arguments[^1])]);
        Assert.Equal(code, run.Code);
        Assert.Contains(words, run.Messages);
    }

    private (string Path, AcyclicData Data) WriteTable()
    {
        var made = AcyclicSimulator.Generate(CausalExample.Pair, 2);
        var path = folder.Path("data.csv");
        File.WriteAllLines(path, ["x1,x2,segment", .. Enumerable.Range(0, made.Observed.Rows).Select(row =>
            string.Create(CultureInfo.InvariantCulture,
                $"{made.Observed[row, 0]},{made.Observed[row, 1]},{made.Segment[row]}"))]);
        return (path, made);
    }
}
