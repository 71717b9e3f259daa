using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Test.Data;

/// <summary>Data made in memory.</summary>
public sealed class DatasetTest
{
    [Fact]
    public void Arrays_of_every_kind_give_the_same_data()
    {
        float[] expected = [1, 2, 3, 4, 5, 6];
        Dataset[] made =
        [
            Dataset.Of(new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }),
            Dataset.Of(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }),
            Dataset.Of([[1.0, 2], [3, 4], [5, 6]]),
            Dataset.Of(("a", [1, 3, 5]), ("b", [2, 4, 6])),
            Dataset.Of(Matrix.Of([[1f, 2], [3, 4], [5, 6]]), ["a", "b"]),
        ];
        Assert.All(made, data => Assert.Equal(expected, data.Observed.Values));
        Assert.Equal(["x1", "x2"], made[0].ObservedNames);
        Assert.Equal(["a", "b"], made[3].ObservedNames);
        Assert.Equal([1, 2, 3], made[4].RowNumbers);
        Assert.Equal(new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, made[1].Observed.ToArray());
    }

    [Fact]
    public void U_is_labels_and_numbers_by_name()
    {
        var data = Dataset.Of(new double[3, 2])
            .WithLabels("who", ["b", "a", "b"])
            .WithLabels("day", [10, 9, 10])
            .WithNumbers("dose", [0.5, 1, 1.5])
            .WithSegments(3);
        Assert.Equal(["who", "day", "segment"], data.Auxiliary.Categorical.Select(part => part.Name));
        Assert.Equal(["a", "b"], data.Auxiliary.Categorical[0].Levels);
        Assert.Equal([1, 0, 1], data.Auxiliary.Categorical[0].Codes);
        Assert.Equal(["9", "10"], data.Auxiliary.Categorical[1].Levels);
        Assert.Equal([0.5f, 1, 1.5f], data.Auxiliary.Numeric.Values);
        Assert.Equal(["dose"], data.Recipe.Numeric);
        Assert.Equal("data: 3 rows, 2 observed columns (x1, x2), "
            + "u: who (2 levels), day (2 levels), segment (3 levels), dose", $"{data}");
    }

    [Fact]
    public void Misuse_is_answered_with_place_and_remedy()
    {
        var data = Dataset.Of(new double[2, 2]).WithLabels("u", [1, 2]);
        Refuse("Row 1, column 2 is not finite", () => Dataset.Of([[1.0, double.NaN], [1, 2]]));
        Refuse("Row 2 has 1 numbers and row 1 2", () => Dataset.Of([[1.0, 2], [3]]));
        Refuse("[0, 2]; at least one row", () => Dataset.Of(new float[0, 2]));
        Refuse("1 different names for 2 columns", () => Dataset.Of(new float[1, 2], ["a", "a"]));
        Refuse("\"b\" has 2 rows and \"a\" 1", () => Dataset.Of(("a", [1]), ("b", [1, 2])));
        Refuse("3 values for 2 rows", () => data.WithLabels("v", [1, 2, 3]));
        Refuse("a part \"u\" already", () => data.WithNumbers("u", [1, 2]));
        Refuse("Row 2 is Infinity", () => data.WithNumbers("v", [1, double.PositiveInfinity]));
        Refuse("add them last", () => data.WithSegments(2).WithNumbers("v", [1, 2]));
    }

    [Fact]
    public void A_matrix_shows_its_first_numbers()
    {
        var small = new Matrix(2, 2, [1, 0.5f, 3, 1234567]);
        Assert.Equal("[2, 2]\n           1         0.5\n           3 1.23457E+06", small.ToString());
        Assert.EndsWith(" …\n… (4 more rows)", new Matrix(10, 10).ToString());
    }

    private static void Refuse(string problem, Func<Dataset> make) =>
        Assert.Contains(problem, Assert.Throws<ArgumentException>(make).Message);
}
