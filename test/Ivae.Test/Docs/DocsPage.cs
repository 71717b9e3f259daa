using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Ivae.Test.Docs;

/// <summary>A page of the documentation.</summary>
/// <param name="Path">Path from the root of the repository, with slashes.</param>
/// <param name="Text">Its Markdown.</param>
internal sealed partial record DocsPage(string Path, string Text)
{
    // Names of headings are those by which GitHub and docfx link to them.
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder()
        .UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub).UsePipeTables().Build();

    private readonly MarkdownDocument document = Markdig.Markdown.Parse(Text, Markdown);

    /// <summary>All pages of the documentation, and those in the root.</summary>
    public static DocsPage[] All { get; } =
    [
        .. new[] { "README.md", "CONTRIBUTING.md", "CHANGELOG.md" }
            .Concat(Directory.EnumerateFiles(Full("docs"), "*.md", SearchOption.AllDirectories).Select(FromRoot))
            .Where(path => !path.StartsWith("docs/site/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(path => new DocsPage(path, File.ReadAllText(Full(path)))),
    ];

    /// <summary>Where its links and pictures point to, as written, with the number of the line.</summary>
    public IEnumerable<(int Line, string Url)> Links =>
        document.Descendants<LinkInline>().Select(link => (link.Line + 1, link.Url ?? ""));

    /// <summary>Names that a link to this page may have after a #.</summary>
    public IReadOnlySet<string> Anchors =>
        document.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id ?? "").ToHashSet();

    /// <summary>What a reader reads: no code, no addresses of links.</summary>
    public string Prose
    {
        get
        {
            var prose = new StringBuilder();
            foreach (var inline in document.Descendants<Inline>())
                _ = inline is LiteralInline literal ? prose.Append(literal.Content) : prose.Append(' ');
            return prose.ToString();
        }
    }

    /// <summary>Numbers in each hundred words.</summary>
    public static double NumbersPer100Words(string prose) =>
        100.0 * Number().Count(prose) / Math.Max(1, Word().Count(prose));

    /// <summary>What is wrong with its links to files of the repository, a line each.</summary>
    public IEnumerable<string> DeadLinks()
    {
        foreach (var (line, url) in Links)
            if (!url.Contains(':') && Fault(url) is { } fault)
                yield return $"{Path}:{line}: {url} {fault}";
    }

    /// <summary>Full path of a file of the repository.</summary>
    public static string Full(string path) => System.IO.Path.Combine(SharedData.Repository, path);

    private static string FromRoot(string path) =>
        System.IO.Path.GetRelativePath(SharedData.Repository, path).Replace('\\', '/');

    private string? Fault(string url)
    {
        var parts = url.Split('#', 2);
        var folder = System.IO.Path.GetDirectoryName(Full(Path))!;
        var target = parts[0].Length == 0 ? Full(Path) : System.IO.Path.GetFullPath(parts[0], folder);
        if (!File.Exists(target) && !Directory.Exists(target))
            return "leads nowhere";
        if (parts.Length == 1)
            return null;
        var page = target == Full(Path) ? this : new DocsPage(FromRoot(target), File.ReadAllText(target));
        return page.Anchors.Contains(parts[1])
            ? null
            : $"leads to no heading; there are {string.Join(", ", page.Anchors)}";
    }

    // .95, 1.5e-3, 40 000 and 95 % are one number each; x1 and figure-1 are names.
    [GeneratedRegex(@"(?<![\w.-])(\d{1,3}( \d{3})+|\d+)?(\.?\d+)(e-?\d+)?(?![\w])")]
    private static partial Regex Number();

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}'’-]*|" + @"(?<![\w.])\.?\d[\d.]*")]
    private static partial Regex Word();
}
