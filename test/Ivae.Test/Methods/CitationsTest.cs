using System.Text.Json.Nodes;
using Ivae.Methods;

namespace Ivae.Test.Methods;

/// <summary>What a model is to be cited by.</summary>
public class CitationsTest
{
    public static TheoryData<string> MethodNames =>
        [.. Method.All.Where(method => method.GetType().Assembly == typeof(Method).Assembly).Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(MethodNames))]
    public void Every_method_has_its_paper(string name) =>
        Assert.Contains(Citations.All, reference => reference.Condition.Contains($"method.name={name}"));

    [Fact]
    public void Every_kind_of_layer_has_its_paper() => Assert.All(Enum.GetNames<FlowLayers>(), name => Assert.Contains(
        Citations.All, reference => reference.Condition.Split(" or ")
            .Contains($"method.layers={System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name)}")));

    [Fact]
    public void Entries_are_complete() => Assert.All(Citations.All, reference =>
    {
        Assert.Matches(@"^@\w+\{\w+,\n", reference.Entry);
        Assert.Equal(reference.Entry.Count(c => c == '{'), reference.Entry.Count(c => c == '}'));
        Assert.All(["title = ", "author = ", "year = "], field => Assert.Contains(field, reference.Entry));
    });

    [Theory]
    [InlineData("a.b=x", true)]
    [InlineData("a.b=y", false)]
    [InlineData("a.b!=y", true)]
    [InlineData("a.n>1", true)]
    [InlineData("a.n>5", false)]
    [InlineData("a.none>1", false)]
    [InlineData("a.b=y or a.n>1 and a.b=x", true)]
    [InlineData("a.b=y or a.n>1 and a.b=z", false)]
    public void A_condition_holds_where_it_says(string condition, bool holds) =>
        Assert.Equal(holds, Citations.Holds(condition, JsonNode.Parse("""{"a":{"b":"x","n":5}}""")!.AsObject()));
}
