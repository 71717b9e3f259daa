using System.Text.Json;
using Ivae.Cli;
using Ivae.Data;
using Ivae.Methods;

namespace Ivae.Test.Cli;

/// <summary>The commands that take a model: transform, sample, score.</summary>
public sealed class ModelCommandsTest(FitExample example) : IClassFixture<FitExample>
{
    [Fact]
    public void Transform_gives_the_latents_of_the_fit_bit_for_bit_in_every_format()
    {
        var expected = File.ReadAllText(example.Latents);
        Assert.Equal(expected, CliRun.Of("transform", example.Model, example.Npz).Data);
        foreach (var name in new[] { "z.csv", "z.npy", "z.npz" })
            Assert.Equal(0, CliRun.Of("transform", example.Model, example.Npz, "--out", example.Path(name)).Code);
        Assert.Equal(expected, File.ReadAllText(example.Path("z.csv")));
        var values = TableReader.ReadMatrix(example.Latents).Values;
        Assert.Equal(values, TableReader.ReadMatrix(example.Path("z.npy")).Values);
        Assert.Equal(values, TableReader.ReadMatrix(example.Path("z.npz") + ":z").Values);
    }

    [Fact]
    public void Uncertainty_adds_a_positive_deviation_for_each_latent()
    {
        var table =
            TableReader.Read(Save("u.csv", CliRun.Of("transform", example.Model, example.Npz, "--uncertainty").Data));
        Assert.Equal(["z1", "z2", "sd1", "sd2"], table.Names);
        Assert.All(Enumerable.Range(0, 300), row => Assert.True(table.Values[row, 2] > 0 && table.Values[row, 3] > 0));
    }

    [Fact]
    public void Latents_go_back_to_the_observed_columns()
    {
        var there = example.Path("z-inverse.npz");
        Assert.Equal(0, CliRun.Of("transform", example.Model, example.Npz, "--out", there).Code);
        var back = CliRun.Of("transform", example.Model, there, "--inverse");
        Assert.Equal(0, back.Code);
        Assert.StartsWith("row,x1,x2\n1,", back.Data.ReplaceLineEndings("\n"));
        Assert.Equal(back.Data, CliRun.Of("transform", example.Model, example.Latents, "--inverse").Data);
        var wrong = CliRun.Of("transform", example.Model, example.Write("three.csv", "a,b,c\n1,2,3\n"), "--inverse");
        Assert.Equal(ExitCode.Data, wrong.Code);
        Assert.Contains("has 3 columns, and the model 2 latents; give \"z1\", \"z2\"", wrong.Messages);
    }

    [Fact]
    public void Results_are_given_as_json_too()
    {
        using var table = JsonDocument.Parse(CliRun.Of("transform", example.Model, example.Npz, "--json").Data);
        Assert.Equal(300, table.RootElement.GetProperty("columns").GetProperty("z1").GetArrayLength());
        var path = example.Path("sample-json.npz");
        using var file = JsonDocument.Parse(
            CliRun.Of("sample", example.Model, "--rows", "4", "--out", path, "--json").Data);
        Assert.Equal(path, file.RootElement.GetProperty("path").GetString());
        Assert.Equal(4, file.RootElement.GetProperty("rows").GetInt32());
    }

    [Fact]
    public void A_run_says_what_it_is_and_what_to_cite()
    {
        var run = Path.GetDirectoryName(example.Model)!;
        var info = CliRun.Of("info", run).Data;
        Assert.Contains("ivae (iVAE)", info);
        Assert.Contains("nats per row", info);
        Assert.Contains("none yet: ivae check", info);
        Assert.DoesNotContain("encoder.0.weight", info);
        Assert.Contains("encoder.0.weight", CliRun.Of("info", run, "--all").Data);
        var cited = CliRun.Of("cite", run).Data;
        Assert.Contains("@software{ivae,", cited);
        Assert.Contains("{khemakhem2020variational,", cited);
        Assert.Contains("{burda2016importance,", cited);
        Assert.DoesNotContain("zhou2020", cited);
    }

    [Fact]
    public void The_sources_of_a_simulated_file_are_found() =>
        Assert.Equal(CliRun.Of("evaluate", example.Latents, example.Npz + ":s"),
            CliRun.Of("evaluate", example.Latents, example.Npz));

    [Fact]
    public void Export_writes_the_functions_of_a_run_as_onnx_files()
    {
        var path = example.Path("export.onnx");
        var run = CliRun.Of("export", Path.GetDirectoryName(example.Model)!, "--out", path, "--json");
        Assert.Equal(0, run.Code);
        using var json = JsonDocument.Parse(run.Data);
        string[] files = [.. json.RootElement.EnumerateArray().Select(file => file.GetProperty("path").GetString()!)];
        string[] names = ["export.onnx", "export.score.onnx", "export.decoder.onnx", "export.prior.onnx"];
        Assert.Equal(names.Select(example.Path), files);
        Assert.All(files, file => Assert.True(new FileInfo(file).Length > 500));

        File.WriteAllText(files[2], "precious");
        File.Delete(path);
        var again = CliRun.Of("export", example.Model, "--out", path);
        Assert.Equal(ExitCode.Usage, again.Code);
        Assert.Contains("is there already", again.Messages);
        Assert.False(File.Exists(path));
        Assert.Equal("precious", File.ReadAllText(files[2]));
        Assert.Contains("use .onnx.", CliRun.Of("export", example.Model, "--out", example.Path("model.pt")).Messages);
    }

