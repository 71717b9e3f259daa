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
    public void ThePageIsUpToDate()
    {
        var page = Render();
        if (Environment.GetEnvironmentVariable("IVAE_UPDATE") == "1")
            File.WriteAllText(DocsPage.Full(Page), page);
        Assert.True(
            File.Exists(DocsPage.Full(Page)) && File.ReadAllText(DocsPage.Full(Page)) == page,
            $"{Page} is out of date. Make it again: {Again}");
    }

    private static string Render()
    {
        var all = Help("--help");
        var list = all[all.IndexOf("\nCommands:", StringComparison.Ordinal)..];
        var sections = from match in Command().Matches(list[..list.IndexOf("\nOptions:", StringComparison.Ordinal)])
                       let name = match.Groups[1].Value
                       select $"\n## {name}\n\n```\n{Help(name, "--help")}```\n";
        return $"""
            # Commands

            What `ivae --help` and `ivae COMMAND --help` say. To make this page again:

            ```
            {Again}
            ```

            ```
            {all}```

            """.ReplaceLineEndings("\n") + string.Concat(sections);
    }

    private static string Help(params string[] arguments) => CliRun.Of(arguments).Data.ReplaceLineEndings("\n");

    [GeneratedRegex(@"^  ([a-z]+) ", RegexOptions.Multiline)]
    private static partial Regex Command();
}
