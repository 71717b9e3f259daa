using System.Globalization;
using Ivae.Data;

namespace Ivae.Test.Data;

/// <summary>Numbers that single precision does not hold keep their digits.</summary>
public sealed class DigitsTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("20190001")]
    [InlineData("76561198000000001")]
    [InlineData("123456789012345678901234567")]
    public void Long_ids_are_levels(string first)
    {
        var ids = Enumerable.Range(0, 6).Select(i => $"{first[..^1]}{i + 1}").ToArray();
        var text = "x,id\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 11}.5,{ids[i % 6]}\n"));
        var path = folder.File("t.csv", text);
        var data = Dataset.Read(path, new() { Auxiliary = "id" });
        Assert.Equal(ids, data.Auxiliary.Categorical[0].Levels);
        Assert.Equal(["u: id taken as 6 levels; write id:numeric for a number"], data.Notes);
        Assert.Equal(data.Auxiliary.Categorical[0].Codes,
            DatasetReader.Read(path, data.Recipe).Auxiliary.Categorical[0].Codes);
    }

    /// <summary>Which no decimal holds, and whose exponent is that of Fortran.</summary>
    [Fact]
    public void Numbers_of_any_size_are_levels_however_they_are_written()
    {
        var text = "x,a\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"{i % 11}.5,{(i % 3 == 0 ? "2q30" : i % 3 == 1 ? "\u22121d30" : "2E+30")}\n"));
        var data = Dataset.Read(folder.File("t.csv", text), new() { Auxiliary = "a" });
        Assert.Equal(["-1E+30", "2E+30"], data.Auxiliary.Categorical[0].Levels);
        Assert.Equal("2 levels", FileFormat.Describe(folder.File("t.csv", text)).Columns![1].Auxiliary);
        FileFormat.Describe(folder.File("t.csv", "17777q7777"));
    }

    [Fact]
    public void Arrays_of_64_bits_keep_their_digits()
    {
        long[] ids = [.. Enumerable.Range(0, 60).Select(i => 76561198000000001L + i % 6)];
        double[] x = [.. Enumerable.Range(0, 60).Select(i => 2e8 + (i % 7) * 0.25)];
        var path = folder.Of("a.npz");
        new NpzFormat().Write(path, [new("x", NpyArray.Of(x, 60, 1)), new("u", NpyArray.Of(ids, 60))]);
        var data = Dataset.Read(path);
        Assert.Equal(6, data.Auxiliary.Categorical[0].Levels.Count);
        Assert.Equal([2e8], data.Origins);
        Assert.Equal([0f, 0.25f, 0.5f], data.Observed.Values[..3]);
    }

    [Theory]
    [InlineData(1_554_674_098_948, 4)]
    [InlineData(20_000_000_000_000, 1)]
    public void Milliseconds_move(long first, int step)
    {
        var text = "x,t\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 11}.5,{first + i * step}\n"));
        var data = Dataset.Read(folder.File("t.csv", text), new() { Auxiliary = "t" });
        var u = data.Auxiliary.Numeric;
        Assert.Equal(59 * step, u[59, 0] - u[0, 0]);
        Assert.DoesNotContain(DataCheck.Run(data), problem => problem.Message.Contains("same in all rows"));
    }

    [Theory]
    [InlineData("2020-01-01", "2020-01-02", 86400)]
    [InlineData("2020-01-01 10:00:00", "2020-01-01 10:00:00.250", 0.25)]
    [InlineData("2020-01-01T10:00:00.000000001Z", "2020-01-01T12:00:01.000000001+01:00", 3601)]
    [InlineData("31.12.2019", "01.01.2020", 86400)]
    [InlineData("13:45:06.5", "13:45:08.0", 1.5)]
    public void Dates_and_times_are_seconds(string first, string second, double seconds)
    {
        var rows = string.Concat(Enumerable.Range(0, 3).Select(_ => $"1,{first}\n2,{second}\n"));
        var data = Dataset.Read(folder.File("t.csv", "x,t\n" + rows), new() { Auxiliary = "t:numeric" });
        Assert.Equal((float)seconds, data.Auxiliary.Numeric[1, 0] - data.Auxiliary.Numeric[0, 0]);
        var levels = Dataset.Read(folder.Of("t.csv"), new() { Auxiliary = "t" }).Auxiliary.Categorical[0].Levels;
        Assert.Equal(2, levels.Count);
    }

    [Theory]
    [InlineData(200_000_000)]
    [InlineData(-1_554_674_098_000)]
    [InlineData(10_000_000)]
    public void A_constant_costs_nothing(long constant)
    {
        decimal[] values = [.. Enumerable.Range(0, 90).Select(i => Math.Round((decimal)Math.Sin(i * 1.7), 6))];
        string Text(decimal shift) => "a,b\n" + string.Concat(values.Select((value, i) =>
            $"{(value + shift).ToString(CultureInfo.InvariantCulture)},{i % 5}.25\n"));
        var plain = Dataset.Read(folder.File("p.csv", Text(0)));
        var path = folder.File("s.csv", Text(constant));
        var shifted = Dataset.Read(path);
        Assert.Equal([constant, 0], shifted.Origins);
        Assert.Equal(plain.Observed.Values, shifted.Observed.Values);
        Assert.Equal(plain.Observed.Values, DatasetReader.Read(path, shifted.Recipe).Observed.Values);

        // From memory, in double precision: nearly.
        var memory = Dataset.Of(("a", [.. values.Select(value => (double)value + constant)]));
        Assert.Equal(plain.Observed.Column(0), memory.Observed.Column(0), (a, b) => Math.Abs(a - b) < 2e-4);
    }

    [Fact]
    public void Whole_numbers_of_five_rows_each_are_levels_and_it_is_said()
    {
        var text = "x,trial\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 11}.5,{i / 5}\n"));
        var data = Dataset.Read(folder.File("t.csv", text), new() { Auxiliary = "trial" });
        Assert.Equal(12, data.Auxiliary.Categorical[0].Levels.Count);
        Assert.Equal(["u: trial taken as 12 levels; write trial:numeric for a number"], data.Notes);
        text = "x,trial\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 11}.5,{i / 4}\n"));
        data = Dataset.Read(folder.File("t.csv", text), new() { Auxiliary = "trial" });
        Assert.Equal(["u: trial taken as a number (15 values); write trial:categorical for levels"], data.Notes);
    }

    [Fact]
    public void Labels_of_which_the_first_are_numbers_are_levels()
    {
        var text = "x,u\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"{i % 11}.5,{(i / 10 == 4 ? "ctrl" : i / 10)}\n"));
        Assert.Equal(["0", "1", "2", "3", "5", "ctrl"],
            Dataset.Read(folder.File("t.csv", text), new() { Auxiliary = "u" }).Auxiliary.Categorical[0].Levels);
        text = "x,u\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"{i % 11}.5,{(i == 30 ? "x4" : $"{i}.5")}\n"));
        var error = Assert.Throws<DataException>(
            () => Dataset.Read(folder.File("t.csv", text), new() { Auxiliary = "u" }));
        Assert.Contains("u:categorical", error.Message);
        Assert.Equal(32, error.Line);
        text = "x,u\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 11}.5,name{i}\n"));
        Assert.Contains("needs several rows", Assert.Throws<DataException>(
            () => Dataset.Read(folder.File("t.csv", text), new() { Auxiliary = "u" })).Message);
    }
}
