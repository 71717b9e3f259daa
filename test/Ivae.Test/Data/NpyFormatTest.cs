using System.Text;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Test.Data;

/// <summary>Against bytes that NumPy 1.24.2 wrote (numpy.save and ndarray.tobytes), in base64.</summary>
public sealed class NpyFormatTest : IDisposable
{
    internal const string Single =
        "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgIC"
        + "AgICAgICAgICAgICAg"
        + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAACAPwAAAEAAAEBAAACAQAAAoEA=";

    private const string SingleFortran =
        "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMyksIH0gICAgICAgICAgICAgIC"
        + "AgICAgICAgICAgICAg"
        + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAABAQAAAgD8AAIBAAAAAQAAAoEA=";

    private const string ByteCubeFortran =
        "k05VTVBZAQB2AHsnZGVzY3InOiAnfHUxJywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMywgNCksIH0gICAgICAgICAgIC"
        + "AgICAgICAgICAgICAg"
        + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoADAQQCBQBDQURCRUCDgYSChYDDwcTCxc=";

    private const string Objects =
        "k05VTVBZAQB2AHsnZGVzY3InOiAnfE8nLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMiwpLCB9ICAgICAgICAgICAgICAgIC"
        + "AgICAgICAgICAgICAg"
        + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAqAA2NudW1weS5jb3JlLm11bHRpYXJyYXkK";

    private const string Texts =
        "k05VTVBZAQB2AHsnZGVzY3InOiAnPFUxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwgfSAgICAgICAgICAgICAgIC"
        + "AgICAgICAgICAgICAg"
        + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAphAAAAYgAAAA==";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Writes_the_bytes_that_numpy_writes()
    {
        var path = folder.Of("x.npy");
        Write(path, NpyArray.Of(new Matrix(2, 3, [0, 1, 2, 3, 4, 5])));
        Assert.Equal(Single, Convert.ToBase64String(File.ReadAllBytes(path)));
    }

    [Theory]
    [InlineData(Single)]
    [InlineData(SingleFortran)]
    public void Reads_either_order(string file)
    {
        var matrix = Read(folder.File("x.npy", Convert.FromBase64String(file))).ToMatrix();
        Assert.Equal((2, 3), (matrix.Rows, matrix.Columns));
        Assert.Equal([0, 1, 2, 3, 4, 5], matrix.Values);
    }

