using System.Text.RegularExpressions;

namespace Ivae.Test.Cli;

/// <summary>
/// The commands that train for long, on little data: how each is called, and what of its files is time.
/// </summary>
internal static class LongCommand
{
    /// <summary>Their names; "ivae" is a fit whose model is of the last of its stages.</summary>
    public static string[] All { get; } =
        ["fit", "ivae", "check", "select", "compare", "causal", "reproduce", "plan", "sweep"];

    /// <summary>Those whose runs processes may share, each result being written by one.</summary>
    public static string[] Shared { get; } = ["check", "select", "compare", "causal", "reproduce", "plan"];

    /// <summary>What is typed, but for the folder.</summary>
    public static string[] Words(string name, FitExample example) => name switch
    {
        "fit" => ["fit", example.Npz, "--set", "training.steps=300", "--quiet"],
        "ivae" => ["fit", example.Npz, "--method", "ivae", "--set", "training.steps=200", "--quiet"],
        "check" =>
        [
            "check", example.Path("fit"), example.Npz, "--seeds", "2", "--nulls", "3", "--null-steps", "200", "--quiet",
        ],
        "select" =>
        [
            "select", example.Npz, "--latent", "1:2", "--prior", "gaussian", "--set", "training.epochs=40", "--method",
            "flow", "--quiet",
        ],
        "compare" =>
            ["compare", example.Npz, "--methods", "ivae,vae,tcl", "--seeds", "2", "--steps", "400", "--quiet"],
        "causal" =>
            ["causal", example.Csv, "--auxiliary", "segment", "--steps", "60", "--bootstrap", "6", "--quiet"],
        "reproduce" => ["reproduce", "pinwheel", "--seeds", "2", "--steps", "150", "--quiet"],
        "plan" => ["plan", "--latent", "2", "--segments", "6", "--rows", "50", "--steps", "100", "--quiet"],
        _ => ["sweep", Sweep(example), "--quiet"],
    };

    /// <summary>The files of a folder by name, as text, without seconds.</summary>
    public static SortedDictionary<string, string> Files(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path), WithoutSeconds), StringComparer.Ordinal);

    private static string WithoutSeconds(string path)
    {
        var text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path));
        return Path.GetExtension(path) switch
        {
            ".json" => Regex.Replace(text, "\"seconds\": ?(\\[[^\\]]*\\]|[0-9.eE+-]+)", ""),
            ".csv" when Column(text) is >= 0 and var column => string.Join('\n', text.Split('\n')
                .Select(line => string.Join(',', line.Split(',').Where((_, at) => at != column)))),
            ".html" when Path.GetFileName(path) is "compare.html" or "sweep.html" =>
                Regex.Replace(text, """<td class="number">[0-9.]+</td></tr>""", ""), // the last column
            ".html" when Path.GetFileName(path) is "reproduce.html" => Regex.Replace(text, "[0-9.]+ min<", ""),
            _ => text,
        };
    }

    /// <summary>What a command said of its results, without seconds, which are last in a row.</summary>
    public static string Answer(string data) => Regex.Replace(data, " +[0-9.]+ *(?=\n)", "");

    private static int Column(string csv) => Array.IndexOf(csv.Split('\n')[0].Split(','), "seconds");

    private static string Sweep(FitExample example) => example.Write("long.yaml", """
        data: data.csv
        options:
          dataset: {auxiliary: segment}
          method: {name: ivae, posterior: {network: {hidden_widths: [8]}}}
          training: {batch_size: 50, epochs: 60}
        grid: {latent_dimension: [1, 2]}
        seeds: 2
        """);
}
