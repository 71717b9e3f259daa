using System.Buffers.Binary;
using Ivae.Data;

namespace Ivae.Test.Data;

/// <summary>
/// Damage that fuzzing found, for which the libraries that read HDF5 and Parquet asked for a hundred megabytes and
/// more: each is refused, with what is wrong, before they do.
/// </summary>
public sealed class DamagedForeignTest
{
    private const long FixedBytes = 4 << 20;

    public static TheoryData<string, string, int, string, string> Cases { get; } = new()
    {
        // The flags of a link in a heap say that its name has a length of four bytes.
        { "latest.h5", "FHDB", 22, "02", "the name of a link that goes beyond its message" },
        // Lengths of two bytes.
        { "earliest.h5", "\u0089HDF", 14, "02", "addresses of 8 bytes and lengths of 2, where all have 8" },
        // Places of links have more bytes than there are.
        { "latest.h5", "FRHP", 10, "ffffffff", "objects of a heap whose places take 11 bytes" },
        // Chunks without number.
        { "latest.h5", "FAHD", 8, "0000000001", "an array of chunks of " },
        // Chunks without number, each of no bytes.
        { "latest.h5", "FAHD", 6, "00000000008000000000", "an array of chunks of 2147483648 bytes" },
        // The first message of a header is longer than the header.
        { "earliest.h5", "TREE", -22, "ff7f", "a message of 32767 bytes that goes beyond its header" },
        // A fill value in place of a message that is shorter.
        { "latest.h5", "OHDR", 45, "040200", "a fill value that goes beyond its message" },
        // The numbers behind an enumeration are longer than all of it.
        {
            "latest.h5", "8\u0002\u0000\u0000\u0001\u0000\u0000\u0000\u0010", 12, "ffffff7f",
            "the values of an enumeration that goes beyond its message"
        },
        // An array whose numbers would follow its shape, as of old.
        {
            "latest.h5", "\u0004\u0002\u0000\u0003\u0001", 0, "0200000000000000ffffff7f",
            "an array that goes beyond its message"
        },
        // Bytes of a chunk before it is unpacked.
        { "earliest.h5", "TREE\u0001", 24, "c000002d", "a chunk of 754974912 bytes" },
        // A heap of texts of which zeros are damaged, and which ends before it begins.
        { "earliest.h5", "GCOL", 6, "ffff0000000000000000", "a heap of texts of 0 bytes, where it has 4096 at least" },
        // The fields of a message are more than there may be: the length of their list is negative.
        { "file.arrow", "\u00ff\u00ff\u00ff\u00ff\u00e8\u0001", 16, "feff", "the kind cannot be of length 0" },
        // The number of a field is written apart.
        { "uncompressed.parquet", "\u0015\u0004\u0019", 2, "09", "a field of type 9 without its distance" },
        // The version of the file becomes a text, and all after it another field.
        { "snappy.parquet", "\u0015\u0004\u0019\u009c", 0, "18", "a field of type 8, where int is expected" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_goes_beyond_its_place_is_refused(
        string name, string mark, int offset, string bytes, string problem)
    {
        var file = File.ReadAllBytes(Path.Combine(Fixtures, name));
        var at = file.AsSpan().IndexOf(System.Text.Encoding.Latin1.GetBytes(mark)) + offset;
        Convert.FromHexString(bytes).CopyTo(file, at);
        Assert.Contains(problem,
            Refused(file, stream => FileFormat.OfEnding(name)!.Describe(stream, name)));
    }

    [Fact]
    public void A_sparse_matrix_has_as_many_columns_as_there_are_names()
    {
        var file = File.ReadAllBytes(Path.Combine(Fixtures, "rows.h5ad"));
        Span<byte> shape = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(shape, 30);
        BinaryPrimitives.WriteInt64LittleEndian(shape[8..], 4);
        for (var at = 0; file.AsSpan(at).IndexOf(shape) is >= 0 and var next; at += next + shape.Length)
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at + next + 8), 10_000_000); // 1.2 GB when dense
        Assert.Contains("is a sparse matrix of 30 × 10000000, and var has 4 names; write it again.",
            Refused(file, stream => new Hdf5Format().Open(stream, "rows.h5ad").Read("X")));
    }

    private static string Fixtures { get; } = Path.Combine(SharedData.Repository, "test/data/formats");

    private static string Refused(byte[] file, Action<Stream> read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Assert.Throws<DataException>(() => read(new MemoryStream(file)));
        var asked = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(asked < FixedBytes + 10L * file.Length, $"{asked} bytes for a file of {file.Length}");
        return refused.Message;
    }
}
