using System.Globalization;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Test.Data;

public sealed class TableReaderTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.npz:s", "a.npz", "s")]
    [InlineData("C:\\data\\a.npz", "C:\\data\\a.npz", null)]
    [InlineData("C:\\data\\a.npz:s", "C:\\data\\a.npz", "s")]
    [InlineData("/x/a.NPZ:key:2", "/x/a.NPZ", "key:2")]
    [InlineData("C:\\data\\a.csv", "C:\\data\\a.csv", null)]
    public void Addresses_are_cut_at_the_key(string address, string path, string? key) =>
        Assert.Equal((path, key), TableReader.Split(address));

    [Fact]
    public void Csv_reads_back_to_the_same_bits_whatever_the_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            float[] values = [0.1f, -0f, float.Epsilon, -float.MaxValue, 1f / 3, 16_777_216f];
            var path = folder.Of("z.csv");
            TableWriter.WriteCsv(path, new Matrix(3, 2, values), ["z, 1", "z\"2\""], [1, 3, 4]);
            Assert.StartsWith("row,\"z, 1\",\"z\"\"2\"\"\"\n1,0.1,-0\n3,", File.ReadAllText(path));
            var read = TableReader.Read(path);
            Assert.Equal(values.Select(BitConverter.SingleToInt32Bits),
                read.Values.Values.Select(BitConverter.SingleToInt32Bits));
            Assert.Equal(["z, 1", "z\"2\""], read.Names);
            Assert.Equal([1, 3, 4], read.RowNumbers);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void An_array_needs_a_key_where_there_are_several()
    {
        var path = folder.Of("a.npz");
        new NpzFormat().Write(path, [new("x", NpyArray.Of(new Matrix(1, 2))), new("s", NpyArray.Of([4f, 5f], 2))]);
        Assert.Contains("choose one", Assert.Throws<DataException>(() => TableReader.ReadMatrix(path)).Message);
        Assert.Equal([4f, 5f], TableReader.ReadMatrix(path + ":s").Values);
        new NpzFormat().Write(path, [new("only", NpyArray.Of(new Matrix(1, 2)))], overwrite: true);
        Assert.Equal(["only1", "only2"], TableReader.Read(path).Names);
    }

    [Fact]
    public void Texts_are_refused() =>
        Assert.Equal(
            "b", Assert.Throws<DataException>(() => TableReader.Read(folder.File("t.csv", "a,b\n1,x\n"))).Column);

    [Fact]
    public void Misuse_leaves_no_file()
    {
        Assert.Throws<ArgumentException>(() => TableWriter.WriteCsv(folder.Of("z.csv"), new Matrix(2, 2), ["a"]));
        Assert.Throws<ArgumentException>(() => TableWriter.WriteCsv(folder.Of("z.csv"), new Matrix(2, 1), ["a"], [1]));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
