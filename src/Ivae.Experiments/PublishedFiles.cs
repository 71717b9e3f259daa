using System.Security.Cryptography;
using Ivae.Data;

namespace Ivae.Experiments;

/// <summary>Data sets that others have published as NPZ files of x, u and s, in place of simulated ones.</summary>
internal static class PublishedFiles
{
    /// <summary>What they are.</summary>
    public const string Kind = "published NPZ files of x, u and s";

    /// <summary>The first <paramref name="count"/> NPZ files of a folder, by name.</summary>
    /// <exception cref="DataException">The folder has fewer.</exception>
    public static IReadOnlyList<RunData> Of(string folder, int count)
    {
        string[] files = Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.npz").Order(StringComparer.Ordinal).Take(count)]
            : [];
        if (files.Length < count)
            throw new DataException(
                folder,
                $"has {files.Length} NPZ files, and {count} are asked for; name the folder that holds them, or ask for "
                    + "fewer.")
            {
                Remedies = ["seeds"],
            };
        return [.. files.Select(path => new RunData(
            Path.GetFileNameWithoutExtension(path),
            new()
            {
                ["file"] = Path.GetFileName(path),
                ["checksum"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))),
            },
            () => DatasetReader.Read(path)))];
    }
}
