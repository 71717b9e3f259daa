using System.Text;
using Ivae.Data;

namespace Ivae.Test.Data;

/// <summary>Tables as programs and people write them: what is read, what is said of it, and what is refused.</summary>
public sealed class TableKindsTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a,b\n1,1.5\n2,\n3,2.5\n", "NaN of pandas")]
    [InlineData(",a,b\n0,1,1.5\n1,2,\n2,3,2.5\n", "pandas with its index")]
    [InlineData("Unnamed: 0,a,b\n0,1,1.5\n1,2,\n2,3,2.5\n", "pandas, written twice")]
    [InlineData(",a,b\n7,1,1.5\n2,2,\n5,3,2.5\n", "pandas after a choice of rows")]
    [InlineData("\"\",\"a\",\"b\"\n\"1\",1,1.5\n\"2\",2,NA\n\"3\",3,2.5\n", "write.csv of R")]
    [InlineData("\"a\" \"b\"\n\"1\" 1 1.5\n\"2\" 2 NA\n\"3\" 3 2.5\n", "write.table of R")]
    [InlineData("a\tb\n1\t1\t1.5\n2\t2\tNA\n3\t3\t2.5\n", "write.table of R with tabs")]
    [InlineData("\"a\";\"b\"\n\"s1\";1;1,5\n\"s2\";2;NA\n\"s3\";3;2,5\n", "write.csv2 of R with names of rows")]
    [InlineData("# a b\n1.0e+00 1.5e+00\n2.0e+00 nan\n3.0e+00 2.5e+00\n", "savetxt of numpy")]
    [InlineData("# made by hand\n#a,b\n1,1.5\n2,nan\n3,2.5\n", "comments before names")]
    [InlineData("a;b\n1;1,5\n2;#NV\n3;2,5\n", "German Excel")]
    [InlineData("sep=;\na;b\n1;1,5\n2;\n3;2,5\n", "Excel with its separator")]
    [InlineData("a;b;\n1;1,5;\n2;;\n3;2,5;\n", "a delimiter at the end")]
    [InlineData("a,b\n1,1.5,\n2,,\n3,2.5,\n", "a delimiter at the end of rows")]
    [InlineData("a,b,,\n1,1.5,,\n2,,,\n3,2.5,,\n", "empty columns of a spreadsheet")]
    [InlineData("a,b\n1,1.5\n2,NaN\n3,2.5\n", "writetable of MATLAB")]
    [InlineData("a\tb\n1\t1.5\n2\tn/a\n3\t2.5\n", "BIDS")]
    [InlineData("%OpenBCI Raw EXG Data\n%Number of channels = 2\na, b\n1, 1.5\n2, nan\n3, 2.5\n", "OpenBCI")]
    [InlineData("   a   b\n 1.0D+00  1.5D+00\n 2.0D+00 ********\n 3.0D+00  2.5D+00\n", "Fortran")]
    [InlineData("a,b\n1,1.5\n2,-1.#IND\n3,2.5\n", "the run-time library of Windows")]
    [InlineData("a,b\n1,1.5\n2,.\n3,2.5\n", "SAS and SPSS")]
    [InlineData("a,b\n1,1.5\n2,-nan(ind)\n3,2.5\n", "printf")]
    [InlineData("a,b\n1,1.5\n2,None\n3,2.5\n# the end\n", "a comment after the rows")]
    [InlineData("a,b\n1,\"1,5\"\n2,\"\"\n3,\"2,5\"\n", "decimal commas in quotes")]
    [InlineData("\uFEFFa,b\r\n1,1.5\r\n2,#DIV/0!\r\n3,2.5\r\n", "Excel in UTF-8")]
    [InlineData("a b\n1 1,5\n2 NA\n3 2,5\n", "decimal commas between spaces")]
    [InlineData("a,b\n1,\u00A01.5\n2,<NA>\n3,2.5\n", "spaces that do not break")]
    public void One_table_as_many_programs_write_it(string text, string program)
    {
        var path = folder.File("t.csv", text);
        var data = DatasetReader.Read(path, new DatasetOptions { Missing = MissingValues.Drop });
        Assert.True(data.ObservedNames.SequenceEqual(["a", "b"]), program);
        Assert.Equal([1f, 1.5f, 3f, 2.5f], data.Observed.Values);
        Assert.Equal([1, 3], data.RowNumbers);
        var error = Assert.Throws<DataException>(() => Dataset.Read(path));
        Assert.Equal("b", error.Column);
        Assert.Equal(["missing=drop"], error.Remedies);
    }

    [Theory]
    [InlineData("0,1,2\n0.5,1.5,2\n1.5,3,4\n", "0,1,2")]
    [InlineData(",0,1\n0,5,3\n1,2,4\n", "0,1")]
    [InlineData("0,1\n1,0\n1,1\n", "x1,x2")]
    [InlineData("V1 V2\n1 2\n3 4\n", "V1,V2")]
    [InlineData("1.5 2\n3 4\n", "x1,x2")]
    [InlineData("country,1990,1991,1992\nA,1,2,3\nB,4,5,7\n", "1990,1991,1992")]
    [InlineData("0,1,2,label\n0.5,1.5,2,s\n1.5,3,4,t\n", "0,1,2")]
    [InlineData("1990,1991,1992\n0.5,1.5,2.5\n1.5,3.5,4.5\n", "1990,1991,1992")]
    [InlineData(",400.0,400.5\n0,5,3\n1,2,4\n", "400.0,400.5")]
    [InlineData("1,2,3,s\n4,1,2,s\n", "x1,x2,x3")]
    public void Names_that_are_numbers_are_told_from_rows(string text, string names) => Assert.Equal(
        names, string.Join(',', Dataset.Read(folder.File("t.csv", text)).ObservedNames));

    [Theory]
    [InlineData("a,b,event\n1,2\n3,4\n5,6,blink\n", true)]
    [InlineData("a,b,event\n1,2\n3,4\n,,blink\n5,6\n", true)]
    [InlineData("a,b,c\n1,2\n3,4\n5,6,7\n", false)]
    [InlineData("a,b,event\n1,2\n3,4,jaw\n5,6,blink\n", false)]
    [InlineData("a,b,event\n1,2\n3,4\n5\n", false)]
    public void Rows_may_end_before_a_last_column_of_texts_that_few_have(string text, bool isRead)
    {
        var path = folder.File("t.csv", text);
        if (!isRead)
        {
            Assert.Contains("every row must be as long", Refused(path));
            return;
        }

        var data = Dataset.Read(path, new DatasetOptions { Missing = MissingValues.Drop });
        Assert.Equal(["a", "b"], data.ObservedNames);
        Assert.Contains(data.Notes, note => note.StartsWith("event has no value in"));
        Assert.Equal([1f, 2f], data.Observed.Row(0).ToArray());

        static string Refused(string path) => Assert.Throws<DataException>(() => { Table.Read(path); }).Message;
    }

    [Fact]
    public void A_column_is_numeric_by_all_of_it()
    {
        var rows = string.Concat(Enumerable.Range(0, 3000).Select(i =>
            $"{i % 7}.5,{(i == 2900 ? "x" : "")},s{i % 2}\n"));
        var data = Dataset.Read(folder.File("t.csv", "a,b,c\n" + rows));
        Assert.Equal(["a"], data.ObservedNames);
        Assert.Equal(
            ["left out, not numeric: b (line 2902: \"x\")", "left out, not numeric: c (line 2: \"s0\")"], data.Notes);

        rows = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i % 7}.5,{(i > 2900 ? "1" : "")}\n"));
        Assert.Equal(["a", "b"],
            Dataset.Read(folder.File("t.csv", "a,b\n" + rows), new() { Missing = MissingValues.Drop }).ObservedNames);
    }

    [Theory]
    [InlineData("a,b\n1,2\n2,3\n3,x4\n", "line 4, column \"b\": \"x4\" is not a number")]
    [InlineData("a;b\n1;1.234,5\n2;3,5\n", "line 2, column \"b\": \"1.234,5\" has a separator of thousands")]
    [InlineData("a,b\n1,\"1,234,567\"\n2,5\n", "line 2, column \"b\": \"1,234,567\" has a separator of thousands")]
    [InlineData("a;b\n1;1'234.5\n2;5\n", "\"1'234.5\" has a separator of thousands")]
    [InlineData("a;b\n1;1 234\n2;5\n", "\"1 234\" has a separator of thousands")]
    [InlineData("a,b\n1,\"1,234\"\n2,\"5,678\"\n", "\"1,234\" has a comma, of thousands or of decimals")]
    [InlineData("a,b\n1,5 %\n2,6 %\n", "\"5 %\" has a per cent sign")]
    public void What_looks_like_a_number_and_is_none_is_refused_by_name(string text, string problem) => Assert.Contains(
        problem, Assert.Throws<DataException>(() => Dataset.Read(folder.File("t.csv", text))).Message);

    /// <summary>A point where decimals have a comma may be one of thousands: no number is made of it.</summary>
    [Fact]
    public void A_point_among_decimal_commas_is_refused()
    {
        var path = folder.File("points.csv", "a;b\n1,5;1.234\n2,5;2\n4,5;3\n");
        Assert.Contains("decimal", Assert.Throws<DataException>(
            () => Dataset.Read(path, new() { Decimal = ',', Observed = "a,b" })).Message);
    }

    [Fact]
    public void Decimal_sign_missing_texts_and_encoding_can_be_given()
    {
        var path = folder.File("t.csv", "a,b\n1,\"1,234\"\n-999,3\n2,4\n");
        var data = Dataset.Read(path, new() { Decimal = ',', Na = "-999", Missing = MissingValues.Drop });
        Assert.Equal([1f, 1.234f, 2f, 4f], data.Observed.Values);

        path = folder.File("t.csv", Encoding.Latin1.GetBytes("a,u\n1,Bär\n2,Bör\n3,Bär\n"));
        var error = Assert.Throws<DataException>(() => Dataset.Read(path, new() { Auxiliary = "u" }));
        Assert.Equal(2, error.Line);
        Assert.Contains("is not UTF-8", error.Message);
        Assert.Equal(["Bär", "Bör"],
            Dataset.Read(path, new() { Auxiliary = "u", Encoding = "latin-1" }).Auxiliary.Categorical[0].Levels);
        Assert.Throws<ArgumentException>(() => Dataset.Read(path, new() { Encoding = "klingon" }));
    }

    [Fact]
    public void Headers_and_rows_of_any_length_are_read()
    {
        var names = string.Join(',', Enumerable.Range(0, 33_000).Select(i => $"ENSG{i:D8}"));
        var row = string.Join(',', Enumerable.Range(0, 33_000).Select(i => i % 3));
        var data = Dataset.Read(folder.File("t.csv", $"{names}\n{row}\n{row}\n{row}\n"));
        Assert.Equal((3, 33_000), (data.Rows, data.Observed.Columns));
    }

    [Fact]
    public void One_name_twice_matters_where_it_is_asked_for()
    {
        var path = folder.File("t.csv", "a,n,n,u\n1,5,6,0\n2,7,8,1\n");
        Assert.Empty(Dataset.Read(path, new() { Observed = "a", Auxiliary = "4:numeric" }).Notes);
        Assert.Contains("no column \"n\"",
            Assert.Throws<ArgumentException>(() => Dataset.Read(path, new() { Observed = "n" })).Message);
        var all = Dataset.Read(path, new() { Exclude = "u" });
        Assert.Equal(["a", "n (column 2)", "n (column 3)"], all.ObservedNames);
        Assert.Equal(2, all.Notes.Count);
        Assert.Equal(["a"], Dataset.Read(path, new() { Exclude = "2,3", Auxiliary = "u:numeric" }).ObservedNames);
        Assert.Throws<ArgumentException>(() => Dataset.Read(path, new() { Exclude = "a", Observed = "a" }));
    }

    [Fact]
    public void Formulas_are_written_as_texts_and_read_back()
    {
        using var stream = new MemoryStream();
        TableWriter.WriteCsv(stream, [new("=x", [-1f, 2f]), new TableColumn("u", ["=1+1", "@SUM"])]);
        var text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.Equal("\"'=x\",u\n-1,\"'=1+1\"\n2,\"'@SUM\"\n", text);
        var table = Table.Read(folder.File("t.csv", text));
        Assert.Equal(["=x", "u"], table.Columns.Select(column => column.Name));
        Assert.Equal(["=1+1", "@SUM"], table.Columns[1].Texts!);
    }
}
