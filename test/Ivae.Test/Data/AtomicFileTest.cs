using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Test.Data;

public sealed class AtomicFileTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nothing_is_replaced_unless_allowed()
    {
        var path = folder.File("a.txt", "old");
        void Write() => AtomicFile.Write(path, false, stream => stream.Write("new"u8));
        var refused = Assert.Throws<DataException>(Write);
        Assert.Equal(["overwrite"], refused.Remedies);
        Assert.Equal("old", File.ReadAllText(path));
        AtomicFile.Write(path, true, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void A_failure_leaves_the_old_file_and_nothing_else()
    {
        var path = folder.File("a.txt", "old");
        Assert.Throws<OperationCanceledException>(() => AtomicFile.Write(path, true, stream =>
        {
            stream.Write("half"u8);
            throw new OperationCanceledException();
        }));
        var full = Assert.Throws<DataException>(() =>
            AtomicFile.Write(path, true, _ => throw new IOException("No space left on device")));
        Assert.Contains("Free space", full.Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_data_error()
    {
        var notAFolder = folder.File("file", "");
        foreach (var path in new[] { Path.Combine(notAFolder, "a.csv"), folder.Of("none/a.csv") })
            Assert.Contains("choose a folder", Assert.Throws<DataException>(
                () => TableWriter.WriteCsv(path, new Matrix(1, 1), ["a"])).Message);
    }

    [Fact]
    public void A_full_disk_is_a_data_error()
    {
        // Everything written to this device fails as on a full disk.
        if (!File.Exists("/dev/full"))
            return;
        var error = Assert.Throws<DataException>(() => AtomicFile.Write(folder.Of("a.npy"), false, _ =>
        {
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
            full.Write(new byte[10_000]);
            full.Flush();
        }));
        Assert.Contains("Free space", error.Message);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
