using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Test.Data;

/// <summary>The table of formats: what each row keeps to, and a row from outside.</summary>
public sealed class FileFormatTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Written =>
        [.. FileFormat.All.Where(format => format.CanWrite).Select(format => format.Name)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Written))]
    public void What_is_written_reads_back_to_the_same_bits_under_any_ending(string name)
    {
        var format = FileFormat.All.First(format => format.Name == name);
        var values = new Matrix(3, 2, [0.1f, -2, 1f / 3, float.Epsilon, -float.MaxValue, 16_777_216f]);
        var path = Write(format, "numbers" + format.Extensions[0], values);
        Assert.Equal(values.Values, TableReader.ReadMatrix(path).Values);
        Assert.Equal(values.Values, DatasetReader.Read(path).Observed.Values);
        Assert.Equal(values.Values, TableReader.ReadMatrix(Write(format, "numbers.unknown", values)).Values);
    }

    [Fact]
    public void Formats_are_told_apart_by_ending_and_by_first_bytes()
    {
        var endings = FileFormat.All.SelectMany(format => format.Extensions).ToArray();
        Assert.Equal(endings.Distinct(), endings);
        foreach (var format in FileFormat.All.Where(format => format.CanWrite))
        {
            var bytes = File.ReadAllBytes(Write(format, "a" + format.Extensions[0], new Matrix(2, 2)));
            Assert.All(FileFormat.All, other => Assert.True(other == format || !other.Recognises(bytes)));
        }
    }

    [Fact]
    public void A_format_whose_ending_is_taken_is_refused()
    {
        var count = FileFormat.All.Count;
        Assert.Contains(".csv", Assert.Throws<ArgumentException>(() => FileFormat.Register(new CsvFormat())).Message);
        Assert.Equal(count, FileFormat.All.Count);
    }

    [Fact]
    public void A_format_from_outside_is_a_row_like_the_others()
    {
        var output = Examples.ExampleRun.Of("own-format.cs").Output.ReplaceLineEndings("\n");
        Assert.Equal("2 of 3 rows, u is \"state\"\nown-format.jsonl, line 2, column \"x2\": a value is missing; "
            + "fill it, leave the column out, or drop such rows.\n", output);
    }

    [Theory]
    [InlineData("a", ColumnUse.Any, "line 2, column \"a\": a value is missing")]
    [InlineData("b", ColumnUse.Numeric, "line 1, column \"b\": \"x\" is not a number")]
    [InlineData("c", ColumnUse.Any, "line 4, column \"c\": the value is not finite")]
    [InlineData("d", ColumnUse.Text, "line 4, column \"d\": a value is missing")]
    public void A_table_of_columns_says_where_a_value_cannot_be_used(string column, ColumnUse use, string problem)
    {
        var error = Assert.Throws<DataException>(() => Select(column, use, MissingValues.Refuse));
        Assert.StartsWith("t, " + problem, error.Message);
    }

    [Fact]
    public void A_table_of_columns_leaves_out_rows_that_lack_a_value_and_makes_levels_of_numbers()
    {
        var table = Select("a", ColumnUse.Text, MissingValues.Drop);
        Assert.Equal(["1", "0.5"], table.Columns[0].Texts!);
        Assert.Equal([1, 3], table.RowNumbers);
        Assert.Equal([1, 4], table.LineNumbers);
        Assert.Equal([1f, 0.5f], Select("a", ColumnUse.IfNumeric, MissingValues.Drop).Columns[0].Numbers!);
        Assert.Empty(Select("b", ColumnUse.IfNumeric, MissingValues.Drop).Columns);
    }

    private static Table Select(string column, ColumnUse use, MissingValues missing)
    {
        TableColumn[] columns =
        [
            new("a", [1, float.NaN, 0.5f]),
            new("b", ["x", "y", "z"]),
            new("c", [1, 2, float.PositiveInfinity]),
            new("d", ["x", "y", "NA"]),
        ];
        string[] names = [.. columns.Select(one => one.Name)];
        var options = new TableOptions { Missing = missing };
        return Table.Select("t", names, position => columns[position], options,
            found => [new ColumnRequest(Array.IndexOf([.. found], column), use)], [1, 2, 4]);
    }

    private string Write(FileFormat format, string name, Matrix values)
    {
        var path = folder.Of(name);
        using var stream = File.Create(path);
        format.Write(stream, WrittenContent.Of(values, ["x1", "x2"], null, [new("x", NpyArray.Of(values))]));
        return path;
    }
}
