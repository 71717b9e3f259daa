using System.Text.Json.Nodes;
using Ivae.Cli;
using Ivae.Data;
using Ivae.Methods;
using Ivae.Persistence;
using Ivae.Test.Cli;

namespace Ivae.Test.Persistence;

/// <summary>Models whose checksum is right and whose content is not.</summary>
public sealed class HostileModelTest(FitExample example) : IClassFixture<FitExample>
{
    private const string Hostile = "cases/hostile";

    [Theory]
    [InlineData("preprocessing.center", "null", "center")]
    [InlineData("preprocessing.center", "[1]", "centres")]
    [InlineData("preprocessing.center", "[1, \"NaN\"]", "preprocessing has centres that are not finite")]
    [InlineData("preprocessing.forward", "[0, 0, 0, 0]", "no inverse")]
    [InlineData("preprocessing.options", "null", "options")]
    [InlineData("preprocessing.reduction", "{\"directions\": [], \"columns\": 2, \"variance\": 1}", "no reduction")]
    [InlineData("auxiliary", "null", "auxiliary")]
    [InlineData("auxiliary.levels", "null", "levels")]
    [InlineData("auxiliary.levels", "[-4]", "auxiliary.levels is -4; it must be at least 1")]
    [InlineData("auxiliary.levels", "[2000000000]", "auxiliary.levels is 2000000000")]
    [InlineData("auxiliary.levels", "[900000]", "auxiliary.levels are not as many as recipe has")]
    [InlineData("auxiliary.columns", "3", "auxiliary.columns is 3; it must be at least 0 and at most 0")]
    [InlineData("auxiliary_scaling.scale", "[1]", "centres need as many scales")]
    [InlineData("recipe", "null", "recipe")]
    [InlineData("recipe.observed_names", "[null, null]", "null")]
    [InlineData("recipe.observed_names", "[\"a\"]", "the number of recipe.observed_names is 1")]
    [InlineData("recipe.segments", "2147483647", "recipe.segments is 2147483647")]
    [InlineData("recipe.lags", "2147483647", "recipe.lags is 2147483647")]
    [InlineData("recipe.categorical", "[null]", "null")]
    [InlineData("latents", "-1", "latents is -1; it must be at least 1")]
    [InlineData("latents", "2147483647", "latents is 2147483647; it must be at least 1 and at most 10000")]
    [InlineData("latents", "1e300", "latents")]
    [InlineData("options", "null", "options")]
    [InlineData("options.seed", "-1", "seed")]
    [InlineData("options.method", "\"nope\"", "There is no method \"nope\"")]
    [InlineData("options.method", "{}", "name")]
    [InlineData("options.method.posterior", "null", "posterior")]
    [InlineData("options.method.posterior.network.hidden_widths", "[16384, 16384, 16384]",
        "its description asks for 32768 numbers or more, and its arrays hold")]
    [InlineData("options.method.posterior.network.hidden_widths", "[2147483647]", "hidden_widths holds 2147483647")]
    [InlineData("options.method.posterior.network.hidden_widths", "[-1]", "hidden_widths holds -1")]
    [InlineData("options.method.posterior.network.hidden_widths", "[7]", "has another shape")]
    [InlineData("options.method.importance_samples", "2147483647", "importance_samples is 2147483647")]
    [InlineData("options.prior.family", "\"cauchy\"", "family")]
    [InlineData("options.likelihood.variance", "\"Infinity\"", "likelihood.variance is Infinity")]
    [InlineData("training_rows", "0", "training_rows is 0")]
    [InlineData("data_name", "null", "data_name")]
    [InlineData("", "{}", "required")]
    public void A_description_that_cannot_be_is_refused_and_the_field_named(string key, string value, string message)
    {
        var path = Changed(json => Put(json, key, JsonNode.Parse(value)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Assert.Throws<DataException>(() => LatentModel.Load(path));
        Assert.StartsWith(path, refused.Message);
        Assert.Contains(message, refused.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
        var run = CliRun.Of("transform", path, example.Npz);
        Assert.Equal(ExitCode.Data, run.Code);
        Assert.Contains(path, run.Messages);
    }

    [Fact]
    public void Every_key_may_be_missing_or_null_without_a_fault_of_the_program()
    {
        var keys = new List<string>();
        Collect(JsonNode.Parse(Read().ModelJson)!.AsObject(), "", keys);
        Assert.True(keys.Count > 50);
        foreach (var key in keys)
            foreach (var change in new Action<JsonObject, string>[]
            {
                Remove, (json, at) => Put(json, at, null), (json, at) => Put(json, at, -7),
                (json, at) => Put(json, at, new JsonArray("x", null)), (json, at) => Put(json, at, 2147483647),
            })
            {
                var path = Changed(json => change(json, key));
                var run = CliRun.Of("transform", path, example.Npz);
                Assert.True(run.Code is ExitCode.Success or ExitCode.Data, $"{key}: {run.Code} {run.Messages}");
                if (run.Code == ExitCode.Data)
                    Assert.Contains(path, run.Messages);
            }
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void Weights_are_finite(float weight, string text)
    {
        var file = Read();
        var name = file.Tensors[0].Name;
        file.Tensors[0].Values[1] = weight;
        var path = Write(file.ModelJson, file.Tensors);
        Assert.Contains($"{path}: the array \"{name}\" has {text} at position 2",
            Assert.Throws<DataException>(() => LatentModel.Load(path)).Message);
    }

    [SharedDataFact(Hostile + "/nan-weight.ivae")]
    public void Known_hostile_models_are_refused()
    {
        foreach (var (name, message) in new[]
        {
            ("huge-depth", "depth is "), ("nan-weight", "NaN"), ("null-center", "center"),
            ("unknown-method", "There is no method \"nope\""),
        })
        {
            var path = SharedData.Path($"{Hostile}/{name}.ivae");
            var run = CliRun.Of("transform", path, SharedData.Path($"{Hostile}/d.csv"));
            Assert.Equal(ExitCode.Data, run.Code);
            Assert.Contains(path, run.Messages);
            Assert.Contains(message, run.Messages);
        }
    }

    [Fact]
    public void An_array_without_numbers_asks_for_no_names()
    {
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 2147483647), }".PadRight(117) + "\n";
        var path = example.Path("empty.npy");
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. System.Text.Encoding.ASCII.GetBytes(header)]);
        var run = CliRun.Of("evaluate", path, example.Csv);
        Assert.Equal(ExitCode.Data, run.Code);
        Assert.Contains($"{path}: has shape (0, 2147483647), which holds no number", run.Messages);
    }