    [Fact]
    public void Results_replace_a_file_by_force_only_and_know_their_endings()
    {
        var path = example.Write("precious.csv", "precious");
        Assert.Equal(ExitCode.Usage, CliRun.Of("transform", example.Model, example.Npz, "--out", path).Code);
        Assert.Equal(ExitCode.Usage, CliRun.Of("sample", example.Model, "--rows", "1", "--out", path).Code);
        Assert.Equal("precious", File.ReadAllText(path));
        Assert.Equal(0, CliRun.Of("transform", example.Model, example.Npz, "--out", path, "--force").Code);
        Assert.Equal(File.ReadAllText(example.Latents), File.ReadAllText(path));
        var run = CliRun.Of("transform", example.Model, example.Npz, "--out", example.Path("z.xlsx"));
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("use .csv, .npy, .npz.", run.Messages);
    }

    [Fact]
    public void A_model_that_is_none_and_data_that_does_not_fit_end_with_code_3()
    {
        var noModel = CliRun.Of("transform", example.Csv, example.Npz);
        Assert.Equal(ExitCode.Data, noModel.Code);
        Assert.Contains(example.Csv, noModel.Messages);
        var wrong = CliRun.Of("transform", example.Model, example.Write("wrong.csv", "a,b\n1,2\n"));
        Assert.Equal(ExitCode.Data, wrong.Code);
        Assert.Contains("lacks \"x1\", \"x2\"", wrong.Messages);
        Assert.Equal(ExitCode.Data, CliRun.Of("score", example.Model, example.Write("no-u.csv", "x1,x2\n1,2\n")).Code);
    }

    [Fact]
    public void A_sample_repeats_by_its_seed_and_spreads_the_levels_evenly()
    {
        var first = CliRun.Of("sample", example.Model, "--rows", "8").Data;
        Assert.Equal(first, CliRun.Of("sample", example.Model, "--rows", "8").Data);
        Assert.NotEqual(first, CliRun.Of("sample", example.Model, "--rows", "8", "--seed", "1").Data);
        var lines = first.TrimEnd().Split('\n');
        Assert.Equal("x1,x2,u", lines[0]);
        Assert.Equal(["1", "1", "2", "2", "3", "3", "4", "4"], lines[1..].Select(line => line.Split(',')[2]));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("u=3")]
    public void A_given_level_holds_for_all_rows(string given)
    {
        var lines = CliRun.Of("sample", example.Model, "--rows", "3", "--given", given).Data.TrimEnd().Split('\n');
        Assert.All(lines[1..], line => Assert.EndsWith(",3", line));
    }

    [Fact]
    public void A_given_value_that_does_not_exist_is_a_usage_error()
    {
        var run = CliRun.Of("sample", example.Model, "--rows", "3", "--given", "9");
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("\"9\" is no level of u; there are \"1\", \"2\", \"3\", \"4\".", run.Messages);
    }

    [Fact]
    public void A_u_of_several_parts_is_given_by_name()
    {
        var data = example.Write("parts.csv", "x1,x2,who,dose\n" + string.Concat(Enumerable.Range(0, 24).Select(i =>
            $"{Math.Sin(i):F3},{Math.Cos(i * i):F3},{(i % 2 == 0 ? "a" : "b")},{i / 7.0:F3}\n".Replace("NaN", "0"))));
        Assert.Equal(0, FitExample.Fit(data, example.Path("parts"), "--auxiliary", "who,dose", "--segments", "3").Code);
        var model = example.Path("parts/model.ivae");
        var run = CliRun.Of("sample", model, "--rows", "4", "--given", "dose=0.5,who=b");
        Assert.Equal(["x1,x2,who,segment,dose", "b,1,0.5", "b,1,0.5", "b,2,0.5", "b,3,0.5"],
            run.Data.TrimEnd().Split('\n').Select((line, i) => i == 0 ? line : string.Join(',', line.Split(',')[2..])));
        Assert.Contains("needs a number for \"dose\"", CliRun.Of("sample", model, "--rows", "4").Messages);
        Assert.Contains("u is made of", CliRun.Of("sample", model, "--rows", "4", "--given", "b").Messages);
        Assert.Contains(
            "did you mean \"dose\"?", CliRun.Of("sample", model, "--rows", "4", "--given", "dse=1").Messages);
        Assert.Contains("is not a number", CliRun.Of("sample", model, "--rows", "4", "--given", "dose=much").Messages);
    }

    [Theory]
    [InlineData("new.csv")]
    [InlineData("new.npz")]
    public void A_sample_can_be_scored_by_its_model(string name)
    {
        Assert.Equal(0, CliRun.Of("sample", example.Model, "--rows", "40", "--out", example.Path(name)).Code);
        var run = CliRun.Of("score", example.Model, example.Path(name), "--samples", "5");
        Assert.Equal(0, run.Code);
        Assert.StartsWith("row,elbo,iwae\n1,", run.Data);
        Assert.Equal(41, run.Data.Count(character => character == '\n'));
        Assert.Contains("mean of 40 rows: ELBO ", run.Messages);
    }

    [Fact]
    public void The_rows_of_score_average_to_its_json()
    {
        using var json =
            JsonDocument.Parse(CliRun.Of("score", example.Model, example.Npz, "--samples", "4", "--json").Data);
        var rows = TableReader.ReadMatrix(
            Save("scores.csv", CliRun.Of("score", example.Model, example.Npz, "--samples", "4").Data));
        Assert.Equal(4, json.RootElement.GetProperty("samples").GetInt32());
        Assert.Equal(rows.Column(0).Average(), json.RootElement.GetProperty("elbo").GetDouble(), 1e-4);
        Assert.Equal(rows.Column(1).Average(), json.RootElement.GetProperty("iwae").GetDouble(), 1e-4);
    }

    [Fact]
    public void The_model_file_does_not_know_the_number_of_threads() =>
        Assert.Equal(0, LatentModel.Load(example.Model).Description.Options.Threads);

    private string Save(string name, string content) => example.Write(name, content);
}
