using System.IO.Compression;
using System.Text;
using Ivae.Data;

namespace Ivae.Test.Data;

/// <summary>A file whose lines are counted before gives what one gives that is read once.</summary>
public sealed class NumberRowsTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a,b\n1,2\n3,4")] // no end of the last line
    [InlineData("a,b\r\n1,2\r\n3,4\r\n")]
    [InlineData("1,2\n3,4\n5,6\n")] // no header
    [InlineData("a,b\n1,2\n\n\n3,4\n\n")]
    [InlineData("# one\n# two\na,b\n1,2\n# three\n3,4\n")]
    [InlineData("a,b,c\n1,x,2\n3,y,4\n")] // a column is left out
    [InlineData("a,b\n1,200000000.1\n3,200000000.2\n")] // far from 0
    [InlineData("a,b\n1,2\n3,NA\n5,6\n")] // a row is left out
    [InlineData("a,b\n1,\"2\"\n3,\"4\"\n")]
    [InlineData("a;b\n1,5;2\n3,25;4\n")] // decimal commas
    [InlineData("a b\n1 2\n3 4\n")]
    public void Same_as_unpacked(string text)
    {
        var (plain, packed) = (folder.File("t.csv", text), folder.Of("t.csv.gz"));
        using (var gzip = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        var options = new DatasetOptions { Missing = MissingValues.Drop };
        var (one, other) = (Dataset.Read(plain, options), Dataset.Read(packed, options));
        Assert.Equal(other.Observed.Rows, one.Observed.Rows);
        Assert.Equal(other.Observed.Values, one.Observed.Values);
        Assert.Equal(other.Notes, one.Notes);
    }

    [Fact]
    public void Rows_that_are_expected_are_not_copied()
    {
        var rows = new NumberRows(2, expected: 3);
        for (var row = 0; row < 3; row++)
        {
            rows.Begin();
            rows.Set(0, row);
            rows.Set(1, -row);
        }

        Assert.Equal([0, 0, 1, -1, 2, -2], rows.Whole!);
        rows.Begin();
        rows.Set(1, 7);
        Assert.Null(rows.Whole);
        Assert.Equal([0, -1, -2, 7], rows.Column(1));
        Assert.Equal([0, 1, 2, 0], rows.Column(0));
    }

    [Fact]
    public void A_file_of_empty_lines_takes_no_memory_of_rows()
    {
        var path = folder.File("empty.csv", "a,b,c,d,e\n1,2,3,4,5\n" + new string('\n', 1 << 20));
        using var file = File.OpenRead(path);
        Assert.InRange(LineCount.Of(file, 5), 2, (1 << 20) / 9);
        Assert.Equal(1, Dataset.Read(path).Observed.Rows);
    }
}