    [Fact]
    public void A_header_that_says_more_than_there_is_asks_for_no_memory()
    {
        var header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 100000000), }".PadRight(117) + "\n";
        byte[] bytes = [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. System.Text.Encoding.ASCII.GetBytes(header), 1, 2, 3];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Assert.Throws<DataException>(() => NpyFormat.Read(new MemoryStream(bytes), "a.npy"));
        Assert.Contains("a.npy: ends before its data does", refused.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    private string Changed(Action<JsonObject> change)
    {
        var file = Read();
        var json = JsonNode.Parse(file.ModelJson)!.AsObject();
        change(json);
        return Write(json.ToJsonString(), file.Tensors);
    }

    private ModelFile Read()
    {
        using var stream = File.OpenRead(example.Model);
        return ModelFile.Read(stream, example.Model);
    }

    private string Write(string json, IReadOnlyList<NamedTensor> tensors)
    {
        var path = example.Path("changed.ivae");
        using var stream = File.Create(path);
        ModelFile.Write(stream, json, tensors);
        return path;
    }

    private static void Put(JsonObject json, string key, JsonNode? value)
    {
        if (key.Length == 0)
            json.Clear();
        else
            Parent(json, key)[key.Split('.')[^1]] = value;
    }

    private static void Remove(JsonObject json, string key) => Parent(json, key).Remove(key.Split('.')[^1]);

    private static JsonObject Parent(JsonObject json, string key) =>
        key.Split('.')[..^1].Aggregate(json, (at, part) => at[part]!.AsObject());

    private static void Collect(JsonObject json, string prefix, List<string> keys)
    {
        foreach (var (name, value) in json)
        {
            keys.Add(prefix + name);
            if (value is JsonObject inner)
                Collect(inner, $"{prefix}{name}.", keys);
        }
    }
}
