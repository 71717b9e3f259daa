using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Ivae.Test.Cli;

namespace Ivae.Test.Docs;

/// <summary>The page of the command line is what its help says.</summary>
public partial class CommandsPageTest
{
    private const string Page = "docs/reference/commands.md";
    private const string Again = "IVAE_UPDATE=1 dotnet test -c Release test/Ivae.Test --filter "
        + "FullyQualifiedName~CommandsPageTest";

    [Fact]
    public async Task ThePageIsUpToDate()
    {
        var page = await Render();
        if (Environment.GetEnvironmentVariable("IVAE_UPDATE") == "1")
            File.WriteAllText(DocsPage.Full(Page), page);
        Assert.True(
            File.Exists(DocsPage.Full(Page)) && File.ReadAllText(DocsPage.Full(Page)) == page,
            $"{Page} is out of date. Make it again: {Again}");
    }

    private static async Task<string> Render()
    {
        var all = await Help("--help");
        var list = all[all.IndexOf("\nCommands:", StringComparison.Ordinal)..];
        var sections = new StringBuilder();
        foreach (Match match in Command().Matches(list[..list.IndexOf("\nOptions:", StringComparison.Ordinal)]))
        {
            var name = match.Groups[1].Value;
            sections.Append(CultureInfo.InvariantCulture, $"\n## {name}\n\n```\n{await Help(name, "--help")}```\n");
        }

        return $"""
            # Commands

            What `ivae --help` and `ivae COMMAND --help` say. To make this page again:

            ```
            {Again}
            ```

            ```
            {all}```

            """.ReplaceLineEndings("\n") + sections;
    }

    /// <summary>Of a process of its own, which knows no family that a test has registered.</summary>
    private static async Task<string> Help(params string[] arguments) =>
        (await ProcessRun.Of("dotnet", [ProcessRun.Program, .. arguments])).Data.ReplaceLineEndings("\n");

    [GeneratedRegex(@"^  ([a-z]+) ", RegexOptions.Multiline)]
    private static partial Regex Command();
}
