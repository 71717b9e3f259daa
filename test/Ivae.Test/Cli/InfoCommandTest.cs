using System.Text.Json;
using Ivae.Cli;
using Ivae.Persistence;

namespace Ivae.Test.Cli;

public sealed class InfoCommandTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_model_is_described_as_json()
    {
        var run = CliRun.Of("info", WriteModel(), "--json");
        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Empty(run.Messages);
        using var json = JsonDocument.Parse(run.Data);
        var root = json.RootElement;
        Assert.Equal("model", root.GetProperty("kind").GetString());
        Assert.Equal(2, root.GetProperty("format_version").GetInt32());
        Assert.Equal(9, root.GetProperty("parameters").GetInt32());
        Assert.Equal("ivae", root.GetProperty("model").GetProperty("method").GetString());
        Assert.Equal(["bias", "weight"],
            root.GetProperty("tensors").EnumerateArray().Select(tensor => tensor.GetProperty("name").GetString()));
    }

    [Fact]
    public void A_model_is_described_for_people_one_fact_a_line()
    {
        var lines = CliRun.Of("info", WriteModel(), "--all").Data.ReplaceLineEndings("\n").Split('\n')
            .Select(line => line.TrimEnd()).ToArray();
        Assert.Contains("parameters       9", lines);
        Assert.Contains("method           ivae", lines);
        Assert.Contains("training.levels  0, 1, 2, 3, 4, 5, 6, 7, … (10)", lines);
        Assert.Contains("weight  [2, 3]", lines);
    }

    [Fact]
    public void A_damaged_model_and_a_missing_file_end_with_code_3()
    {
        var path = WriteModel();
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        var damaged = CliRun.Of("info", path);
        Assert.Equal(ExitCode.Data, damaged.Code);
        Assert.Contains(path, damaged.Messages);
        Assert.Contains("checksum", damaged.Messages);
        Assert.Equal(ExitCode.Data, CliRun.Of("info", folder.Path("nowhere")).Code);
        Assert.Equal(ExitCode.Data, CliRun.Of("info", folder.Root).Code);
    }

    private string WriteModel()
    {
        var path = folder.Path("model.ivae");
        using var stream = File.Create(path);
        ModelFile.Write(
            stream,
            """{"method":"ivae","training":{"epochs":100,"levels":[0,1,2,3,4,5,6,7,8,9]}}""",
            [new("weight", [2, 3], new float[6]), new("bias", [3], new float[3])]);
        return path;
    }
}
