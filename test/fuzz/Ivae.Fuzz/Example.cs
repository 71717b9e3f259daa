using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Ivae.Cli;
using Ivae.Data;
using Ivae.Persistence;

namespace Ivae.Fuzz;

/// <summary>Inputs that are made and not kept, by the program itself.</summary>
internal static class Example
{
    /// <summary>The root of the repository.</summary>
    public static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Ivae.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Ivae.slnx is not found");
        return folder;
    }

    /// <summary>Simulated data of 40 rows.</summary>
    public static byte[] Simulated(string ending)
    {
        using var folder = new Scratch();
        return File.ReadAllBytes(folder.Simulated(ending));
    }

    /// <summary>An array of numpy of 40 rows.</summary>
    public static byte[] Array()
    {
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (40, 2), }".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header),
            .. Enumerable.Range(0, 80).SelectMany(i => BitConverter.GetBytes(i / 7f))];
    }

    /// <summary>A text table as gzip or zip.</summary>
    public static byte[] Packed(bool isZip)
    {
        var table = Encoding.UTF8.GetBytes("a,b,u\n" + string.Concat(Enumerable.Range(0, 40).Select(row =>
            $"{row},{row * .5},{(row % 2 == 0 ? "go" : "stop")}\n")));
        var packed = new MemoryStream();
        using (var zip = isZip ? new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true) : null)
        using (var entry = zip?.CreateEntry("table.csv").Open()
            ?? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            entry.Write(table);
        return packed.ToArray();
    }

    /// <summary>Models of several kinds.</summary>
    public static IEnumerable<byte[]> Models()
    {
        using var folder = new Scratch();
        var data = folder.Simulated("csv");
        return
        [
            .. ((string[])["ivae", "flow", "pca", "tcl"]).Select(method =>
            {
                var target = Path.Combine(folder.Path, method);
                Scratch.Run("fit", data, "--out", target, "--auxiliary", "segment", "--method", method, "--preset",
                    "fast", "--set", "training.steps=4", "--quiet");
                return File.ReadAllBytes(Path.Combine(target, "model.ivae"));
            }),
        ];
    }

    /// <summary>Files of runs of a comparison.</summary>
    public static IEnumerable<byte[]> Runs()
    {
        using var folder = new Scratch();
        var target = Path.Combine(folder.Path, "out");
        Scratch.Run("compare", folder.Simulated("npz"), "--methods", "ivae,pca", "--seeds", "1", "--steps", "4",
            "--out", target, "--quiet");
        return [.. Directory.GetFiles(Path.Combine(target, "runs")).Select(File.ReadAllBytes)];
    }

    /// <summary>A model file with the right checksum, where it has a place for one.</summary>
    public static byte[] Signed(byte[] model)
    {
        try
        {
            var length = BitConverter.ToUInt64(model);
            if (length > (ulong)model.Length - sizeof(ulong))
                return model;
            var header = ModelFileHeader.Parse(model[sizeof(ulong)..(sizeof(ulong) + (int)length)], "model");
            var place = model.AsSpan(sizeof(ulong) + header.ChecksumOffset, ModelFileHeader.NoChecksum.Length);
            place.Fill((byte)'0');
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(model))).CopyTo(place);
        }
        catch (Exception cause) when (cause is DataException or ArgumentException)
        {
            // Its header is damaged, which is found before the checksum is looked at.
        }

        return model;
    }

    /// <summary>A folder for what the program writes.</summary>
    private sealed class Scratch : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("ivae-fuzz-").FullName;

        public string Simulated(string ending)
        {
            var path = System.IO.Path.Combine(Path, "data." + ending);
            Run("simulate", "--segments", "4", "--rows-per-segment", "10", "--latent", "2", "--observed", "2", "--out",
                path);
            return path;
        }

        public static void Run(params string[] words)
        {
            var messages = new StringWriter();
            if (Cli.Cli.Run(words, new Output(TextWriter.Null, messages), CancellationToken.None) != 0)
                throw new InvalidOperationException(messages.ToString());
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
