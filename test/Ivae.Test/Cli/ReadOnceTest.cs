using System.Diagnostics;
using System.Security.Cryptography;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Test.Cli;

/// <summary>
/// The file of a fit is opened and read once: from a named pipe that is filled once a fit gets data and checksum.
/// </summary>
public sealed class ReadOnceTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public async Task A_fit_reads_its_file_once_and_knows_its_checksum()
    {
        if (OperatingSystem.IsWindows())
            return; // a named pipe has no path of a file there
        var pipe = Path.Combine(folder, "data.csv");
        Process.Start("mkfifo", pipe).WaitForExit();
        byte[] content = [.. "a,b\n1,2\n2,1\n3,5\n4,4\n5,9\n"u8];
        var opened = 0;
        var writer = Task.Run(() =>
        {
            using var stream = new FileStream(pipe, FileMode.Open, FileAccess.Write);
            opened++;
            stream.Write(content);
        });

        string[] words = ["fit", pipe, "--segments", "2", "--method", "pca", "--out", Path.Combine(folder, "run"),
            "--quiet"];
        var run = await Task.Run(() => CliRun.Of(words)).WaitAsync(TimeSpan.FromMinutes(1));
        await writer;

        Assert.True(run.Code == 0, run.Messages);
        Assert.Equal(1, opened);
        var sum = FitExample.Summary(Path.Combine(folder, "run")).GetProperty("data_sha256").GetString();
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), sum);
    }

    [Theory]
    [InlineData("x.csv")]
    [InlineData("x.npy")]
    [InlineData("x.npz")]
    public void A_data_set_knows_the_checksum_of_its_file(string name)
    {
        var path = Path.Combine(folder, name);
        var x = new Matrix(3, 2, [1, 2, 2, 1, 3, 5]);
        if (name.EndsWith("csv", StringComparison.Ordinal))
            TableWriter.WriteCsv(path, x, ["a", "b"], [1, 2, 3]);
        else if (name.EndsWith("npy", StringComparison.Ordinal))
            new NpyFormat().Write(path, [new("x", NpyArray.Of(x))]);
        else
            new NpzFormat().Write(path, [new("x", NpyArray.Of(x))]);

        var data = DatasetReader.Read(path);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), data.Sha256);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
