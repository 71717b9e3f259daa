using System.Globalization;
using System.Text.RegularExpressions;

namespace Ivae.Test.Reporting;

/// <summary>
/// Text that was looked at once and found right, in test/data/golden-reports: what is drawn or written now must be the
/// same. Numbers may differ by one in the last decimal that is written, as rounding on another machine may; whole
/// numbers may not.
/// IVAE_UPDATE=1 writes the text in place of comparing it; look at the difference before you keep it.
/// </summary>
internal static partial class Golden
{
    /// <summary>Folder of the texts.</summary>
    public static string Folder { get; } = Path.Combine(SharedData.Repository, "test/data/golden-reports");

    private static bool IsUpdated => Environment.GetEnvironmentVariable("IVAE_UPDATE") == "1";

    /// <summary>Compares SVG or HTML with the file of that name.</summary>
    public static void Check(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        var actual = Lines(text);
        if (IsUpdated)
            File.WriteAllText(path, string.Join('\n', actual) + "\n");
        Assert.True(File.Exists(path), $"{path} is missing; look at the text and write it with IVAE_UPDATE=1.");
        var expected = File.ReadAllText(path).TrimEnd('\n').Split('\n');
        if (FirstDifference(expected, actual) is { } line)
            Assert.Fail($"{name} differs first at line {line + 1} of {expected.Length}:\n"
                + $"  expected: {At(expected, line)}\n  actual:   {At(actual, line)}\n"
                + "If the new one is right, write it with IVAE_UPDATE=1.");
    }

    /// <summary>The first line that differs by more than rounding, from 0; none where all agree.</summary>
    internal static int? FirstDifference(string[] expected, string[] actual)
    {
        for (var line = 0; line < Math.Max(expected.Length, actual.Length); line++)
            if (line >= expected.Length || line >= actual.Length || !AreEqual(expected[line], actual[line]))
                return line;
        return null;
    }

    /// <summary>
    /// One element per line; a page without its style sheet, scripts, version and pictures, which have own files.
    /// </summary>
    internal static string[] Lines(string text)
    {
        var page = text.ReplaceLineEndings("\n");
        if (page.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
        {
            page = Style().Replace(Picture().Replace(page, "$1<svg/></div>"), "<style/>");
            page = Version().Replace(Script().Replace(page, "<script/>"), "Ivae");
        }

        return [.. page.Replace("><", ">\n<").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
    }

    private static string At(string[] lines, int line) => line < lines.Length ? lines[line] : "(the text has ended)";

    private static bool AreEqual(string expected, string actual)
    {
        if (expected == actual)
            return true;
        var (first, second) = (Number().Split(expected), Number().Split(actual));
        return first.Length == second.Length && first.Zip(second).All(part => part.First == part.Second
            || (double.TryParse(part.First, CultureInfo.InvariantCulture, out var a)
                && double.TryParse(part.Second, CultureInfo.InvariantCulture, out var b)
                && Math.Abs(a - b) <= LastDecimal(part.First, part.Second)));
    }

    /// <summary>1.1 in the last decimal of the number that has more of them; 0 for whole numbers.</summary>
    private static double LastDecimal(params string[] numbers)
    {
        var decimals = numbers.Max(number => number.IndexOf('.') is >= 0 and var point ? number.Length - point - 1 : 0);
        return decimals == 0 ? 0 : 1.1 * Math.Pow(10, -decimals);
    }

    [GeneratedRegex(@"(-?\d+(?:\.\d+)?)")]
    private static partial Regex Number();

    [GeneratedRegex("(<div class=\"plot\"[^>]*>).*?</div>", RegexOptions.Singleline)]
    private static partial Regex Picture();

    [GeneratedRegex(@"Ivae \d+\.\d+\.\d+")]
    private static partial Regex Version();

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
