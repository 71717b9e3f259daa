using System.Text.RegularExpressions;
using Ivae.Test.House;

namespace Ivae.Test.Docs;

/// <summary>The documentation leads where it says, and can be read by one who has not read the papers.</summary>
public partial class DocsTest
{
    private const double MostNumbers = 6;

    private static readonly DocsPage[] Pages = DocsPage.All;

    [Fact]
    public void No_link_is_dead()
    {
        string[] dead = [.. Pages.SelectMany(page => page.DeadLinks())];
        Assert.True(dead.Length == 0, string.Join('\n', dead));
    }

    /// <summary>A page that no table of contents names cannot be found on the site.</summary>
    [Fact]
    public void Every_page_is_in_the_contents()
    {
        var docs = DocsPage.Full("docs");
        var named = Directory.EnumerateFiles(docs, "toc.yml", SearchOption.AllDirectories)
            .SelectMany(toc => Href().Matches(File.ReadAllText(toc))
                .Select(match => Path.GetFullPath(match.Groups[1].Value, Path.GetDirectoryName(toc)!)))
            .ToHashSet();
        string[] lost =
        [
            .. Pages.Where(page => page.Path.StartsWith("docs/", StringComparison.Ordinal))
                .Select(page => page.Path).Where(path => !named.Contains(DocsPage.Full(path))),
        ];
        Assert.True(lost.Length == 0, $"Name it in the toc.yml of its folder: {string.Join(", ", lost)}.");
        string[] gone = [.. named.Where(path => Path.GetExtension(path) == ".md" && !File.Exists(path))];
        Assert.True(gone.Length == 0, $"A toc.yml names what is not there: {string.Join(", ", gone)}.");
    }

    /// <summary>Tables of numbers belong to results and log.</summary>
    [Fact]
    public void Pages_for_readers_have_few_numbers()
    {
        string[] read = ["docs/start/", "docs/howto/", "docs/concepts/"];
        string[] dense =
        [
            .. from page in Pages
               where read.Any(folder => page.Path.StartsWith(folder, StringComparison.Ordinal))
               let numbers = DocsPage.NumbersPer100Words(page.Prose)
               where numbers > MostNumbers
               select $"{page.Path} has {numbers:F1} numbers per 100 words",
        ];
        Assert.True(dense.Length == 0, $"Write at most {MostNumbers}:\n{string.Join('\n', dense)}");
    }

    /// <summary>Comments, messages and programs name pages that exist.</summary>
    [Fact]
    public void Pages_named_in_sources_exist()
    {
        string[] lost =
        [
            .. from source in SourceFile.Below("src", "test", "bench", "examples")
               where source.Path != "test/Ivae.Test/Docs/DocsTest.cs"
               from match in NamedPage().Matches(source.Text)
               where !File.Exists(DocsPage.Full(match.Value))
               select $"{source.Path} names {match.Value}",
        ];
        Assert.True(lost.Length == 0, string.Join('\n', lost));
    }

    [Theory]
    [InlineData("See [this](nowhere.md).", "leads nowhere")]
    [InlineData("See [this](#no-such-heading).\n\n# Other heading", "leads to no heading; there are other-heading")]
    [InlineData("![A picture](nowhere.svg)", "leads nowhere")]
    public void A_dead_link_is_found(string text, string fault) =>
        Assert.Contains(fault, Assert.Single(new DocsPage("README.md", text).DeadLinks()));

    [Theory]
    [InlineData("[a](#a-heading-with-two-words)\n\n## A heading, with `two` words")]
    [InlineData("[a](LICENSE), [b](docs), [c](https://example.org/nowhere.md), `[d](nowhere.md)`")]
    [InlineData("```\n[d](nowhere.md)\n```")]
    public void A_good_link_is_not(string text) => Assert.Empty(new DocsPage("README.md", text).DeadLinks());

    [Theory]
    [InlineData("ten words of text with no number in any place", 0)]
    [InlineData("the score is .95 of at most 1 here today", 20)]
    [InlineData("`12 13 14` words and figure-1 and x1 count as text", 0)]
    public void Numbers_are_counted(string text, double expected) =>
        Assert.Equal(expected, DocsPage.NumbersPer100Words(new DocsPage("README.md", text).Prose), 0.5);

    [GeneratedRegex(@"^\s*(?:- )?href: (\S+)", RegexOptions.Multiline)]
    private static partial Regex Href();

    [GeneratedRegex(@"\bdocs/[\w/.-]+\.(?:md|svg|png)\b")]
    private static partial Regex NamedPage();
}
