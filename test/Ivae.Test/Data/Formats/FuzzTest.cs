using System.Diagnostics;
using System.IO.Compression;
using Ivae.Data;
using Xunit.Abstractions;

namespace Ivae.Test.Data;

/// <summary>
/// Every reader is given files that are damaged: it reads them or throws a <see cref="DataException"/>, within
/// seconds, and asks for no more memory than ten times the file and a fixed amount.
/// </summary>
/// <remarks>
/// The readers of HDF5, Parquet and Arrow are libraries, which ask for memory before they unpack: what is compressed
/// may be 1032 times the file, and the fixed amount is that of the largest file here.
/// </remarks>
public sealed class FuzzTest(ITestOutputHelper output) : IDisposable
{
    private const int Usual = 500; // test/fuzz searches further, in .ci/run too
    private const int Many = 100_000;
    private const long FixedBytes = 2 << 20;
    private const long FixedForeignBytes = 64 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // A file of each reader, and of each way in which its files differ.
    private static readonly string[][] Readers =
    [
        ["two.edf", "plus.edf", "gap.edf", "status.bdf"],
        ["int.vhdr", "float.vhdr", "ascii.vhdr"],
        ["plain.mat", "packed.mat"],
        ["inside.set", "outside.set", "epochs.set"],
        ["words.npz"],
        ["earliest.h5", "latest.h5"],
        ["dense.h5ad", "rows.h5ad", "columns.h5ad"],
        ["v73.mat"],
        ["snappy.parquet", "uncompressed.parquet"],
        ["file.arrow", "stream.arrows"],
        ["table.csv.gz", "table.zip"],
    ];

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [.. Readers.Select(files => string.Join(' ', files))];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_damaged_file_is_read_or_refused(string files) => Run(files, Usual);

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Names))]
    public void Many_damaged_files_are_read_or_refused(string files) => Run(files, Many);

    // BrainVision's header alone is damaged above; its other files are read only from a folder.
    [Theory]
    [InlineData("int.vmrk")]
    [InlineData("int.eeg")]
    [InlineData("ascii.dat")]
    public void A_damaged_file_next_to_a_header_is_read_or_refused(string damaged)
    {
        var name = Path.GetFileNameWithoutExtension(damaged);
        foreach (var path in Directory.GetFiles(Fixtures, name + ".*"))
            File.Copy(path, folder.Of(Path.GetFileName(path)));
        var whole = File.ReadAllBytes(folder.Of(damaged));
        for (var input = 0; input < 300; input++)
        {
            File.WriteAllBytes(folder.Of(damaged), Mutation.Of(whole, new Random(input)));
            Try(() => FileFormat.Describe(folder.Of(name + ".vhdr")), $"{damaged}, input {input}");
        }
    }

    private static string Fixtures { get; } = Path.Combine(SharedData.Repository, "test/data/formats");

    private void Run(string files, int count)
    {
        var names = files.Split(' ');
        var isForeign = files.Contains("h5", StringComparison.Ordinal)
            || files.Contains("v73", StringComparison.Ordinal)
            || files.Contains("parquet", StringComparison.Ordinal) || files.Contains("arrow", StringComparison.Ordinal);
        var (read, most) = (0, 0L);
        for (var input = 0; input < count; input++)
        {
            var name = names[input % names.Length];
            var bytes = Mutation.Of(Seed(name), new Random(input));
            var before = GC.GetAllocatedBytesForCurrentThread();
            if (Try(() => Describe(name, bytes), $"{name}, input {input}"))
                read++;
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            most = Math.Max(most, allocated);
            Assert.True(allocated <= (isForeign ? FixedForeignBytes : FixedBytes) + 10L * bytes.Length,
                $"{name}, input {input}: {allocated} bytes for a file of {bytes.Length}");
        }

        output.WriteLine($"{files}: {count} inputs, {read} read, {most / 1e6:0.0} MB at most");
    }

    private static bool Try(Action read, string what)
    {
        var time = Stopwatch.StartNew();
        var isRead = true;
        try
        {
            read();
        }
        catch (DataException e)
        {
            isRead = false;
            Assert.True(e.Message.Length > e.Path.Length + 10, $"{what}: {e.Message}");
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}");
        }

        Assert.True(time.Elapsed < Longest, $"{what} took {time.Elapsed}");
        return isRead;
    }

    // Packed tables are recognised by what opens files, the others by their format.
    private void Describe(string name, byte[] bytes)
    {
        if (FileFormat.OfEnding(name) is { } format)
            format.Describe(new MemoryStream(bytes), Path.Combine(Fixtures, name));
        else
            FileFormat.Describe(folder.File(name, bytes));
    }

    private static byte[] Seed(string name)
    {
        if (FileFormat.OfEnding(name) is not null)
            return File.ReadAllBytes(Path.Combine(Fixtures, name));
        var packed = new MemoryStream();
        var table = string.Concat(Enumerable.Range(0, 40).Select(row =>
            $"{row},{row * .5},{(row % 2 == 0 ? "go" : "stop")}\n"));
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var zip = new GZipStream(packed, CompressionLevel.Fastest);
            zip.Write(System.Text.Encoding.UTF8.GetBytes("a,b,u\n" + table));
        }
        else
        {
            using var zip = new ZipArchive(packed, ZipArchiveMode.Create);
            using var entry = zip.CreateEntry("table.csv").Open();
            entry.Write(System.Text.Encoding.UTF8.GetBytes("a,b,u\n" + table));
        }

        return packed.ToArray();
    }
}
