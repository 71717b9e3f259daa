using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ivae.Data;

namespace Ivae.Causality;

/// <summary>
/// Bootstrap samples of a graph search that are finished, a small text file each: d lines of d digits. Their names
/// begin with a hash of all that they follow from, so that samples of another search are never taken.
/// </summary>
internal sealed class GraphSamples
{
    private readonly string folder;
    private readonly string key;

    public GraphSamples(string folder, CausalData data, GraphOptions options, CausalKnowledge knowledge) =>
        (this.folder, key) = (folder, KeyOf(data, options, knowledge));

    /// <summary>A hash of all that a search follows from.</summary>
    public static string KeyOf(CausalData data, GraphOptions options, CausalKnowledge knowledge)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] texts =
        [
            typeof(GraphSamples).Assembly.GetName().Version!.ToString(), string.Join('\n', data.Names),
            JsonSerializer.Serialize(
                options with { Bootstrap = 0, Threads = 0 }, GraphContext.Default.GraphOptions),
            Edges(knowledge.Required), Edges(knowledge.Forbidden), string.Join(' ', data.Segment),
            string.Join(' ', data.Half),
        ];
        foreach (var text in texts)
            hash.AppendData(Encoding.UTF8.GetBytes(text + "\0"));
        hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(data.Standardised.Values.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset()[..8]);
    }

    /// <summary>The adjacency of a sample <c>[d, d]</c>, or none where it is not there or not whole.</summary>
    public bool[,]? Read(int sample, int variables)
    {
        if (!File.Exists(PathOf(sample)))
            return null;
        var lines = File.ReadAllLines(PathOf(sample));
        if (lines.Length != variables || lines.Any(line => line.Length != variables))
            return null;
        var adjacency = new bool[variables, variables];
        for (var i = 0; i < variables; i++)
            for (var j = 0; j < variables; j++)
                adjacency[i, j] = lines[i][j] == '1';
        return adjacency;
    }

    public void Write(int sample, bool[,] adjacency)
    {
        Directory.CreateDirectory(folder);
        var text = new StringBuilder();
        for (var i = 0; i < adjacency.GetLength(0); i++)
        {
            for (var j = 0; j < adjacency.GetLength(1); j++)
                text.Append(adjacency[i, j] ? '1' : '0');
            text.Append('\n');
        }

        AtomicFile.WriteText(PathOf(sample), overwrite: true, text.ToString());
    }

    /// <summary>What a sample is named by.</summary>
    public string NameOf(int sample) => string.Create(CultureInfo.InvariantCulture, $"{key}-{sample + 1}");

    private string PathOf(int sample) => Path.Combine(folder, NameOf(sample) + ".txt");

    private static string Edges(IEnumerable<(int From, int To)> edges) => string.Join(
        ' ', edges.Order().Select(edge => string.Create(CultureInfo.InvariantCulture, $"{edge.From}>{edge.To}")));
}
