using System.IO.Compression;
using System.Text;
using Ivae.Data;
using Ivae.Test.Cli;

namespace Ivae.Test.Data;

/// <summary>Tables that could be read in two ways, of which one is wrong: refused, or said.</summary>
public sealed class TableTrapsTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("t,v\n0,2,1660\n1,-1,5291\n2,-2,0197\n", "Where a comma is the decimal sign too")]
    [InlineData("a\n2,1660\n-1,5291\n-2,0197\n", "Where a comma is the decimal sign too")]
    [InlineData("a,b,c\n2.1,5.0,0.3,s\n1.5,2.5,3.5,t\n", "every row must be as long")]
    [InlineData("k,a,b\n0,2.1,5.0,0.3\n1,1.1,2.0,1.3\n0,3.1,4.0,5.3\n", "every row must be as long")]
    [InlineData("a,b\n1'000,1\n220,2\n2'000,3\n", "separator of thousands")]
    [InlineData("a;b\n21.660,10;5,0\n10,5;2,5\n1.000,1;3,5\n", "separator of thousands")]
    [InlineData("a,b\n\"0\",1.5\n\"1,096\",2.5\n\"2,007\",3.5\n", "a comma, of thousands or of decimals")]
    [InlineData("a,b\n$5.00,1.5\n$2.50,2.5\n", "a sign of a currency")]
    [InlineData("a,b\n1,2\n\u200E3,4\n5,6\n7,8\n", "\\u200E3")]
    [InlineData("Subject 12\na,b,c\n1,2.5,3\n2,3.5,4\n", "the row has 3 cells where the first record has 1")]
    [InlineData("NA,1.5,2.5\n1,2,3\n2,3,4\n", "is a missing value")]
    [InlineData(",1.5,2.5\n1.5,2,3\n2.5,3,4\n", "is a missing value")]
    [InlineData("a,b\n1e-50,1\n0,2\n2e-50,3\n", "is 0 in single precision (1.4e-45 is the least)")]
    [InlineData("#0,1\n#1,2\n", "left out, comments before the table: 2 lines")]
    public void Refused(string text, string message) => Assert.Contains(
        message, Assert.Throws<DataException>(() => Dataset.Read(folder.File("t.csv", text))).Message);

    [Fact]
    public void What_is_assumed_of_the_first_record_is_said()
    {
        var names = folder.File("t.csv", "a,b\ns1,1,2\ns2,3,4\n");
        Assert.Contains(Dataset.Read(names).Notes, note => note.Contains("taken for row names"));
        var row = folder.File("t.csv", "sample,0.5,1.0\np,1.5,2\nq,3,4.5\n");
        Assert.Contains(Dataset.Read(row).Notes, note => note.Contains("the first record is taken for a row"));
        var labels = folder.File("t.csv", "p,0.5,1.0\np,1.5,2\nq,3,4.5\n");
        Assert.DoesNotContain(Dataset.Read(labels).Notes, note => note.Contains("the first record"));
    }

    [Fact]
    public void A_number_that_means_missing_does_so_however_it_is_written()
    {
        var path = folder.File("t.csv", "a,b\n1,2\n-999.0,3\n-9.99e2,4\n5,6\n-99,7\n");
        var data = Dataset.Read(path, new() { Na = "-999", Missing = MissingValues.Drop });
        Assert.Equal([1, 4, 5], data.RowNumbers);
        Assert.DoesNotContain(data.Notes, note => note.Contains("no cell is"));
    }

    /// <summary>Strands of genes are + and -; a - among words or numbers is a missing value.</summary>
    [Theory]
    [InlineData("+ - - +", null, 4)]
    [InlineData("- + . NA", null, 3)]
    [InlineData("- + - +", "-", 2)]
    [InlineData("a - - b", null, 2)]
    [InlineData("+ - - a", null, 2)]
    [InlineData("1 - 2 3", null, 3)]
    public void Signs_are_levels_where_a_column_has_nothing_else(string cells, string? na, int rows)
    {
        string[] signs = [.. cells.Split(' '), .. cells.Split(' ')];
        var text = "x,u\n" + string.Concat(signs.Select((sign, row) => $"{row + .5},{sign}\n"));
        DatasetOptions options = new() { Auxiliary = "u", Na = na, Missing = MissingValues.Drop };
        Assert.Equal(2 * rows, Dataset.Read(folder.File("t.csv", text), options).Rows);
        var column = new TableColumn("u", signs);
        if (na is null && column.Texts is not null)
            Assert.Equal(2 * rows, Enumerable.Range(0, signs.Length).Count(row => !column.IsMissing(row)));
    }

    [Fact]
    public void A_text_for_missing_that_no_cell_has_is_said()
    {
        var path = folder.File("t.csv", "a,b\n1,2\n-999,1e-50\n5,6\n");
        var data = Dataset.Read(path, new() { Na = "-99,-999", Missing = MissingValues.Drop });
        Assert.Equal([1, 3], data.RowNumbers);
        Assert.Contains(data.Notes, note => note.Contains("no cell is \"-99\""));
    }

    [Fact]
    public void A_dash_is_a_minus_before_digits() => Assert.Equal(
        [-1.5f, -2f], Dataset.Read(folder.File("t.csv", "a\n\u20131.5\n\u22122\n")).Observed.Values);

    [Fact]
    public void Decimal_signs_that_cannot_be_are_refused()
    {
        var path = folder.File("t.csv", "a,b\n1,2\n3,4\n");
        Assert.Throws<ArgumentException>(() => Dataset.Read(path, new() { Decimal = ';' }));
        Assert.Throws<ArgumentException>(() => Dataset.Read(path, new() { Decimal = ',' }));
    }

    [Fact]
    public void Lags_of_rows_that_follow_none_are_refused() => Assert.Contains("no row follows another",
        Assert.Throws<DataException>(() => Dataset.Read(folder.File("t.csv", "a,t\n1,3\n2,2\n4,1\n"),
            new() { Time = "t", Lags = 1 })).Message);

    [Fact]
    public void One_text_among_dates_is_named()
    {
        var rows = Enumerable.Range(0, 40).Select(i => i == 7 ? "1,unknown" : $"{i},2020-01-01 00:{i:D2}:00");
        var path = folder.File("t.csv", "a,d\n" + string.Join('\n', rows));
        foreach (var options in new DatasetOptions[] { new() { Auxiliary = "d" }, new() { Time = "d" } })
        {
            var error = Assert.Throws<DataException>(() => Dataset.Read(path, options));
            Assert.Equal((9, true), (error.Line, error.Message.Contains("\"unknown\" is no date or time")));
        }
    }

    [Fact]
    public void A_name_that_several_columns_have_is_said_to_be_theirs()
    {
        var path = folder.File("t.csv", "a,b,a\n1,2,3\n4,5,7\n");
        Assert.Contains("\"a (column 1)\", \"a (column 3)\"",
            Assert.Throws<ArgumentException>(() => Dataset.Read(path, new() { Observed = "a" })).Message);
    }

    [Fact]
    public void A_missing_u_is_no_matter_where_u_is_not_read()
    {
        const string Rows = "a,u,e,s\n1,p,1,k\n2,q,2,k\n3,p,3,l\n4,q,4,l\n";
        var options = new DatasetOptions { Auxiliary = "u", Observed = "a", Exposure = "e", Sequence = "s" };
        var recipe = Dataset.Read(folder.File("t.csv", Rows), options).Recipe;
        var path = folder.File("t.csv", Rows.Replace("q", "NA"));
        var data = DatasetReader.Read(path, recipe, requireAuxiliary: false);
        Assert.Equal([1f, 2f, 3f, 4f], data.Observed.Values);
        Assert.Equal([1f, 2f, 3f, 4f], data.Exposure!);
        Assert.Empty(data.Auxiliary.Categorical);
        Assert.Contains(data.Notes, note => note.Contains("lacks values: \"u\""));
        Assert.Equal("u", Assert.Throws<DataException>(() => DatasetReader.Read(path, recipe)).Column);
    }

    [Fact]
    public void Info_says_what_a_fit_does()
    {
        var path = folder.File("t.csv", "a,b,c,d\n1,2.5e-34,1'000,p\nInf,-3.5e-34,220,q\n3,4.5e-34,2'000,5 %\n");
        var columns = FileFormat.Describe(path).Columns!;
        Assert.StartsWith("refused: \"Inf\" in line 3 is not finite", columns[0].Fit);
        Assert.Equal((-3.5e-34, 4.5e-34, 3), (columns[1].Minimum, columns[1].Maximum, columns[1].Levels));
        Assert.StartsWith("refused: \"1'000\" in line 2", columns[2].Fit);
        Assert.StartsWith("refused: \"5 %\" in line 4", columns[3].Fit);
        var run = CliRun.Of("info", path, "--json");
        Assert.True(run.Code == 0, run.Messages);
    }

    [Fact]
    public void Other_containers_are_named()
    {
        var path = Path.Combine(folder.Path, "t.xlsx");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
            archive.CreateEntry("[Content_Types].xml");
        Assert.Contains("workbook", Assert.Throws<DataException>(() => Dataset.Read(path)).Message);
        Assert.Equal(3, CliRun.Of("info", path).Code);
        path = folder.File("t.csv", Encoding.Unicode.GetBytes("a,b\n1,2\n3,4\n"));
        Assert.Equal(["encoding=utf-16"], Assert.Throws<DataException>(() => Dataset.Read(path)).Remedies);
        Assert.Equal([1f, 2f, 3f, 4f], Dataset.Read(path, new() { Encoding = "utf-16" }).Observed.Values);
    }
}
