namespace Ivae.Test.House;

/// <summary>What every source keeps to.</summary>
public class LineTest
{
    private const int MaxColumns = 120;
    private const int MaxLines = 300;

    private static readonly SourceFile[] Sources = SourceFile.Below("src", "test", "bench", "examples");

    [Fact]
    public void Lines_have_at_most_120_columns()
    {
        string[] found = [.. Sources.SelectMany(source => source.Lines.Index()
            .Where(line => line.Item.EnumerateRunes().Count() > MaxColumns)
            .Select(line => $"{source.Path}:{line.Index + 1} has {line.Item.EnumerateRunes().Count()} columns"))];
        Assert.True(
            found.Length == 0,
            $"Wrap {found.Length} lines longer than {MaxColumns} columns:\n{string.Join('\n', found.Take(20))}");
    }

    [Fact]
    public void Files_have_at_most_300_lines()
    {
        string[] found = [.. Sources.Where(source => source.Lines.Length > MaxLines)
            .Select(source => $"{source.Path} has {source.Lines.Length} lines")];
        Assert.True(found.Length == 0, $"Split what is longer than {MaxLines} lines:\n{string.Join('\n', found)}");
    }

    /// <summary>Fields without an underscore are a rule of .editorconfig that the build enforces.</summary>
    [Theory]
    [InlineData(".editorconfig", "max_line_length = 120")]
    [InlineData(".editorconfig", "dotnet_diagnostic.IDE1006.severity = warning")]
    [InlineData("CONTRIBUTING.md", "at most 300 lines; lines of at most 120 columns")]
    public void The_rules_are_written_down(string file, string rule) =>
        Assert.Contains(rule, File.ReadAllText(Path.Combine(SharedData.Repository, file)));
}