    [Fact]
    public void Reads_three_dimensions_but_makes_no_table_of_them()
    {
        var array = Read(folder.File("x.npy", Convert.FromBase64String(ByteCubeFortran)));
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (double)i), array.ToDoubles());
        Assert.Contains("(2, 3, 4)", Assert.Throws<DataException>(array.ToMatrix).Message);
    }

    [Theory]
    [InlineData("<f2", "AAAAPABAAEIARABF")]
    [InlineData("<f4", "AAAAAAAAgD8AAABAAABAQAAAgEAAAKBA")]
    [InlineData("<f8", "AAAAAAAAAAAAAAAAAADwPwAAAAAAAABAAAAAAAAACEAAAAAAAAAQQAAAAAAAABRA")]
    [InlineData(">f4", "AAAAAD+AAABAAAAAQEAAAECAAABAoAAA")]
    [InlineData(">f8", "AAAAAAAAAAA/8AAAAAAAAEAAAAAAAAAAQAgAAAAAAABAEAAAAAAAAEAUAAAAAAAA")]
    [InlineData("|i1", "AAECAwQF")]
    [InlineData("<i2", "AAABAAIAAwAEAAUA")]
    [InlineData(">i4", "AAAAAAAAAAEAAAACAAAAAwAAAAQAAAAF")]
    [InlineData("<i8", "AAAAAAAAAAABAAAAAAAAAAIAAAAAAAAAAwAAAAAAAAAEAAAAAAAAAAUAAAAAAAAA")]
    [InlineData("|u1", "AAECAwQF")]
    [InlineData(">u2", "AAAAAQACAAMABAAF")]
    [InlineData("<u4", "AAAAAAEAAAACAAAAAwAAAAQAAAAFAAAA")]
    [InlineData("<u8", "AAAAAAAAAAABAAAAAAAAAAIAAAAAAAAAAwAAAAAAAAAEAAAAAAAAAAUAAAAAAAAA")]
    public void Reads_every_type(string type, string elements)
    {
        var array = Read(folder.File("x.npy", WithHeader(type, "(6,)", Convert.FromBase64String(elements))));
        Assert.Equal([0, 1, 2, 3, 4, 5], array.ToDoubles());
        Assert.Equal((6, 1), (array.ToMatrix().Rows, array.ToMatrix().Columns));
        Assert.Equal(type[1] != 'f', array.IsInteger);
    }

    [Fact]
    public void Signs_and_truth_values_are_kept()
    {
        Assert.Equal([-1, -2], Read(folder.File("a.npy", WithHeader("|i1", "(2,)", [255, 254]))).ToDoubles());
        Assert.Equal([0, 1], Read(folder.File("b.npy", WithHeader("|b1", "(2,)", [0, 1]))).ToDoubles());
    }

    [Fact]
    public void Texts_are_kept_and_are_no_numbers()
    {
        var texts = Read(folder.File("t.npy", Convert.FromBase64String(Texts)));
        Assert.Equal("U", texts.Type);
        Assert.Contains("holds texts", Assert.Throws<DataException>(() => texts.ToMatrix()).Message);
        var written = folder.Of("w.npy");
        new NpyFormat().Write(written, [new("x", texts)]);
        Assert.Equal(texts.Texts, Read(written).Texts);
        var complex = folder.File("c.npy", WithHeader("<c8", "(1,)", new byte[8]));
        Assert.Contains("of type c8", Assert.Throws<DataException>(() => Read(complex)).Message);
    }

    [Theory]
    [InlineData(Objects, "allow_pickle=False")]
    [InlineData("YWJjZGVmZ2hpamtsbW5vcA==", "not an NPY file")]
    [InlineData("", "ends before")]
    public void Others_are_refused_with_a_remedy(string file, string problem)
    {
        var path = folder.File("x.npy", Convert.FromBase64String(file));
        Assert.Contains(problem, Assert.Throws<DataException>(() => Read(path)).Message);
    }

    [Fact]
    public void Cut_off_anywhere_is_a_data_error()
    {
        var whole = Convert.FromBase64String(Single);
        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<DataException>(() => Read(folder.File("x.npy", whole[..length])));
    }

    [Fact]
    public void A_shape_that_cannot_be_held_is_refused()
    {
        var path = folder.File("x.npy", WithHeader("<f8", "(2000000000, 2000000000)", []));
        Assert.Contains("bytes", Assert.Throws<DataException>(() => Read(path)).Message);
    }

    [Fact]
    public void What_is_written_reads_back_to_the_same_bits()
    {
        float[] values = [0f, -0f, float.Epsilon, float.MaxValue, float.NaN, float.NegativeInfinity, 0.1f, 1f / 3];
        var path = folder.Of("x.npy");
        Write(path, NpyArray.Of(new Matrix(4, 2, values)));
        var read = Read(path).ToMatrix().Values;
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), read.Select(BitConverter.SingleToInt32Bits));
        Write(path, NpyArray.Of([long.MinValue >> 10, 3L], 2));
        Assert.Equal([long.MinValue >> 10, 3], Read(path).ToDoubles());
        Write(path, NpyArray.Of([2.5]));
        Assert.Empty(Read(path).Shape);
    }

    [Fact]
    public void A_shape_that_does_not_fit_is_misuse() =>
        Assert.Contains("(2, 2)", Assert.Throws<ArgumentException>(() => NpyArray.Of([1f, 2f, 3f], 2, 2)).Message);

    private static byte[] WithHeader(string type, string shape, byte[] elements)
    {
        var header = Encoding.Latin1.GetBytes(
            $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. elements];
    }

    private static NpyArray Read(string path) => ArrayBundle.ReadAll(path)["x"];

    private static void Write(string path, NpyArray array) =>
        new NpyFormat().Write(path, [new("x", array)], overwrite: true);
}
