using System.Globalization;
using System.Security.Cryptography;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Experiments;

/// <summary>
/// Activity of six regions of the medial temporal lobe at 7 tesla, both sides of 24 subjects, as one data set whose
/// segments are subjects.
/// </summary>
/// <remarks>Source: Shah et al., "Mapping the structural and functional network architecture of the medial temporal
/// lobe using 7T MRI", Human Brain Mapping 2018. Not the data of the paper's figure 4, which are one subject on 84
/// days.</remarks>
internal static class HippocampusFiles
{
    private const string Pattern = "res_tcourse_*.txt";
    private const string Prefix = "hipp_sf_";

    /// <summary>The six regions, and the parts whose mean each is.</summary>
    public static IReadOnlyList<(string Region, string[] Parts)> Regions { get; } =
        [("PRC", ["BA35", "BA36"]), ("PHC", ["PHC"]), ("ERC", ["ERC"]), ("SUB", ["SUB"]), ("CA1", ["CA1"]),
            ("CA3DG", ["CA3", "DG"])];

    /// <summary>
    /// A folder of one folder a subject, each with a file a side: a line a part of the brain, its name and its values.
    /// </summary>
    /// <exception cref="DataException">The folder holds no such files.</exception>
    public static RunData Of(string folder, ulong sample)
    {
        string[] files = Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, Pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : [];
        if (files.Length == 0)
            throw new DataException(folder,
                $"has no files {Pattern}; name the folder \"functional\" of the recordings of Shah et al. 2018.");
        var checksum = Convert.ToHexStringLower(SHA256.HashData([.. files.SelectMany(File.ReadAllBytes)]));
        return new RunData($"hippocampus-sample{sample}", new() { ["files"] = files.Length, ["checksum"] = checksum },
            () => Read(files));
    }

    private static Dataset Read(string[] files)
    {
        var (rows, subjects) = (new List<float[]>(), new List<string>());
        foreach (var file in files)
        {
            var parts = File.ReadLines(file).Where(line => line.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .ToDictionary(words => words[0][(words[0].LastIndexOf('_') + 1)..], words => words[1..]);
            if (Regions.SelectMany(region => region.Parts)
                .FirstOrDefault(part => !parts.ContainsKey(part)) is { } missing)
                throw new DataException(file, $"has no line for {missing}.");
            double[][] series = [.. Regions.Select(region => Mean([.. region.Parts.Select(part =>
                Array.ConvertAll(parts[part], word => double.Parse(word, CultureInfo.InvariantCulture)))]))];
            for (var time = 0; time < series[0].Length; time++)
            {
                rows.Add([.. series.Select(values => (float)values[time])]);
                subjects.Add(Path.GetFileName(Path.GetDirectoryName(file)!));
            }
        }

        string[] levels = [.. subjects.Distinct()];
        return new Dataset
        {
            Observed = new Matrix(rows.Count, Regions.Count, [.. rows.SelectMany(row => row)]),
            ObservedNames = [.. Regions.Select(region => region.Region)],
            Auxiliary = Auxiliary.Of(new CategoricalVariable(
                "subject", levels, [.. subjects.Select(subject => Array.IndexOf(levels, subject))])),
            RowNumbers = [.. Enumerable.Range(1, rows.Count)],
            Name = "hippocampus",
        };
    }

    private static double[] Mean(double[][] parts) =>
        [.. Enumerable.Range(0, parts[0].Length).Select(time => parts.Average(part => part[time]))];
}
