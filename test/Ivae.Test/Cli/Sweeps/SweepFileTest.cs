using Ivae.Cli;
using Ivae.Cli.Sweeps;
using Ivae.Data;

namespace Ivae.Test.Cli.Sweeps;

/// <summary>The file of a sweep and the runs that it stands for.</summary>
public sealed class SweepFileTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SweepFileTest()
    {
        folder.Write("a.csv", "x,y\n1,2\n");
        folder.Write("b.csv", "x,y\n3,4\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_runs_are_all_combinations()
    {
        var runs = Read("""
            data: [b.csv, "?.csv"] # a second time is once
            preset: fast
            options: {dataset: {segments: 4}, training.epochs: 7}
            grid:
              latent_dimension: [1, 2]
              method: [ivae, flow]
            seeds: [5, 18446744073709551615]
            """);
        Assert.Equal(2 * 2 * 2 * 2, runs.Count);
        Assert.Equal(runs.Count, runs.Select(run => run.Name).Distinct().Count());
        Assert.Equal(folder.Path("b.csv"), runs[0].Data);
        Assert.All(runs, run => Assert.Equal((4, 7, 4000), (run.Settings.Dataset.Segments, run.Settings.Training.Epochs,
            run.Settings.Training.Steps)));
        Assert.Equal([(1, "ivae", 5ul), (1, "ivae", ulong.MaxValue), (1, "flow", 5ul)], runs.Take(3).Select(run =>
            (run.Settings.LatentDimension!.Value, run.Settings.Method.Name, run.Settings.Seed)));
        Assert.Matches("^b_latent_dimension-1_method-ivae_seed-5_[0-9a-f]{10}$", runs[0].Name);
    }

    [Fact]
    public void A_run_keeps_its_name_while_others_come_and_go_and_changes_it_with_what_decides_it()
    {
        var before = Read("data: a.csv\ngrid: {latent_dimension: [1]}\n").Single().Name;
        Assert.Contains(
            before, Read("data: '*.csv'\ngrid: {latent_dimension: [2, 1]}\nseeds: 3").Select(run => run.Name));
        Assert.DoesNotContain(before,
            Read("data: a.csv\ngrid: {latent_dimension: [1]}\npreset: thorough").Select(run => run.Name));
        folder.Write("a.csv", "x,y\n1,3\n");
        Assert.NotEqual(before, Read("data: a.csv\ngrid: {latent_dimension: [1]}\n").Single().Name);
    }

    [Fact]
    public void JSON_says_the_same()
    {
        var yaml = Read("data: a.csv\noptions:\n  training: {learning_rate: 1e-3}\nseeds: 2");
        var path = folder.Write("sweep.json",
            """{"data": "a.csv", "options": {"training": {"learning_rate": 0.001}}, "seeds": 2}""");
        Assert.Equal(yaml.Select(run => run.Name), SweepFile.Read(path).Select(run => run.Name));
    }

    [Theory]
    [InlineData("data: a.csv\ngrids: {}", "there is no key \"grids\"; did you mean \"grid\"?")]
    [InlineData("seeds: 2", "\"data\": the path of a data file is needed")]
    [InlineData("data: a.csv\ngrid: {latent_dimension: 3}", "\"grid.latent_dimension\": a list")]
    [InlineData("data: a.csv\ngrid: {latent_dimensions: [3]}", "did you mean \"latent_dimension\"?")]
    [InlineData("data: a.csv\ngrid: {latent_dimension: [two]}", "\"two\" is not a whole number.")]
    [InlineData("data: a.csv\ngrid: {latent_dimension: [0]}", "with latent_dimension = 0: ")]
    [InlineData("data: a.csv\ngrid: {seed: [1]}", "give seeds as \"seeds\"")]
    [InlineData("data: a.csv\nseeds: -1", "\"seeds\": -1 is neither")]
    [InlineData("data: a.csv\nseeds: 1.5", "\"seeds\": 1.5 is neither")]
    [InlineData("data: a.csv\nseeds: 0", "from 1 to 100000 runs")]
    [InlineData("data: a.csv\nseeds: 1000000", "from 1 to 100000 runs")]
    [InlineData("data: a.csv\npreset: fasst", "did you mean \"fast\"?")]
    [InlineData("data: a.csv\noptions: 3", "\"options\": keys with values are needed")]
    [InlineData("data: a.csv\ndata: b.csv", "line 2, column 1: the key \"data\" is here twice.")]
    [InlineData("data: &x a.csv", "line 1, column 7: anchors are not read")]
    [InlineData("data: *x", "aliases are not read")]
    [InlineData("data: !!str a.csv", "tags are not read")]
    [InlineData("data: [a.csv", "line 2, column 1: ")]
    [InlineData("data: a.csv\n---\ndata: b.csv", "a second document begins here")]
    [InlineData("grid: {training.ratl\ngrid: {training.rate: [\u0001\0\0\0, .01]}\nseedz: [0, 7]", "this is no YAML.")]
    [InlineData("- a", "a sweep is an object")]
    [InlineData("", "a sweep is an object")]
    public void A_mistake_is_named_with_its_place(string text, string message)
    {
        var error = Assert.Throws<UsageException>(() => Read(text));
        Assert.StartsWith(folder.Path("sweep.yaml"), error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Deep_nesting_and_many_combinations_end_at_once()
    {
        Assert.Contains("deeper than 64 levels",
            Assert.Throws<UsageException>(() => Read("data: " + new string('[', 100_000))).Message);
        var axis = string.Join(", ", Enumerable.Range(1, 1000));
        Assert.Contains("from 1 to 100000 runs", Assert.Throws<UsageException>(() =>
            Read($"data: a.csv\ngrid: {{latent_dimension: [{axis}], training.steps: [{axis}]}}")).Message);
    }

    [Fact]
    public void Data_that_is_not_there_is_named()
    {
        Assert.Contains("relative to that file", Assert.Throws<DataException>(() => Read("data: c.csv")).Message);
        Assert.Contains("the pattern of no file", Assert.Throws<DataException>(() => Read("data: c*.csv")).Message);
    }

    private IReadOnlyList<SweepRun> Read(string text) => SweepFile.Read(folder.Write("sweep.yaml", text));
}
