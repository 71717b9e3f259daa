namespace Ivae.Test.House;

/// <summary>Who may know whom; docs/architecture.md declares it.</summary>
public class OrderTest
{
    private static readonly SourceFile[] Sources = SourceFile.Below("src");

    private static HouseOrder Order { get; } = HouseOrder.Read(
        File.ReadAllText(Path.Combine(SharedData.Repository, "docs/architecture.md")), Sources);

    [Fact]
    public void Every_folder_has_its_place_in_the_declared_order() =>
        Assert.Equal(Sources.Select(source => HouseOrder.RoomOf(source.Path)).Distinct().Order(), Order.Rooms.Order());

    [Fact]
    public void Every_room_knows_only_those_before_it()
    {
        string[] found = [.. Sources.SelectMany(Order.Violations)];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Fact]
    public void The_namespace_of_a_file_is_its_room()
    {
        foreach (var source in Sources.Where(source => source.Lines.Any(line => line.StartsWith("namespace "))))
        {
            var expected = HouseOrder.RoomOf(source.Path)["src/".Length..].Replace('/', '.');
            var found = source.Lines.Single(line => line.StartsWith("namespace ")).TrimEnd(';')["namespace ".Length..];
            Assert.True($"{found}.".StartsWith($"{expected}."), $"{source.Path} is in {found}, not in {expected}.");
        }
    }

    /// <summary>A using for all files would hide who knows whom.</summary>
    [Fact]
    public void No_using_is_global()
    {
        Assert.DoesNotContain(Sources, source => source.Text.Contains("global using "));
        var root = Path.Combine(SharedData.Repository, "src");
        foreach (var project in Directory.EnumerateFiles(root, "*.csproj", SearchOption.AllDirectories))
            Assert.DoesNotContain("<Using ", File.ReadAllText(project));
    }

    [Theory]
    [InlineData("using Ivae.Evaluation;")]
    [InlineData("using Ivae.Evaluation.Disentanglement;")]
    [InlineData("using static Ivae.Evaluation.ActiveUnits;")]
    [InlineData("using Score = Ivae.Evaluation.MeanCorrelationCoefficient;")]
    [InlineData("var active = Evaluation.ActiveUnits.Count(latents);")]
    [InlineData("var dci = Evaluation.Disentanglement.Dci.Compute(z, v);")]
    [InlineData("Evaluation.EvaluationReport? report = null;")]
    [InlineData("global::Ivae.Evaluation.ActiveUnits.Count(latents);")]
    [InlineData("/// <summary>See <see cref=\"Evaluation.ActiveUnits\"/>.</summary>")]
    [InlineData("using Ivae.Reporting;")]
    [InlineData("Ivae.Cli.CliProgram.Main([]);")]
    public void A_reference_against_the_order_is_found(string line)
    {
        var file = new SourceFile("src/Ivae/Methods/Invented.cs", $"using Ivae.Numerics;\n{line}\n");
        var found = Assert.Single(Order.Violations(file));
        Assert.StartsWith("src/Ivae/Methods/Invented.cs:2: src/Ivae/Methods knows src/Ivae", found);
    }

    [Theory]
    [InlineData("using Ivae.Numerics;")]
    [InlineData("using MathNet.Numerics;")]
    [InlineData("namespace Ivae.Methods;")]
    [InlineData("options.Evaluation.Count();")] // a property
    [InlineData("Evaluation.Count();")] // a property too: Evaluation declares no type of that name
    public void Other_names_are_no_reference_against_the_order(string line) =>
        Assert.Empty(Order.Violations(new SourceFile("src/Ivae/Methods/Invented.cs", line)));

    [Fact]
    public void Two_rooms_that_know_each_other_are_found()
    {
        SourceFile[] cycle =
        [
            new("src/Ivae/Data/A.cs", "using Ivae.Training;"),
            new("src/Ivae/Training/B.cs", "using Ivae.Data;"),
        ];
        Assert.Single(cycle.SelectMany(Order.Violations));
    }
}
