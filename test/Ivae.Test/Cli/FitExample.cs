using System.Text.Json;

namespace Ivae.Test.Cli;

/// <summary>Small simulated data, as NPZ and as CSV, and a short fit to it that several tests look at.</summary>
public sealed class FitExample : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FitExample()
    {
        string[] simulate = ["simulate", "--segments", "4", "--rows-per-segment", "75", "--latent", "2", "--observed",
            "2", "--seed", "3"];
        Assert.Equal(0, CliRun.Of([.. simulate, "--out", Npz]).Code);
        Assert.Equal(0, CliRun.Of([.. simulate, "--out", Csv]).Code);
        var run = Fit(Npz, Path("fit"));
        Assert.True(run.Code == 0, run.Messages);
    }

    /// <summary>x, u and s of 300 rows.</summary>
    public string Npz => Path("data.npz");

    /// <summary>The same as x1, x2, segment.</summary>
    public string Csv => Path("data.csv");

    public string Model => Path("fit/model.ivae");

    public string Latents => Path("fit/latents.csv");

    public string Path(string name) => folder.Path(name);

    public string Write(string name, string content) => folder.Write(name, content);

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// An iVAE of three epochs with small networks, unless told otherwise; a key of version 1, which other methods than
    /// the iVAE take too.
    /// </summary>
    internal static CliRun Fit(string data, string target, params string[] options) =>
        CliRun.Of([.. Words(data, target), .. options]);

    internal static string[] Words(string data, string target) =>
    [
        "fit", data, "--out", target, "--quiet", "--set", "method=ivae", "--set", "training.epochs=3", "--set",
        "training.batch_size=50",
        "--set", "posterior.network.hidden_widths=8", "--set", "likelihood.network.hidden_widths=8",
    ];

    internal static JsonElement Summary(string target)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(target, "summary.json")));
        return json.RootElement.Clone();
    }
}
