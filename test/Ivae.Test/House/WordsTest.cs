using System.Text.RegularExpressions;

namespace Ivae.Test.House;

/// <summary>
/// Names, comments and messages use the words of the field, which no scientist has to translate.
/// </summary>
public class WordsTest
{
    // Names in model files, which stay as they are.
    private static readonly string[] Allowed = ["\"unmixing.center\"", "[JsonPropertyName(\"center\")]"];

    private static readonly SourceFile[] Sources = SourceFile.Below("src");

    [Theory]
    [InlineData(@"\bnats\s+(///?\s+)?an?\s", "nats per row")]
    [InlineData(@"\b(one|rows|steps|curve|entry|line) an? (row|step|segment|latent|epoch|seed|core|column)\b", "per")]
    [InlineData(@"\b([Tt]ells?|[Tt]old|[Tt]elling)\b", "indicates, distinguishes, receives a report")]
    [InlineData(@"\b([Ss]tands?|[Ss]tood|[Ss]tanding)\b", "does not change with u, is, lies")]
    [InlineData(@"\b[Bb]esides?\b", "next to, in addition to, compared with, residual")]
    [InlineData(@"\b(bears?|borne|bear) (it )?out\b", "supports, agrees with")]
    [InlineData(@"[Ss]tandardiz(e|er|ed|ing|ation)\b", "standardise")]
    [InlineData(@"\b[Cc]enter(s|ed)?\b", "centre")]
    public void Words_are_the_fields(string pattern, string instead)
    {
        var words = new Regex(pattern);
        string[] found =
        [
            .. from source in Sources
               where source.Path != "src/Ivae/Data/ScalingConverter.cs" // reads what earlier versions wrote
               from match in words.Matches(Plain(source.Text))
               select $"{source.Path}:{Line(source.Text, match.Index)} has \"{match.Value}\"",
        ];
        Assert.True(found.Length == 0, $"Write instead: {instead}.\n{string.Join('\n', found)}");
    }

    private static string Plain(string text) =>
        Allowed.Aggregate(text, (rest, name) => rest.Replace(name, new string(' ', name.Length)));

    private static int Line(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;
}
