using System.Globalization;
using System.Text.Json;
using Ivae.Data;
using Ivae.Distributions;

namespace Ivae.Methods;

/// <summary>
/// A file of targets: a table with the header <c>u,latent</c> and a row for each pair, or a JSON object that gives the
/// latents of each level or column of u, <c>{"1": [1], "2": [1, 3]}</c>.
/// </summary>
internal sealed class TargetFile
{
    private const string Header = "u,latent";
    private readonly string path;
    private readonly List<(Target Target, int? Line)> entries = [];

    private TargetFile(string path) => this.path = path;

    /// <summary>All pairs, in the order of the file.</summary>
    public IReadOnlyList<Target> Targets => [.. entries.Select(entry => entry.Target)];

    /// <summary>Such a table.</summary>
    public static string Text(IEnumerable<Target> targets) => string.Concat(
        targets.Select(target => FormattableString.Invariant($"{Quoted(target.U)},{target.Latent}\n"))
            .Prepend(Header + "\n"));

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataException">It cannot be read; the message has the line.</exception>
    public static TargetFile Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new DataException(path, $"cannot be read: {cause.Message.TrimEnd('.')}. Give the path of a table "
                + $"with the header {Header}.", cause: cause);
        }

        var file = new TargetFile(path);
        if (text.TrimStart().StartsWith('{'))
            file.ReadObject(text);
        else
            file.ReadTable(text.ReplaceLineEndings("\n").Split('\n'));
        return file.entries.Count > 0 ? file : throw new DataException(
            path, $"has no target, so that u would move nothing; write a row for each pair below {Header}.");
    }

    /// <summary>Refuses targets that are not of the data.</summary>
    /// <exception cref="DataException">A target names what is not there; the message has the line.</exception>
    public void Check(Dataset data, int latents)
    {
        foreach (var (target, line) in entries)
            if (TargetMask.Problem(target, Targeting.Sites(data.Auxiliary), latents) is { } problem)
                throw new DataException(path, problem, line);
    }

    private void ReadTable(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            // The name of a level may have commas.
            var comma = lines[i].LastIndexOf(',');
            var site = lines[i][..Math.Max(0, comma)].Trim();
            var number = lines[i][(comma + 1)..].Trim();
            if (site.Length + number.Length == 0 || entries.Count == 0 && $"{site},{number}" == Header)
                continue;
            if (comma < 0 || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var latent))
                throw new DataException(path, $"\"{lines[i].Trim()}\" is no target; write a level or column of u, a "
                    + "comma and the number of a latent, such as 2,1.", i + 1);
            entries.Add((new(Unquoted(site), latent), i + 1));
        }
    }

    private static string Quoted(string name) =>
        name.Contains('"') || name.Trim() != name ? $"\"{name.Replace("\"", "\"\"")}\"" : name;

    private static string Unquoted(string cell) =>
        cell is ['"', .., '"'] ? cell[1..^1].Replace("\"\"", "\"") : cell;

    private void ReadObject(string text)
    {
        try
        {
            foreach (var (site, latents) in JsonSerializer.Deserialize(
                text, MethodContext.Default.DictionaryStringInt32Array)!)
                entries.AddRange(latents.Select(latent => (new Target(site, latent), (int?)null)));
        }
        catch (JsonException cause)
        {
            throw new DataException(path, "is no object of lists of latents, such as {\"1\": [1], \"2\": [1, 3]}: "
                + $"{cause.Message}", cause.LineNumber is { } line ? (int)line + 1 : null, cause: cause);
        }
    }
}
