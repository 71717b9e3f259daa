using System.Text;

namespace Ivae.Data;

/// <summary>A text of sections, <c>[Name]</c>, of lines <c>key=value</c>; lines that start with ; are
/// comments.</summary>
internal sealed class IniText
{
    private readonly string path;
    private readonly Dictionary<string, List<(string Key, string Value, int Line)>> sections =
        new(StringComparer.OrdinalIgnoreCase);

    private IniText(string path) => this.path = path;

    /// <summary>Reads a text in UTF-8 or, where it is none, in Latin-1.</summary>
    public static IniText Read(Stream stream, string path)
    {
        var text = new IniText(path);
        var section = text.sections[""] = [];
        var number = 0;
        foreach (var full in Decoded(stream).Split('\n'))
        {
            number++;
            var line = full.Trim();
            if (line.StartsWith('['))
                section = text.sections[line.Trim('[', ']')] = [];
            else if (!line.StartsWith(';') && line.IndexOf('=') is > 0 and var at)
                section.Add((line[..at].Trim(), line[(at + 1)..].Trim(), number));
        }

        return text;
    }

    /// <summary>The lines of a section; none where it is missing.</summary>
    public IReadOnlyList<(string Key, string Value, int Line)> Section(string name) =>
        sections.GetValueOrDefault(name) ?? [];

    /// <summary>A value with its line, or <see langword="null"/>.</summary>
    public (string Value, int Line)? Find(string section, string key)
    {
        foreach (var (name, value, line) in Section(section))
            if (name.Equals(key, StringComparison.OrdinalIgnoreCase))
                return (value, line);
        return null;
    }

    /// <summary>A value that must be there.</summary>
    /// <exception cref="DataException">It is not.</exception>
    public (string Value, int Line) Get(string section, string key) => Find(section, key)
        ?? throw new DataException(path, $"lacks {key} in [{section}]; export the recording again.");

    private static string Decoded(Stream stream)
    {
        using var all = new MemoryStream();
        stream.CopyTo(all);
        var bytes = all.ToArray();
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
