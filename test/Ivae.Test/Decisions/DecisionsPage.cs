using System.Globalization;
using System.Reflection;
using System.Text;
using Ivae.Experiments;
using Ivae.Numerics;
using Ivae.Reporting;

namespace Ivae.Test.Decisions;

/// <summary>
/// The page of the reference that says which numbers decide, made from the attributes of the sources.
/// </summary>
internal static class DecisionsPage
{
    private const int Width = 118;
    private static readonly Assembly[] Assemblies =
        [typeof(DecisionAttribute).Assembly, typeof(HtmlReport).Assembly, typeof(ExperimentRun).Assembly];

    /// <summary>Every number that decides, with what is known of it, by class.</summary>
    public static IEnumerable<(FieldInfo Field, DecisionAttribute Decision)> All() =>
        from assembly in Assemblies
        from type in assembly.GetTypes().OrderBy(type => type.FullName, StringComparer.Ordinal)
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        let decision = field.GetCustomAttribute<DecisionAttribute>()
        where decision is not null
        select (field, decision);

    /// <summary>The page.</summary>
    public static string Render()
    {
        var text = new StringBuilder("""
            # Decisions

            Every number that decides a scientific answer: what it decides, on which data and seeds it was chosen, and
            what changes when it moves. "Not recorded" says that nobody wrote it down; such a number is a candidate for
            a study.

            This page is made from the `[Decision]` attributes in the sources. To make it again:

            ```
            IVAE_UPDATE=1 dotnet test -c Release test/Ivae.Test --filter FullyQualifiedName~DecisionsTest
            ```

            """.ReplaceLineEndings("\n"));
        foreach (var feature in All().GroupBy(entry => entry.Field.DeclaringType!))
        {
            text.Append($"\n## {feature.Key.Name[..^"Decisions".Length]}\n\n`{feature.Key.FullName}`\n");
            foreach (var (field, decision) in feature)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n### {field.Name} = {Value(field)}\n\n");
                Append(text, "", decision.Decides);
                text.Append('\n');
                Append(text, "- Chosen on: ", decision.ChosenOn);
                Append(text, "- When it moves: ", decision.Moves);
            }
        }

        return text.ToString();
    }

    private static string Value(FieldInfo field) => field.GetValue(null) is Array several
        ? string.Join(", ", several.Cast<object>().Select(Text))
        : Text(field.GetValue(null)!);

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    /// <summary>A paragraph in lines of limited length; those after the first are indented as a list needs.</summary>
    private static void Append(StringBuilder text, string head, string sentence)
    {
        var indent = head.Length == 0 ? "" : "  ";
        var line = head.TrimEnd();
        foreach (var word in sentence.Split(' '))
        {
            if (line.Length + word.Length >= Width)
            {
                text.Append(line).Append('\n');
                line = indent + word;
            }
            else
            {
                line += (line.Length == 0 ? "" : " ") + word;
            }
        }

        text.Append(line).Append(line.EndsWith('.') ? "\n" : ".\n");
    }
}
