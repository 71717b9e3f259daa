using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ivae.Cli;
using Ivae.Distributions;
using Ivae.Methods;

namespace Ivae.Test.Cli;

/// <summary>
/// The list of options: keys and defaults from the records, meanings from their comments, ranges from what they refuse.
/// </summary>
internal static partial class OptionsPage
{
    private static readonly Dictionary<string, XElement> Comments =
        new[] { "Ivae.xml", "Ivae.Cli.xml" }.SelectMany(name =>
            XDocument.Load(Path.Combine(AppContext.BaseDirectory, name)).Descendants("member"))
            .GroupBy(member => member.Attribute("name")!.Value)
            .ToDictionary(group => group.Key, group => group.First());

    /// <summary>Every option.</summary>
    public static IReadOnlyList<OptionEntry> Entries()
    {
        var found = new Dictionary<string, (JsonPropertyInfo Leaf, List<(string Method, string? Default)> Of)>();
        string[] methods = [AutoMethod.Automatic.Name, .. Builtin().Select(method => method.Name)];
        foreach (var method in methods)
        {
            var tree = new OptionTree<FitSettings>();
            tree.UseMethod(method, "");
            foreach (var (key, leaf) in tree.Leaves)
            {
                if (!found.TryGetValue(key, out var entry))
                    found.Add(key, entry = (leaf, []));
                entry.Of.Add((method, Default(tree, key)));
            }
        }

        return
        [
            .. from pair in found
               let entry = pair.Value
               let isOfAll = entry.Of.Count == methods.Length
               select new OptionEntry(pair.Key, isOfAll ? [] : [.. entry.Of.Select(of => of.Method)],
                   Defaults(entry.Of), Range(pair.Key, entry.Leaf, entry.Of[0].Method), Meaning(entry.Leaf)),
        ];
    }

    /// <summary>A list as it is typed.</summary>
    private static string? Default(OptionTree<FitSettings> tree, string key) => tree.Text(key) is not { } text ? null
        : !text.StartsWith('[') ? text
        : JsonNode.Parse(text)!.AsArray() is { Count: > 0 } list ? string.Join(',', list.Select(item => $"{item}"))
        : "none";

    /// <summary>One default, or that of each method where they differ.</summary>
    private static string? Defaults(IReadOnlyList<(string Method, string? Default)> of) =>
        of.Select(one => one.Default).Distinct().Count() == 1
            ? of[0].Default
            : string.Join(", ", of.Select(one => $"{one.Default ?? "open"} ({one.Method})"));

    /// <summary>The page of the reference.</summary>
    public static string Render(IEnumerable<OptionEntry> entries)
    {
        var text = new StringBuilder("""
            # Options of a fit

            Every key of `ivae fit --set KEY=VALUE`, of `--config FILE` and of `config.json`, as `ivae options` lists
            them. Without a default the fit chooses. Keys of a method are there for the methods that are named.

            This page is made from the records of the options, their comments and what they refuse. To make it again:

            ```
            IVAE_UPDATE=1 dotnet test -c Release test/Ivae.Test --filter FullyQualifiedName~OptionsTest
            ```

            | key | default | range | meaning |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var entry in entries)
            text.Append($"| `{entry.Key}` | {entry.Default ?? "–"} | {Cell(entry.Range)} | {Cell(entry.Meaning)}"
                + (entry.Methods.Count == 0 ? " |\n" : $" Of: {string.Join(", ", entry.Methods)}. |\n"));
        return text.ToString();
    }

    private static IEnumerable<Method> Builtin() => Method.All.Where(method => method.GetType().Assembly
        == typeof(Method).Assembly);

    private static string Cell(string text) => text.Replace("|", "\\|");

    private static string Meaning(JsonPropertyInfo leaf)
    {
        var property = (PropertyInfo)leaf.AttributeProvider!;
        var name = $"P:{property.DeclaringType!.FullName!.Replace('+', '.')}.{property.Name}";
        if (!Comments.TryGetValue(name, out var member))
            return "";
        var summary = member.Element("summary")!;
        foreach (var element in summary.Descendants().ToArray())
            element.ReplaceWith(element.Attribute("langword")?.Value ?? element.Attribute("cref")?.Value.Split('.')[^1]
                ?? element.Value);
        return Spaces().Replace(summary.Value, " ").Trim();
    }

    /// <summary>The type in words, and what a value that is too small or too large is refused with.</summary>
    private static string Range(string key, JsonPropertyInfo leaf, string method)
    {
        var type = Nullable.GetUnderlyingType(leaf.PropertyType) ?? leaf.PropertyType;
        // Without the families that tests register.
        var words = PriorFamily.All.Where(family => family.GetType().Assembly != typeof(PriorFamily).Assembly)
            .Aggregate(OptionValue.Expected(type, null).TrimEnd('.'),
                (text, family) => text.Replace($", {family.Name}", "", StringComparison.Ordinal));
        if (type != typeof(int) && type != typeof(double))
            return words;
        foreach (var value in (string[])["-1", "-1e9", "0", "1e9"])
            if (Refused(key, value, method) is { } range)
                return $"{words}; {range}";
        return words;
    }

    private static string? Refused(string key, string value, string method)
    {
        var tree = new OptionTree<FitSettings>();
        tree.UseMethod(method, "");
        try
        {
            tree.Set(key, value, "");
            tree.Resolve().Validate();
            return null;
        }
        catch (ArgumentException problem)
        {
            var line = problem.Message.Split('\n').FirstOrDefault(line => line.StartsWith($"{key} is "));
            return line is not null && Must().Match(line) is { Success: true } must
                ? WithoutVerb(must.Groups[1].Value)
                : null;
        }
        catch (UsageException)
        {
            return null;
        }
    }

    private static string WithoutVerb(string range) =>
        range.StartsWith("be ") ? range[3..] : range.StartsWith("lie ") ? range[4..] : range;

    [GeneratedRegex(@"; it must (.*?)(?:\.$|\. |$| \(Parameter)")]
    private static partial Regex Must();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
