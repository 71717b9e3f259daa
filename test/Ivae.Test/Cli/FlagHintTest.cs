using System.CommandLine;
using System.Text.RegularExpressions;
using Ivae.Cli;

namespace Ivae.Test.Cli;

/// <summary>The library knows no flags; the command line adds those of its own that remedy an error.</summary>
public partial class FlagHintTest
{
    [Theory]
    [InlineData("No u; name it.", "No u; name it (--auxiliary, --missing drop).", "auxiliary", "missing=drop")]
    [InlineData("It is there.", "It is there (--force).", "overwrite")]
    [InlineData("Take fewer.", "Take fewer.", "latent")]
    [InlineData("Nothing helps.", "Nothing helps.")]
    public void OptionsThatTheCommandHasAreNamed(string message, string expected, params string[] remedies)
    {
        Command command = new("fit") { new Option<string>("--auxiliary"), new Option<string>("--missing") };
        command.Add(new Option<bool>("--force"));
        Assert.Equal(expected, FlagHint.Add(message, remedies, command));
    }

    [Fact]
    public void TheLibraryNamesNoFlags() => Assert.Empty(
        from folder in new[] { "Ivae", "Ivae.Reporting" }
        from file in Directory.EnumerateFiles(
            Path.Combine(SharedData.Repository, "src", folder), "*.cs", SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        from line in File.ReadLines(file)
        where FlagInText().IsMatch(line)
        select $"{file}: {line.Trim()}");

    /// <summary>A flag in a message; properties of a style sheet end with a colon.</summary>
    [GeneratedRegex(@"""[^""]*(?<![\w-])--[a-z][a-z-]*(?![\w:-])[^""]*""")]
    private static partial Regex FlagInText();
}
