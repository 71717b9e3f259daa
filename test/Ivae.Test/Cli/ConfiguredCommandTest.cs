using System.CommandLine;
using System.Text.Json.Nodes;
using Ivae.Cli;

namespace Ivae.Test.Cli;

public sealed class ConfiguredCommandTest
{
    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "--preset one")]
    [InlineData(2, "--preset one --config {config}")]
    [InlineData(3, "--preset one --config {config} --set seed=3")]
    [InlineData(4, "--preset one --config {config} --set seed=3 --seed 4")]
    [InlineData(4, "--seed 4 --set seed=3 --config {config} --preset one")]
    [InlineData(5, "--set seed=3 --set seed=5")]
    public void Each_layer_overrules_the_one_before(int seed, string line)
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("c.json", """{ "seed": 2, /* people comment */ }""");
        Assert.Equal((ulong)seed, Probe.Read(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word == "{config}" ? config : word)).Seed);
    }

    [Fact]
    public void A_preset_named_in_the_file_lies_under_the_file()
    {
        using var folder = new TemporaryFolder();
        var settings = Probe.Read(["--config", folder.Write("c.json", """{"preset":"one","latent_dimension":9}""")]);
        Assert.Equal((1UL, 9, 0.5), (settings.Seed, settings.LatentDimension, settings.Training.HeldOut));
    }

    [Theory]
    [InlineData("""{"sead":1}""", "c.json, \"sead\": there is no option \"sead\"; did you mean \"seed\"?")]
    [InlineData("""{"seed":1,"seed":2}""", "c.json: ")]
    [InlineData("[]", "c.json: a configuration is a JSON object")]
    [InlineData("{", "c.json: ")]
    [InlineData("""{"preset":"two"}""", "there is no preset \"two\"; there are \"one\".")]
    public void A_faulty_file_ends_with_code_2_and_its_name(string json, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("c.json", json);
        Assert.Contains(message, Assert.Throws<UsageException>(() => Probe.Read(["--config", path])).Message);
        Assert.Equal(ExitCode.Usage, CliRun.Of("fit", "a.csv", "--out", folder.Path("out"), "--config", path).Code);
        Assert.False(Directory.Exists(folder.Path("out")));
    }

    [Fact]
    public void A_configuration_that_is_not_there_is_named()
    {
        var run = CliRun.Of("fit", "a.csv", "--out", "d", "--config", "nowhere.json");
        Assert.Equal(ExitCode.Data, run.Code);
        Assert.Contains("nowhere.json", run.Messages);
    }

    private sealed class Probe : ConfiguredCommand<FitSettings>
    {
        private FitSettings settings = new();

        private Probe()
            : base("probe", "", "", new Dictionary<string, Func<JsonObject>>
            {
                ["one"] = () => new()
                {
                    ["seed"] = 1,
                    ["latent_dimension"] = 8,
                    ["training"] = new JsonObject { ["held_out"] = 0.5 },
                },
            })
        {
            Add(new SettingOption("--seed", "S", ""));
            AddConfigurationOptions();
        }

        public static FitSettings Read(IEnumerable<string> arguments)
        {
            var probe = new Probe();
            var parsed = probe.Parse([.. arguments]);
            Assert.Empty(parsed.Errors);
            probe.Run(parsed, new Output(TextWriter.Null, TextWriter.Null), CancellationToken.None);
            return probe.settings;
        }

        public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
        {
            settings = ReadSettings(arguments);
            return ExitCode.Success;
        }
    }
}
