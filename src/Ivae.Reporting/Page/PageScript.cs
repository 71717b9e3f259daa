namespace Ivae.Reporting;

/// <summary>What makes pages answer: values under the pointer, zoom, sorting, saving of figures.</summary>
internal static class PageScript
{
    /// <summary>What a page may load: nothing.</summary>
    public const string Policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

    private const string Prefix = "Ivae.Reporting.";

    /// <summary>The script as an element, which is well-formed in XML too.</summary>
    public static string Element { get; } =
        "<script>//<![CDATA[\n(() => {\n'use strict';\n" + string.Concat(Files()) + "})();\n//]]></script>\n";

    private static IEnumerable<string> Files()
    {
        var assembly = typeof(PageScript).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)
                && name.EndsWith(".js", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }
}
