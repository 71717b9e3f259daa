using System.Text.Json;
using Ivae.Cli;

namespace Ivae.Test.Cli;

/// <summary>The commands on tables: evaluate, simulate and info.</summary>
public sealed class TableCommandsTest(FitExample example) : IClassFixture<FitExample>
{
    [Fact]
    public void Sources_against_themselves_score_1_whatever_the_format()
    {
        foreach (var latents in new[] { $"{example.Npz}:s", example.Path("data.sources.csv") })
            foreach (var truth in new[] { $"{example.Npz}:s", example.Path("data.sources.csv") })
                Assert.Equal(1, Mcc(CliRun.Of("evaluate", latents, truth, "--json")), 1e-12);
    }

    [Fact]
    public void Evaluate_agrees_with_the_summary_of_the_fit()
    {
        var summary = FitExample.Summary(example.Path("fit")).GetProperty("evaluation").GetProperty("mcc").GetDouble();
        Assert.Equal(summary, Mcc(CliRun.Of("evaluate", example.Latents, $"{example.Npz}:s", "--json")));
        Assert.Equal(
            summary, Mcc(CliRun.Of("evaluate", Path.GetDirectoryName(example.Latents)!, $"{example.Npz}:s", "--json")));
        Assert.Equal(0, CliRun.Of(
            "transform", example.Model, example.Npz, "--uncertainty", "--out", example.Path("both.csv")).Code);
        Assert.Contains(
            "below the truth", CliRun.Of("evaluate", Path.GetDirectoryName(example.Latents)!, $"{example.Npz}:s").Data);
        Assert.Equal(summary, Mcc(CliRun.Of("evaluate", example.Path("both.csv"), $"{example.Npz}:s", "--json")));
        var shown = CliRun.Of("evaluate", example.Latents, $"{example.Npz}:s").Data;
        Assert.Contains("MCC, held out", shown);
        Assert.Contains("s2 ", shown);
    }

    [Fact]
    public void A_run_may_be_named_by_its_folder_and_what_is_damaged_in_it_is_named()
    {
        var run = example.Path("copy");
        Directory.CreateDirectory(run);
        foreach (var name in new[] { "model.ivae", "latents.csv", "summary.json" })
            File.Copy(Path.Combine(example.Path("fit"), name), Path.Combine(run, name));
        Assert.Equal(
            CliRun.Of("transform", example.Model, example.Npz).Data, CliRun.Of("transform", run, example.Npz).Data);
        Assert.Equal(CliRun.Of("score", example.Model, example.Npz).Data, CliRun.Of("score", run, example.Npz).Data);

        File.WriteAllText(Path.Combine(run, "summary.json"), "{ \"likelihood_gap\": ");
        var damaged = CliRun.Of("evaluate", run, $"{example.Npz}:s");
        Assert.Equal(ExitCode.Data, damaged.Code);
        Assert.Contains(Path.Combine(run, "summary.json"), damaged.Messages);
    }

    [Fact]
    public void Evaluate_compares_with_absolute_values_when_asked()
    {
        var (truth, sizes) =
            (example.Write("signed.csv", "s\n1\n-5\n2\n-8\n3\n"), example.Write("sizes.csv", "z1\n1\n5\n2\n8\n3\n"));
        Assert.Equal(1, Mcc(CliRun.Of("evaluate", sizes, truth, "--absolute", "--json")), 1e-12);
        Assert.True(Mcc(CliRun.Of("evaluate", sizes, truth, "--json")) < 0.99);
    }

    [Fact]
    public void Evaluate_gives_the_scores_of_disentanglement_when_asked()
    {
        var all = JsonDocument.Parse(CliRun.Of(
            "evaluate", $"{example.Npz}:s", $"{example.Npz}:s", "--scores", "all", "--json").Data).RootElement;
        Assert.InRange(
            all.GetProperty("disentanglement").GetProperty("dci").GetProperty("disentanglement").GetDouble(), 0.9, 1);
        Assert.Equal(0, all.GetProperty("disentanglement").GetProperty("amari_distance").GetDouble(), 1e-2);
        Assert.Contains(
            "FactorVAE score", CliRun.Of("evaluate", $"{example.Npz}:s", $"{example.Npz}:s", "--scores", "all").Data);
        Assert.DoesNotContain(
            "disentanglement", CliRun.Of("evaluate", $"{example.Npz}:s", $"{example.Npz}:s", "--json").Data);
        Assert.Equal(ExitCode.Usage, CliRun.Of("evaluate", "a", "b", "--scores", "most").Code);

        string[] words = ["evaluate", example.Latents, $"{example.Npz}:s", "--model", example.Model, "--others",
            example.Latents, $"{example.Npz}:s"];
        Assert.Equal(ExitCode.Usage, CliRun.Of(words).Code);
        var more = JsonDocument.Parse(CliRun.Of([.. words, "--scores", "all", "--json"]).Data).RootElement
            .GetProperty("disentanglement");
        Assert.InRange(more.GetProperty("ima_contrast").GetDouble(), 0, 20);
        Assert.InRange(more.GetProperty("udr").GetDouble(), 0.1, 1);
    }

