using System.Globalization;
using System.Text.Json.Nodes;

namespace Ivae.Methods;

/// <summary>
/// The papers that a fitted model rests on, as BibTeX. Which are of which options is said in <c>references.bib</c>,
/// once, next to each.
/// </summary>
internal static class Citations
{
    private const string Condition = "% used with ";

    private const string Software =
        """
        @software{ivae,
          title = {Ivae: Identifiable Deep Latent-variable Models for .NET},
          author = {{The Ivae authors}},
          version = {VERSION},
          year = {2026}
        }
        """;

    /// <summary>Each entry with the condition of its use.</summary>
    public static IReadOnlyList<(string Condition, string Entry)> All { get; } = Read();

    /// <summary>The entries of a model, that of this software first.</summary>
    /// <param name="options">Options of the fit without open choices, as JSON.</param>
    /// <param name="version">Version of the library that fitted it.</param>
    public static IEnumerable<string> Of(JsonObject options, string version) =>
        All.Where(reference => Holds(reference.Condition, options)).Select(reference => reference.Entry)
            .Prepend(Software.ReplaceLineEndings("\n").Replace("VERSION", version));

    /// <summary>Whether a condition on options holds.</summary>
    internal static bool Holds(string condition, JsonObject options) =>
        condition.Split(" or ").Any(all => all.Split(" and ").All(one => HoldsOne(one.Trim(), options)));

    private static bool HoldsOne(string condition, JsonObject options)
    {
        var at = condition.IndexOfAny(['!', '=', '>']);
        var (key, sign) = (condition[..at], condition[at]);
        JsonNode? node = options;
        foreach (var part in key.Split('.'))
            node = (node as JsonObject)?[part];
        var value = node?.ToString() ?? "";
        return sign switch
        {
            '=' => value == condition[(at + 1)..],
            '!' => value != condition[(at + 2)..],
            _ => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && number > double.Parse(condition[(at + 1)..], CultureInfo.InvariantCulture),
        };
    }

    private static List<(string Condition, string Entry)> Read()
    {
        using var stream = typeof(Citations).Assembly.GetManifestResourceStream("Ivae.references.bib")!;
        using var reader = new StreamReader(stream);
        var all = new List<(string, string)>();
        foreach (var part in reader.ReadToEnd().ReplaceLineEndings("\n").Split(Condition).Skip(1))
        {
            var end = part.IndexOf('\n');
            all.Add((part[..end], part[(end + 1)..].Trim()));
        }

        return all;
    }
}
