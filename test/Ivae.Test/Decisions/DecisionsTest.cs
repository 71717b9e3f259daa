using System.Text.RegularExpressions;

namespace Ivae.Test.Decisions;

/// <summary>
/// Numbers that decide scientific answers are declared, explained and listed in the reference; none is hidden in code.
/// </summary>
public partial class DecisionsTest
{
    private static readonly string Page = Path.Combine(SharedData.Repository, "docs", "reference", "decisions.md");

    /// <summary>Folders in which every number of a comparison decides about data.</summary>
    private static readonly string[] Folders =
        ["Causality", "Evaluation", "Identifiability", "Independence", "Selection"];

    /// <summary>Numbers that are no decisions: file, the number, why.</summary>
    private static readonly (string File, string Number, string Reason)[] Allowed =
    [
        ("RankTest.cs", "3", "iterations before a search that no longer improves may end"),
    ];

    /// <summary>Constants that are no decisions: shape of formulas, tolerances, sizes of work.</summary>
    private static readonly string[] AllowedConstants =
    [
        "PosteriorCoverage.NormalQuantile95", "SharedError.MeanSize", // mathematics
        "SharedError.Ridge", "LinearMap.Ridge", "FamilyLikelihood.Tolerance", // numerical tolerances
        "TrialFits.TestPart", "Attribution.Step", "AdditiveAxes.Step", // amounts of work
        "FamilyChoice.StandsStill", "FamilyChoice.Moves", "FamilyChoice.MaxAtStake", // until SelectionDecisions
        "SimplerPrior.Least", "SimplerPrior.Far", "SimplerPrior.Range", "SimplerPrior.SimplestShare",
        "SimplerPrior.ShareOfSteps", "SimplerPrior.Substantial",
    ];

    [Fact]
    public void ThePageIsUpToDate()
    {
        var page = DecisionsPage.Render();
        if (Environment.GetEnvironmentVariable("IVAE_UPDATE") == "1")
            File.WriteAllText(Page, page);
        Assert.True(
            File.Exists(Page) && File.ReadAllText(Page) == page,
            "docs/reference/decisions.md is out of date. Make it again: "
                + "IVAE_UPDATE=1 dotnet test -c Release test/Ivae.Test --filter FullyQualifiedName~DecisionsTest");
    }

    [Fact]
    public void EveryDecisionIsExplained() => Assert.All(DecisionsPage.All(), entry =>
    {
        var (field, decision) = entry;
        Assert.EndsWith("Decisions", field.DeclaringType!.Name);
        foreach (var text in new[] { decision.Decides, decision.ChosenOn, decision.Moves })
            Assert.True(text.Length > 8, $"{field.DeclaringType.Name}.{field.Name}: \"{text}\"");
    });

    /// <summary>Every field of a class of decisions is one, so that none goes without its reasons.</summary>
    [Fact]
    public void AClassOfDecisionsHoldsNothingElse()
    {
        var types = DecisionsPage.All().Select(entry => entry.Field.DeclaringType!).Distinct();
        var declared = DecisionsPage.All().Select(entry => entry.Field).ToHashSet();
        Assert.All(
            types.SelectMany(type => type.GetFields(
                System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public)),
            field => Assert.Contains(field, declared));
    }

    /// <summary>
    /// No comparison with a number other than 0, 1 and 2, which count ends of intervals and of lists, and errors of
    /// rounding such as 1e-12.
    /// </summary>
    [Fact]
    public void NoThresholdStandsInACondition() => Assert.Empty(
        from file in Files()
        from line in CodeLines(file)
        from Match match in Threshold().Matches(line.Text)
        let number = match.Groups["number"].Value
        where number is not ("0" or "1" or "2") && !number.StartsWith("1e-", StringComparison.Ordinal)
            && !Allowed.Any(allowed => allowed.File == Path.GetFileName(file) && allowed.Number == number)
        select $"{file}:{line.Number}: {number} decides here; declare it in the class of decisions of the folder.");

    /// <summary>
    /// No real constant of its own: a size is a whole number, a tolerance or a formula is in the list above.
    /// </summary>
    [Fact]
    public void NoRealConstantIsDeclaredElsewhere() => Assert.Empty(
        from file in Files()
        from line in CodeLines(file)
        let match = Constant().Match(line.Text)
        where match.Success
        let name = $"{Path.GetFileNameWithoutExtension(file)}.{match.Groups["name"].Value}"
        where !AllowedConstants.Contains(name)
        select $"{file}:{line.Number}: {name} is a number of its own; declare it in the class of decisions of the "
            + "folder.");

    [Theory]
    [InlineData("if (p < 0.05)", "0.05")]
    [InlineData("x.Count >= 19 && y", "19")]
    [InlineData("is > .3 and", ".3")]
    [InlineData("0.3 <= share", "0.3")]
    [InlineData("gap > 4 * chance", "4")]
    [InlineData("x < limit", null)]
    [InlineData("Func<int> y => 5", null)]
    public void ThresholdsAreRecognised(string code, string? number)
    {
        var match = Threshold().Match(code);
        Assert.Equal(number, match.Success ? match.Groups["number"].Value : null);
    }

    private static IEnumerable<string> Files() => Folders
        .SelectMany(folder => Directory.EnumerateFiles(
            Path.Combine(SharedData.Repository, "src", "Ivae", folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.EndsWith("Decisions.cs", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <summary>Lines without comments, and their numbers from 1.</summary>
    private static IEnumerable<(int Number, string Text)> CodeLines(string file) => File.ReadLines(file)
        .Select((text, index) => (Number: index + 1, Text: text))
        .Where(line => !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal));

    /// <summary>A number on one side of a comparison; lambda arrows, shifts and type arguments are none.</summary>
    [GeneratedRegex(
        @"(?<![=<>-])(?:<=|>=|<|>)(?!>)\s*(?<number>-?\d*\.?\d+(?:e-?\d+)?)(?![\w.])"
        + @"|(?<![\w.])(?<number>\d*\.\d+)\s*(?:<=|>=|<|>)")]
    private static partial Regex Threshold();

    [GeneratedRegex(@"\b(?:const|static readonly) (?:double|float) (?<name>\w+) = -?[\d.]")]
    private static partial Regex Constant();
}
