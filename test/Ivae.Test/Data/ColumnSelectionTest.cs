using Ivae.Data;

namespace Ivae.Test.Data;

public sealed class ColumnSelectionTest
{
    private static readonly string[] Names = ["AF3", "F7", "a, b", "time:s", "2", "Größe", "say \"x\"", "O1"];

    [Theory]
    [InlineData("AF3", new[] { 0 })]
    [InlineData("1,3", new[] { 0, 2 })]
    [InlineData("AF3:time:s", new int[0])]
    [InlineData("AF3:\"time:s\"", new[] { 0, 1, 2, 3 })]
    [InlineData("time:s", new[] { 3 })]
    [InlineData("\"a, b\",F7", new[] { 2, 1 })]
    [InlineData("2", new[] { 4 })]
    [InlineData("3:5", new[] { 2, 3, 4 })]
    [InlineData("Größe:8", new[] { 5, 6, 7 })]
    [InlineData("\"say \"\"x\"\"\"", new[] { 6 })]
    [InlineData(" AF3 , F7 ", new[] { 0, 1 })]
    public void Names_positions_and_ranges(string columns, int[] expected)
    {
        if (expected.Length == 0)
            Assert.Throws<ArgumentException>(() => ColumnSelection.Parse(columns, Names));
        else
            Assert.Equal(expected, ColumnSelection.Parse(columns, Names));
    }

    [Theory]
    [InlineData("af3x", "did you mean \"AF3\"?")]
    [InlineData("zzz", "The columns are \"AF3\", \"F7\"")]
    [InlineData("9", "positions 1 to 8")]
    [InlineData("0", "positions 1 to 8")]
    [InlineData("-1", "positions 1 to 8")]
    [InlineData("\"1\"", "no column \"1\"")]
    [InlineData("O1:AF3", "runs backwards")]
    [InlineData("AF3,1", "chooses column \"AF3\" twice")]
    [InlineData("\"AF3", "not closed")]
    [InlineData("", "no column \"\"")]
    [InlineData("AF3,", "no column \"\"")]
    public void Mistakes_are_explained(string columns, string problem) =>
        Assert.Contains(problem, Assert.Throws<ArgumentException>(() => ColumnSelection.Parse(columns, Names)).Message);

    [Fact]
    public void Kinds_may_follow_a_column() => Assert.Equal(
        [(0, true), (1, false), (2, null), (3, true)],
        ColumnSelection.ParseTyped("AF3:categorical,2:numeric,c,d:categorical", ["AF3", "b", "c", "d"]));

    [Fact]
    public void A_column_of_that_name_wins_over_the_kind() =>
        Assert.Equal([(1, null)], ColumnSelection.ParseTyped("a:numeric", ["a", "a:numeric"]));
}
