using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Ivae.Data;
using Ivae.Persistence;

namespace Ivae.Test.Persistence;

public sealed class ModelFileTest
{
    private const string Description = """{"method":"ivae","name":"Größe \"x\"","latent":2}""";

    private static readonly NamedTensor[] Tensors =
    [
        new("encoder.0.weight", [2, 3], [1, -2.5f, float.Epsilon, float.MaxValue, -0f, float.NaN]),
        new("prior.none", [0, 4], []),
        new("decoder.scale", [], [0.125f]),
        new("decoder.bias", [3], [7, 8, 9]),
    ];

    [Fact]
    public void What_is_written_is_read_bit_for_bit()
    {
        var file = Read(Bytes(Tensors));

        Assert.Equal(2, file.FormatVersion);
        Assert.Equal(Description, file.ModelJson);
        Assert.Equal(Tensors.Length, file.Tensors.Count);
        foreach (var tensor in file.Tensors)
        {
            var original = Tensors.Single(candidate => candidate.Name == tensor.Name);
            Assert.Equal(original.Shape, tensor.Shape);
            Assert.Equal(Array.ConvertAll(original.Values, BitConverter.SingleToUInt32Bits),
                Array.ConvertAll(tensor.Values, BitConverter.SingleToUInt32Bits));
        }
    }

    [Fact]
    public void The_order_of_the_tensors_does_not_change_the_bytes() =>
        Assert.Equal(Bytes(Tensors), Bytes([.. Tensors.Reverse()]));

    [Fact]
    public void The_data_section_starts_at_a_multiple_of_eight_bytes() =>
        Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(Bytes(Tensors)) % 8);

    [Fact]
    public void Any_flipped_bit_is_detected()
    {
        var bytes = Bytes(Tensors);
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<DataException>(() => Read(bytes));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Read(bytes);
    }

    [Fact]
    public void Any_missing_or_added_end_is_detected()
    {
        var bytes = Bytes(Tensors);
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<DataException>(() => Read(bytes[..length]));
        Assert.Contains(
            "1 bytes after its last array", Assert.Throws<DataException>(() => Read([.. bytes, 0])).Message);
    }

    [Theory]
    [InlineData("V1,V2,V3\n1,2,3\n", "m.ivae: is not a model file")]
    [InlineData("", "m.ivae: ends 8 bytes too early")]
    public void Another_file_is_named_as_such(string content, string message) =>
        Assert.StartsWith(message, Assert.Throws<DataException>(() => Read(Encoding.UTF8.GetBytes(content))).Message);

    [Theory]
    [InlineData("{}", "not an Ivae model")]
    [InlineData("""{"__metadata__":{"format":"pt"}}""", "not an Ivae model")]
    [InlineData("""{"__metadata__":{"format":"ivae","format_version":"3"}}""",
        "format version 3, and this Ivae reads up to 2; update Ivae")]
    [InlineData("""{"__metadata__":{"format":"ivae","format_version":"x"}}""", "format version \"x\"")]
    [InlineData("""{"__metadata__":{"format":"ivae","format_version":"1","model":"[]"}}""", "not a JSON object")]
    [InlineData("""{"__metadata__":{"format":"ivae","format_version":"1","model":"{}"}}""", "lacks a \"sha256\"")]
    [InlineData("""{"a":1,"a":2}""", "not JSON")]
    public void A_wrong_header_is_named(string header, string message) =>
        Assert.Contains(message, Assert.Throws<DataException>(() => Read(WithHeader(header, 0))).Message);

    [Theory]
    [InlineData("""{"dtype":"F64","shape":[1],"data_offsets":[0,8]}""", null, "F64")]
    [InlineData("""{"dtype":"F32","shape":[2],"data_offsets":[0,4]}""", null, "4 bytes for the shape [2]")]
    [InlineData("""{"dtype":"F32","shape":[1]}""", null, "two data_offsets")]
    [InlineData("""{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}""", null, "two data_offsets")]
    [InlineData(
        """{"dtype":"F32","shape":[99999999999,99999999999],"data_offsets":[0,4]}""", null, "4 bytes for the shape")]
    [InlineData("""{"dtype":"F32","shape":[1],"data_offsets":[4,8]}""", null, "at byte 4")]
    [InlineData("""{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""",
        """{"dtype":"F32","shape":[1],"data_offsets":[4,8]}""", "at byte 4 of its data where 8 follows")]
    [InlineData("""{"dtype":"F32","shape":[4],"data_offsets":[0,16]}""", null, "ends 8 bytes too early")]
    [InlineData("""{"dtype":"F32","shape":[500000000],"data_offsets":[0,2000000000]}""", null, "too early")]
    [InlineData("""{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", null, "does not match its checksum")]
    public void A_wrong_table_of_tensors_is_named(string first, string? second, string message)
    {
        var header = "{\"__metadata__\":{\"format\":\"ivae\",\"format_version\":\"1\",\"model\":\"{}\",\"sha256\":\""
            + new string('0', 64) + "\"},\"a\":" + first
            + (second is null ? "" : ",\"b\":" + second) + "}";
        Assert.Contains(message, Assert.Throws<DataException>(() => Read(WithHeader(header, 8))).Message);
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_read_too()
    {
        Assert.Contains("too early", Assert.Throws<DataException>(() =>
            ModelFile.Read(new ForwardOnly(Bytes(Tensors)[..^1]), "m.ivae")).Message);
        Assert.Equal(4, ModelFile.Read(new ForwardOnly(Bytes(Tensors)), "m.ivae").Tensors.Count);
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ModelFile.Write(Stream.Null, "[1]", Tensors));
        Assert.Throws<ArgumentException>(() => ModelFile.Write(Stream.Null, "{", Tensors));
        Assert.Throws<ArgumentException>(() => ModelFile.Write(Stream.Null, "{}", [Tensors[0], Tensors[0]]));
        Assert.Throws<ArgumentException>(() => ModelFile.Write(Stream.Null, "{}", [new("a", [2], [1])]));
        Assert.Throws<ArgumentException>(() => ModelFile.Write(Stream.Null, "{}", [new("__metadata__", [1], [1])]));
    }

    [PythonFact]
    public void An_independent_reader_finds_the_same_arrays()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Bytes(Tensors));
            var printed = PythonFactAttribute.Run(
                Path.Combine(SharedData.Repository, "test/Ivae.Test/Persistence/read_model.py"), path);
            using var json = JsonDocument.Parse(printed);
            Assert.Equal("ivae", json.RootElement.GetProperty("model").GetProperty("method").GetString());
            Assert.Equal("[2, 3]", json.RootElement.GetProperty("shapes").GetProperty("encoder.0.weight").GetRawText());
            Assert.Equal(24, json.RootElement.GetProperty("sums").GetProperty("decoder.bias").GetDouble());
            Assert.True(json.RootElement.GetProperty("checksum_matches").GetBoolean());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Bytes(NamedTensor[] tensors)
    {
        var stream = new MemoryStream();
        ModelFile.Write(stream, Description, tensors);
        return stream.ToArray();
    }

    private static ModelFile Read(byte[] bytes) => ModelFile.Read(new MemoryStream(bytes), "m.ivae");

    private static byte[] WithHeader(string header, int dataLength)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + text.Length + dataLength];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        text.CopyTo(bytes, 8);
        return bytes;
    }

    private sealed class ForwardOnly(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}

/// <summary>A fact that needs python3 on the path.</summary>
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        try
        {
            Run("-c", "pass");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Skip = "needs python3, which is not here";
        }
    }

    public static string Run(params string[] arguments)
    {
        using var process =
            Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