    [Fact]
    public void Rows_are_matched_by_their_numbers()
    {
        var truth = example.Write("truth.csv", "s\n1\n5\n2\n8\n3\n");
        Assert.Equal(1,
            Mcc(CliRun.Of("evaluate", example.Write("z.csv", "row,z1\n4,-8\n1,-1\n5,-3\n"), truth, "--json")), 1e-12);
        Assert.Equal(1,
            Mcc(CliRun.Of("evaluate", truth, example.Write("z.csv", "row,z1\n4,-8\n1,-1\n5,-3\n"), "--json")), 1e-12);
        var beyond = CliRun.Of("evaluate", example.Write("z.csv", "row,z1\n4,-8\n1,-1\n6,-3\n"), truth);
        Assert.Equal(ExitCode.Data, beyond.Code);
        Assert.Contains("no row 6", beyond.Messages);
        var shorter = CliRun.Of("evaluate", example.Write("z.csv", "z1\n4\n1\n"), truth);
        Assert.Equal(ExitCode.Data, shorter.Code);
        Assert.Contains("has 5 rows and", shorter.Messages);
        var noSources = example.Path("no-sources.npz");
        Assert.Equal(0, CliRun.Of("transform", example.Model, example.Npz, "--out", noSources).Code);
        Assert.Contains("choose one as", CliRun.Of("evaluate", example.Latents, noSources).Messages);
    }

    [Fact]
    public void A_simulation_repeats_by_its_seed_and_takes_options_over_its_preset()
    {
        string[] words = ["simulate", "--preset", "iflow", "--segments", "3", "--rows-per-segment", "10", "--set",
            "noise_variance=.1", "--out"];
        foreach (var (name, seed) in new[] { ("a.npz", "1"), ("b.npz", "1"), ("c.npz", "2") })
            Assert.Equal(0, CliRun.Of([.. words, example.Path(name), "--seed", seed]).Code);
        Assert.Equal(File.ReadAllBytes(example.Path("a.npz")), File.ReadAllBytes(example.Path("b.npz")));
        Assert.NotEqual(File.ReadAllBytes(example.Path("a.npz")), File.ReadAllBytes(example.Path("c.npz")));
        Assert.Contains("[30, 5]", CliRun.Of("info", example.Path("a.npz")).Data);
        Assert.Equal(ExitCode.Usage, CliRun.Of([.. words, example.Path("a.npz")]).Code);
    }

    [Fact]
    public void An_acyclic_model_is_simulated_with_its_graph()
    {
        string[] words = ["simulate", "--preset", "acyclic-graph", "--variables", "3", "--layers", "1", "--set",
            "edge_probability=1", "--set", "staircase=true",
            "--set", "shuffle=false", "--segments", "3", "--rows-per-segment", "10", "--out"];
        Assert.Equal(0, CliRun.Of([.. words, example.Path("graph.npz")]).Code);
        var info = CliRun.Of("info", example.Path("graph.npz")).Data;
        Assert.Contains("[30, 3]", info);
        Assert.Matches(@"graph\s.*\[3, 3\]", info);
        Assert.Equal(0, CliRun.Of([.. words, example.Path("graph.csv")]).Code);
        Assert.Equal(["from,to", "x1,x2", "x1,x3", "x2,x3"], File.ReadAllLines(example.Path("graph.graph.csv")));
        Assert.StartsWith("x1,x2,x3,segment", File.ReadAllText(example.Path("graph.csv")));
        Assert.Equal(31, File.ReadAllLines(example.Path("graph.sources.csv")).Length);
    }

    [Fact]
    public void Wrong_simulations_are_usage_errors()
    {
        Assert.Contains("there is no option \"latent\"",
            CliRun.Of("simulate", "--preset", "acyclic", "--latent", "3", "--out", "a.npz").Messages);
        Assert.Contains(
            "there is no option \"variables\"", CliRun.Of("simulate", "--variables", "3", "--out", "a.npz").Messages);
        Assert.Contains("Layers is 6; give 1 to 5.",
            CliRun.Of("simulate", "--preset", "acyclic", "--layers", "6", "--out", "a.npz").Messages);
        Assert.Contains(
            "did you mean \"staircase\"?", CliRun.Of("simulate", "--preset", "starcase", "--out", "a.npz").Messages);
        var run = CliRun.Of("simulate", "--latent", "5", "--observed", "3", "--out", example.Path("few.npz"));
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("Observed is 3 with 5 sources", run.Messages);
        Assert.Equal(ExitCode.Usage, CliRun.Of("simulate", "--out", example.Path("a.txt")).Code);
    }

    [Fact]
    public void Info_describes_tables_and_arrays()
    {
        var data = example.Write("mixed.csv", "a,b\n1,x\n,y\n4,x\n");
        using var table = JsonDocument.Parse(CliRun.Of("info", data, "--json").Data);
        Assert.Equal("table", table.RootElement.GetProperty("kind").GetString());
        Assert.Equal((2, 1), (table.RootElement.GetProperty("rows").GetInt32(),
            table.RootElement.GetProperty("incomplete_rows").GetInt32()));
        var columns = table.RootElement.GetProperty("columns").EnumerateArray().ToArray();
        Assert.Equal(("a", "number", 4.0),
            (Text(columns[0], "name"), Text(columns[0], "kind"), columns[0].GetProperty("maximum").GetDouble()));
        Assert.Equal(("b", "text", 1),
            (Text(columns[1], "name"), Text(columns[1], "kind"), columns[1].GetProperty("levels").GetInt32()));
        Assert.Contains("rows that lack a value, left out here", CliRun.Of("info", data).Data);

        using var arrays = JsonDocument.Parse(CliRun.Of("info", example.Npz, "--json").Data);
        var x = arrays.RootElement.GetProperty("arrays").EnumerateArray().First();
        Assert.Equal(("x", "f4"), (Text(x, "key"), Text(x, "type")));
        Assert.Equal([300, 2], x.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32()));

        static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
    }

    private static double Mcc(CliRun run)
    {
        Assert.True(run.Code == 0, run.Messages);
        using var json = JsonDocument.Parse(run.Data);
        return json.RootElement.GetProperty("mcc").GetDouble();
    }
}
