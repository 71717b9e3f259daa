using System.Text;
using Ivae.Data;

namespace Ivae.Test.Data;

public sealed class TableTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a;b\r\n1;2\r\n3;4\r\n")]
    [InlineData("a\tb\n1\t2\n3\t4")]
    [InlineData("a|b\n1|2\n3|4")]
    [InlineData("a b\t\n1 2\t\n3 4\t\n")]
    [InlineData("  a   b\n 1 \t 2\n3\t4  \n\n")]
    [InlineData("\uFEFFa,b\n1,2\n\n3,4\n\n")]
    [InlineData("\"a\",\"b\"\n\"1\",2\n 3 , 4 \n")]
    [InlineData("a, b\n1, 2\n3, 4\n")]
    public void One_table_in_many_spellings(string text)
    {
        var table = Table.Read(folder.File("t.csv", text));
        Assert.Equal(["a", "b"], table.Columns.Select(column => column.Name));
        Assert.Equal([1f, 3f], table.Columns[0].Numbers!);
        Assert.Equal([2f, 4f], table.Columns[1].Numbers!);
        Assert.Equal([1, 2], table.RowNumbers);
    }

    [Fact]
    public void Utf16_with_mark_is_read()
    {
        var bytes = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("ä,b\r\n1,2\r\n")).ToArray();
        Assert.Equal("ä", Table.Read(folder.File("t.csv", bytes)).Columns[0].Name);
    }

    [Theory]
    [InlineData("1,2\n3,4\n", false)]
    [InlineData("a,b\n1,2\n", true)]
    [InlineData("5.1,3.5,setosa\n4.9,3.0,setosa\n", false)]
    [InlineData("name,1990,label\nx,3,y\n", false)]
    [InlineData("id,2,c\n1,5,4\n", true)]
    [InlineData("a,b\nc,d\n", true)]
    [InlineData("NA,2\n3,4\n", false)]
    [InlineData("a,b\nNA,1\n3,4\n", true)]
    public void Header_is_found_out(string text, bool hasHeader)
    {
        var table = Table.Read(folder.File("t.csv", text), new TableOptions { Missing = MissingValues.Drop });
        Assert.Equal(!hasHeader, table.Columns[0].Name == "x1");
    }

    [Fact]
    public void Header_and_delimiter_can_be_given()
    {
        var path = folder.File("t.csv", "1990;1,5\n2;3\n");
        var table = Table.Read(path, new TableOptions { Header = true, Delimiter = ';' });
        Assert.Equal(["1990", "1,5"], table.Columns.Select(column => column.Name));
        Assert.Equal(1, table.Rows);
    }

    [Fact]
    public void Names_may_hold_commas_quotes_line_ends_and_any_letter()
    {
        var table =
            Table.Read(folder.File("t.csv", "\"a, b\",\"say \"\"x\"\"\",\"two\nlines\",Größe_μV,脑电\r\n1,2,3,4,5\r\n"));
        Assert.Equal(
            ["a, b", "say \"x\"", "two\nlines", "Größe_μV", "脑电"], table.Columns.Select(column => column.Name));
        Assert.Equal([3], table.LineNumbers);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NA")]
    [InlineData("nan")]
    [InlineData("NULL")]
    [InlineData("?")]
    [InlineData("\"\"")]
    public void Missing_values_are_refused_with_their_place_or_dropped(string cell)
    {
        var path = folder.File("t.csv", $"a,b\n1,2\n\n3,{cell}\n5,6\n");
        var error = Assert.Throws<DataException>(() => Table.Read(path));
        Assert.Equal((4, "b"), (error.Line, error.Column));
        Assert.Equal(["missing=drop"], error.Remedies);
        var table = Table.Read(path, new TableOptions { Missing = MissingValues.Drop });
        Assert.Equal([1f, 5f], table.Columns[0].Numbers!);
        Assert.Equal([1, 3], table.RowNumbers);
        Assert.Equal([2, 5], table.LineNumbers);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,x4\n", 3, "b", "\"x4\" is not a number")]
    [InlineData("a;b\n1.5;2\n3;4,5\n", 3, "b", "decimals with a point")]
    [InlineData("a,b\n1,2\n3,Infinity\n", 3, "b", "not finite")]
    [InlineData("a,b\n1,2\n3,-inf\n", 3, "b", "not finite")]
    [InlineData("a,b\n1,2\n3,1e39\n", 3, "b", "not finite")]
    [InlineData("a,b\n1,2\n3\n", 3, null, "1 cells where the first record has 2")]
    [InlineData("a,b\n1,2\n3,4,5\n", 3, null, "3 cells")]
    [InlineData("a,b\n1,2\n\"3,4\n5,6\n", 3, null, "quote")]
    [InlineData("a,b\n", null, null, "a header and no rows")]
    [InlineData("", null, null, "is empty")]
    [InlineData("\n\n", null, null, "is empty")]
    [InlineData("a\0b", null, null, "not a text table")]
    public void Bad_tables_are_refused_with_their_place(string text, int? line, string? column, string problem)
    {
        var path = folder.File("t.csv", text);
        var error = Assert.Throws<DataException>(() => Table.Read(path));
        Assert.Equal((line, column, path), (error.Line, error.Column, error.Path));
        Assert.Contains(problem, error.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_data_error() =>
        Assert.Contains(
            "cannot be read", Assert.Throws<DataException>(() => Table.Read(folder.Of("none.csv"))).Message);

    [Fact]
    public void All_rows_missing_is_an_error() =>
        Assert.Contains("none of the 2 rows", Assert.Throws<DataException>(() => Table.Read(
            folder.File("t.csv", "a,b\n1,\n,2\n"), new TableOptions { Missing = MissingValues.Drop })).Message);

    [Fact]
    public void Numbers_read_as_the_nearest_single_precision()
    {
        var table = Table.Read(folder.File("t.csv", "a\n0.1\n-1e-45\n3.4028235E38\n+7\n.5\n1E2\n"));
        Assert.Equal([0.1f, -float.Epsilon, float.MaxValue, 7f, 0.5f, 100f], table.Columns[0].Numbers!);
    }

    [Fact]
    public void A_million_cells_take_little_more_than_their_floats()
    {
        var text = new StringBuilder("a,b,c,d,e,f,g,h,i,j\n");
        for (var row = 0; row < 100_000; row++)
            text.Append(row).Append(",1.5,2.25,3.125,4,5,6,7,8,-9.5\n");
        var path = folder.File("big.csv", text.ToString());
        Table.Read(path);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var table = Table.Read(path);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(99_999f, table.Columns[0].Numbers![^1]);
        // Blocks and finished columns are 4 MB each, row and line numbers and their growth 4 MB, the head of the file
        // and its text 2 MB.
        Assert.InRange(allocated, 4_000_000, 20_000_000);
    }

    [SharedDataFact("binary-ica/data_5_40_1000_1.csv")]
    public void Spaces_without_header_shared_data()
    {
        var table = Table.Read(SharedData.Path("binary-ica/data_5_40_1000_1.csv"));
        Assert.Equal((40_000, 6), (table.Rows, table.Columns.Count));
        Assert.Equal(40, table.Columns[5].Numbers!.Distinct().Count());
    }

    [SharedDataFact("tuebingen-pairs/pair0047.txt")]
    public void Every_cause_effect_pair_is_read()
    {
        foreach (var path in Directory.GetFiles(SharedData.Path("tuebingen-pairs"), "pair????.txt"))
        {
            var data = DatasetReader.Read(path, new DatasetOptions { Missing = MissingValues.Drop });
            Assert.True(data.Observed.Columns >= 2 && data.Rows >= 50, path);
        }
    }
}
