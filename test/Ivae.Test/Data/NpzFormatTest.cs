using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Test.Data;

/// <summary>Against files that NumPy 1.24.2 wrote (numpy.savez, numpy.savez_compressed), in base64.</summary>
public sealed class NpzFormatTest : IDisposable
{
    private const string Stored =
        "UEsDBBQAAAAAAAAAIQBP6QAqmAAAAJgAAAAFABQAeC5ucHkBABAAmAAAAAAAAACYAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxmNCcsIC"
        + "dmb3J0cmFuX29yZGVy"
        + "JzogRmFsc2UsICdzaGFwZSc6ICgyLCAzKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
        + "ICAgICAKAAAAAAAAgD8A"
        + "AABAAABAQAAAgEAAAKBAUEsDBBQAAAAAAAAAIQAL11wmkAAAAJAAAAAFABQAdS5ucHkBABAAkAAAAAAAAACQAAAAAAAAAJNOVU1QWQEAdgB7"
        + "J2Rlc2NyJzogJzxpOCcs"
        + "ICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgyLCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
        + "ICAgICAgICAgICAgICAg"
        + "ICAgICAKAwAAAAAAAAAHAAAAAAAAAFBLAQIUAxQAAAAAAAAAIQBP6QAqmAAAAJgAAAAFAAAAAAAAAAAAAACAAQAAAAB4Lm5weVBLAQIUAxQA"
        + "AAAAAAAAIQAL11wm"
        + "kAAAAJAAAAAFAAAAAAAAAAAAAACAAc8AAAB1Lm5weVBLBQYAAAAAAgACAGYAAACWAQAAAAA=";

    private const string Compressed =
        "UEsDBBQAAAAIAAAAIQBP6QAqVQAAAJgAAAAFABQAeC5ucHkBABAAmAAAAAAAAABVAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqKuo6"
        + "Cell9UUpSYF59flJIK"
        + "EndLzClOBYoXZyQWpAL5GkY6CsaaOgq1CmQDLgYwaLAHEg5ABMQNQLzAAQBQSwMEFAAAAAgAAAAhAAvXXCZKAAAAkAAAAAUAFAB1Lm5weQEA"
        + "EACQAAAAAAAAAEoAAAAA"
        + "AAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNpoa6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjqaOgq1ChQALmYGCGCH0gBQSwEC"
        + "FAMUAAAACAAAACEAT+kA"
        + "KlUAAACYAAAABQAAAAAAAAAAAAAAgAEAAAAAeC5ucHlQSwECFAMUAAAACAAAACEAC9dcJkoAAACQAAAABQAAAAAAAAAAAAAAgAGMAAAAdS5u"
        + "cHlQSwUGAAAAAAIAAgBm"
        + "AAAADQEAAAAA";

    private const string Pickled =
        "UEsDBBQAAAAIAAAAIQBP6QAqVQAAAJgAAAAFABQAeC5ucHkBABAAmAAAAAAAAABVAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqKuo6"
        + "Cell9UUpSYF59flJIK"
        + "EndLzClOBYoXZyQWpAL5GkY6CsaaOgq1CmQDLgYwaLAHEg5ABMQNQLzAAQBQSwMEFAAAAAgAAAAhABJH8x/MAAAAHQEAAAUAFAB1Lm5weQEA"
        + "EAAdAQAAAAAAAMwAAAAA"
        + "AAAAm+wX6hsQychQxlCtnpJanFykbqWgXuOvrqOgnpZfVFKUmBefX5SSChJ2S8wpTgWKF2ckFqQC+RpGOpo6CrUKlACuBubkvNLcgkq95Pyi"
        + "VL3c0pySzMSiosRKrvii"
        + "1OT8vOKSotLkEq5CBogqrrwUiGwhozdDayGTM2NSIXN7IUtQIauGN6M3U2shG1RhSkllQSpXIXsEEwMDg79FIUdnR3shZ1Ahl4Y3cwQjUKym"
        + "kNvPz8/rPxCACW/7kkKe"
        + "pM7YQl6gCr/UkkK+JD0AUEsBAhQDFAAAAAgAAAAhAE/pACpVAAAAmAAAAAUAAAAAAAAAAAAAAIABAAAAAHgubnB5UEsBAhQDFAAAAAgAAAAh"
        + "ABJH8x/MAAAAHQEAAAUA"
        + "AAAAAAAAAAAAAIABjAAAAHUubnB5UEsFBgAAAAACAAIAZgAAAI8BAAAAAA==";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Stored)]
    [InlineData(Compressed)]
    public void Reads_what_numpy_wrote(string content)
    {
        var file = new NpzFormat().Open(new MemoryStream(Convert.FromBase64String(content)), "a.npz");
        Assert.Equal(["x", "u"], file.Keys);
        Assert.Equal([0, 1, 2, 3, 4, 5], file.Read("x").ToMatrix().Values);
        Assert.Equal([3, 7], file.Read("u").ToDoubles());
    }

    [Theory]
    [InlineData(Stored)]
    [InlineData(Compressed)]
    public void Cut_off_anywhere_is_a_data_error(string content)
    {
        var whole = Convert.FromBase64String(content);
        for (var length = 0; length < whole.Length; length += 7)
            Assert.Throws<DataException>(() => DatasetReader.Read(folder.File("a.npz", whole[..length])));
    }

    [Fact]
    public void Pickled_objects_are_refused_and_the_rest_can_be_read()
    {
        var file = new NpzFormat().Open(new MemoryStream(Convert.FromBase64String(Pickled)), "a.npz");
        Assert.Equal(6, file.Read("x").ToMatrix().Values.Length);
        Assert.Contains("allow_pickle=False", Assert.Throws<DataException>(() => file.Read("u")).Message);
    }

    [Fact]
    public void An_unknown_key_is_answered_with_the_known_ones()
    {
        var file = new NpzFormat().Open(new MemoryStream(Convert.FromBase64String(Stored)), "a.npz");
        Assert.Contains(
            "The file holds \"x\", \"u\"", Assert.Throws<DataException>(() => file.Read("sources")).Message);
    }

    [Fact]
    public void Writing_twice_gives_equal_files_that_read_back()
    {
        KeyValuePair<string, NpyArray>[] arrays =
            [new("x", NpyArray.Of(new Matrix(2, 2, [1, 2, 3, 0.1f]))), new("m", NpyArray.Of(new double[24], 2, 3, 4))];
        var (one, two) = (folder.Of("1.npz"), folder.Of("2.npz"));
        new NpzFormat().Write(one, arrays);
        new NpzFormat().Write(two, arrays);
        Assert.Equal(File.ReadAllBytes(one), File.ReadAllBytes(two));
        using var stream = File.OpenRead(one);
        var file = new NpzFormat().Open(stream, one);
        Assert.Equal([1, 2, 3, 0.1f], file.Read("x").ToMatrix().Values);
        Assert.Equal([2, 3, 4], file.Read("m").Shape);
        var again = Assert.Throws<DataException>(() => new NpzFormat().Write(one, arrays));
        Assert.Contains("already there", again.Message);
    }
}
