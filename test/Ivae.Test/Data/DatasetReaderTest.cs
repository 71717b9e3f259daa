using System.Text.Json;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Test.Data;

public sealed class DatasetReaderTest : IDisposable
{
    private const string Small = "a,note,b,state,temp\n1,p,10,0,0.5\n2,q,20,1,1.5\n3,r,30,1,2.5\n4,s,40,0,3.5\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_numeric_column_that_is_not_auxiliary_is_observed()
    {
        var data = Read(Small, new() { Auxiliary = "state" });
        Assert.Equal(["a", "b", "temp"], data.ObservedNames);
        Assert.Equal([1, 10, 0.5f], data.Observed.Row(0).ToArray());
        Assert.Equal(["0", "1"], data.Auxiliary.Categorical[0].Levels);
        Assert.Equal([0, 1, 1, 0], data.Auxiliary.Categorical[0].Codes);
        Assert.False(data.TimeOrdered);
    }

    [Fact]
    public void U_is_made_of_any_mixture()
    {
        var data =
            Read(Small, new() { Observed = "b,a", Auxiliary = "note,temp,state:numeric", Segments = 2, Lags = 2 });
        Assert.Equal(["note", "segment"], data.Auxiliary.Categorical.Select(variable => variable.Name));
        Assert.Equal(["p", "q", "r", "s"], data.Auxiliary.Categorical[0].Levels);
        Assert.Equal([0, 0, 1, 1], data.Auxiliary.Categorical[1].Codes);
        Assert.Equal(["temp", "state", "b[t-1]", "a[t-1]", "b[t-2]", "a[t-2]"], data.Auxiliary.NumericNames);
        Assert.Equal([0.5f, 0, 10, 1, 10, 1], data.Auxiliary.Numeric.Row(0).ToArray());
        Assert.Equal([2.5f, 1, 20, 2, 10, 1], data.Auxiliary.Numeric.Row(2).ToArray());
        Assert.True(data.TimeOrdered);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 7)]
    [InlineData(100, 7)]
    [InlineData(14_980, 60)]
    public void Segments_are_in_order_and_differ_in_size_by_at_most_one(int rows, int segments)
    {
        var codes = Of(rows).WithSegments(segments).Auxiliary.Categorical[0].Codes;
        var sizes = codes.CountBy(code => code).Select(pair => pair.Value).ToArray();
        Assert.Equal(segments, sizes.Length);
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
        Assert.Equal(codes.Order(), codes);
    }

    [Fact]
    public void Misuse_names_value_range_and_remedy()
    {
        Assert.Contains("5 segments over 4 rows; give 1 to 4", Misuse(new() { Segments = 5 }));
        Assert.Contains("4 lags over 4 rows; give 1 to 3", Misuse(new() { Lags = 4 }));
        Assert.Contains("-1 segments", Misuse(new() { Segments = -1 }));
        Assert.Contains("both observed and auxiliary", Misuse(new() { Observed = "a", Auxiliary = "1" }));
        Assert.Contains("did you mean \"state\"?", Misuse(new() { Auxiliary = "stat" }));
        string Misuse(DatasetOptions options) => Assert.Throws<ArgumentException>(() => Read(Small, options)).Message;
    }

    [Fact]
    public void Values_outside_the_chosen_columns_do_not_matter()
    {
        var data = Read("a,b,c,d\n1,NA,x,\n2,,3,Infinity\n", new() { Observed = "a" });
        Assert.Equal([1, 2], data.Observed.Values);
        data = Read("a,note,end\n1,,\n2,text,\n", new());
        Assert.Equal(["a"], data.ObservedNames);
    }

    [Fact]
    public void Text_in_an_observed_column_is_refused_with_its_place()
    {
        var error = Assert.Throws<DataException>(() => Read(Small, new() { Observed = "note" }));
        Assert.Equal((2, "note"), (error.Line, error.Column));
        Assert.Contains("no numeric column", Assert.Throws<DataException>(() => Read("a\nx\n", new())).Message);
    }

    [Fact]
    public void Few_whole_numbers_are_levels_and_many_are_numbers()
    {
        var text = "x,u\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i * 0.5},{10 - i % 10}\n"));
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
            Read(text, new() { Auxiliary = "u" }).Auxiliary.Categorical[0].Levels);
        Assert.Equal(["u"], Read(text, new() { Auxiliary = "u:numeric" }).Auxiliary.NumericNames);
        Assert.Equal(["x"], Read(text, new() { Auxiliary = "x", Observed = "u" }).Auxiliary.NumericNames);
        Assert.Equal(100,
            Read(text, new() { Auxiliary = "x:categorical", Observed = "u" }).Auxiliary.Categorical[0].Levels.Count);
    }

    [Fact]
    public void Large_whole_numbers_stay_apart_as_texts()
    {
        var data = Read("x,id\n1,20240115\n2,20240116\n3,20240115\n", new() { Auxiliary = "id:categorical" });
        Assert.Equal([0, 1, 0], data.Auxiliary.Categorical[0].Codes);
    }

    [Fact]
    public void A_recipe_gives_other_files_the_same_coding()
    {
        var fitted = Read(Small, new() { Observed = "b,a", Auxiliary = "state,note,temp", Segments = 2, Lags = 1 });
        var recipe = JsonSerializer.Deserialize<AuxiliaryRecipe>(JsonSerializer.Serialize(fitted.Recipe))!;
        var again = DatasetReader.Read(folder.Of("t.csv"), recipe);
        Assert.Equal(fitted.Observed.Values, again.Observed.Values);
        Assert.Equal(fitted.Auxiliary.Numeric.Values, again.Auxiliary.Numeric.Values);
        Assert.Equal(fitted.Auxiliary.Categorical.SelectMany(v => v.Codes),
            again.Auxiliary.Categorical.SelectMany(v => v.Codes));
        Assert.True(again.TimeOrdered);

        var other = DatasetReader.Read(folder.File("o.csv", "extra;temp;state;note;a;b\r\n;9;1.0;s;7;70\r\n"), recipe);
        Assert.Equal([70, 7], other.Observed.Values);
        Assert.Equal([1, 3, 0], other.Auxiliary.Categorical.Select(v => v.Codes[0]));
        Assert.Equal([9, 70, 7], other.Auxiliary.Numeric.Values);
    }

    [Theory]
    [InlineData("b,state\n1,0\n", "lacks \"a\"", null)]
    [InlineData("A,b,stat\n1,1,0\n", "did you mean \"A\"?", null)]
    [InlineData("a,b\n1,1\n", "lacks \"state\"", null)]
    [InlineData("a,b,state\n1,1,0\n2,2,7\n", "\"7\" is not a level the model knows (\"0\", \"1\")", 3)]
    [InlineData(
        "a,b,state\n1,1,0\n1,1,0\n1,1,0\n1,1,0\n1,1,0\n", "has 5 rows, and the 2 segments were cut from 4", null)]
    public void A_file_that_does_not_fit_the_recipe_is_refused(string text, string problem, int? line)
    {
        var recipe = Read(Small, new() { Observed = "a,b", Auxiliary = "state", Segments = 2 }).Recipe;
        var path = folder.File("o.csv", text);
        var error = Assert.Throws<DataException>(() => DatasetReader.Read(path, recipe));
        Assert.Contains(problem, error.Message);
        Assert.Equal(line, error.Line);
        if (!problem.Contains('A') && !problem.Contains("\"a\""))
            Assert.True(DatasetReader.Read(path, recipe, requireAuxiliary: false).Auxiliary.IsEmpty);
    }

    [Fact]
    public void Dropped_rows_leave_gaps_and_are_dropped_again()
    {
        var data = Read("a,b\n1,1\n2,\n3,3\n4,4\n", new() { Missing = MissingValues.Drop, Segments = 3 });
        Assert.Equal([1, 3, 4], data.RowNumbers);
        Assert.Equal([0, 1, 2], DatasetReader.Read(folder.Of("t.csv"), data.Recipe).Auxiliary.Categorical[0].Codes);
    }

    [Fact]
    public void One_row_one_column_is_a_dataset()
    {
        var data = Read("a\n1\n", new() { Segments = 1 });
        Assert.Equal((1, 1, 0), (data.Rows, data.Observed.Columns, data.Auxiliary.Categorical[0].Codes[0]));
    }

    [Fact]
    public void Fluent_and_options_agree()
    {
        var fluent = Read(Small, new()).WithAuxiliary("state").WithSegments(2).WithLags(1);
        var options = Read(Small, new() { Auxiliary = "state", Segments = 2, Lags = 1 });
        Assert.Equal(options.ObservedNames, fluent.ObservedNames);
        Assert.Equal(options.Auxiliary.Numeric.Values, fluent.Auxiliary.Numeric.Values);
        Assert.Equal(options.Auxiliary.Categorical.SelectMany(v => v.Codes),
            fluent.Auxiliary.Categorical.SelectMany(v => v.Codes));
        var again = DatasetReader.Read(folder.Of("t.csv"), fluent.Recipe);
        Assert.Equal(options.Auxiliary.Numeric.Values, again.Auxiliary.Numeric.Values);
        Assert.Throws<ArgumentException>(() => fluent.WithSegments(2));
        Assert.Throws<ArgumentException>(() => fluent.WithLags(1));
        Assert.Throws<ArgumentException>(() => fluent.WithAuxiliary("a"));
    }

    [Fact]
    public void Problems_are_named()
    {
        var data = Read("a,b,c,d,u,v\n1,5,1,3,0,2.5\n2,5,2,3,0,2.5\n4,5,4,1,0,2.5\n", new() { Auxiliary = "u,v" });
        var problems = DataCheck.Run(data);
        Assert.Equal([true, false, false, false], problems.Select(problem => problem.IsError));
        Assert.Contains("\"b\" is 5 in all 3 rows", problems[0].Message);
        Assert.Contains("\"c\" equals \"a\"", problems[1].Message);
        Assert.Contains("\"u\" is \"0\" in all rows", problems[2].Message);
        Assert.Contains("\"v\"", problems[3].Message);
        data.Observed[1, 3] = float.PositiveInfinity;
        Assert.Contains(
            DataCheck.Run(data), problem => problem.IsError && problem.Message.Contains("\"d\" is Infinity in row 2"));
        data.Observed[1, 3] = float.NaN; // a value that is missing, which some models allow for
        Assert.DoesNotContain(DataCheck.Run(data), problem => problem.Message.Contains("NaN"));
        data.Observed[1, 0] = data.Observed[2, 2] = float.NaN; // equal but for where a value is missing
        Assert.DoesNotContain(DataCheck.Run(data), problem => problem.Message.Contains("equals"));
        Assert.Empty(DataCheck.Run(Read(Small, new() { Auxiliary = "state" })));
    }

    [SharedDataFact("eeg-eye-state/eeg-eye-state.csv")]
    public void Eeg_shared_data()
    {
        var path = SharedData.Path("eeg-eye-state/eeg-eye-state.csv");
        var data = Dataset.Read(path, new() { Observed = "AF3:AF4" }).WithSegments(60);
        Assert.Equal((14_980, 14), (data.Rows, data.Observed.Columns));
        Assert.Equal(4329.23f, data.Observed[0, 0]);
        Assert.Empty(DataCheck.Run(data));
    }

    private Dataset Read(string text, DatasetOptions options) =>
        DatasetReader.Read(folder.File("t.csv", text), options);

    private static Dataset Of(int rows) => new()
    {
        Observed = new Matrix(rows, 1),
        ObservedNames = ["a"],
        Auxiliary = Auxiliary.None(rows),
        RowNumbers = [.. Enumerable.Range(1, rows)],
    };
}
