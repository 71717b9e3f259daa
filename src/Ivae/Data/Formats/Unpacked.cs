using System.IO.Compression;

namespace Ivae.Data;

/// <summary>A file as its reader sees it: what a gzip, or a ZIP of one file, holds in place of it.</summary>
internal static class Unpacked
{
    private const string GZip = ".gz";
    private const string Zip = ".zip";

    /// <summary>Name and content of what is to be read; a pipe is recognised by its first bytes.</summary>
    /// <param name="path">The file; its ending without .gz or .zip is that of what it holds.</param>
    /// <param name="file">The file from its start.</param>
    /// <exception cref="DataException">A ZIP holds no file, or several.</exception>
    public static (string Name, Stream Content) Of(string path, Stream file)
    {
        if (FileFormat.OfEnding(path) is not null)
            return (path, file);
        var (head, stream) = FileFormat.Head(file);
        if (head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]))
            return (Without(path, GZip), new GZipContent(stream));
        return path.EndsWith(Zip, StringComparison.OrdinalIgnoreCase) ? OnlyEntry(path, stream) : (path, stream);
    }

    private static (string Name, Stream Content) OnlyEntry(string path, Stream stream)
    {
        var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        string[] files = [.. archive.Entries.Select(entry => entry.FullName).Where(name => !name.EndsWith('/'))];
        if (files.Length != 1)
            throw new DataException(path, files.Length == 0
                ? "holds no file; zip the table again."
                : $"holds {files.Length} files ({NearestName.List(files)}); unpack it, or zip one alone.");
        return (files[0], archive.GetEntry(files[0])!.Open());
    }

    private static string Without(string path, string ending) =>
        path.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? path[..^ending.Length] : path;
}
