using Ivae.Data;

namespace Ivae.Cli;

/// <summary>What is looked at before any work is done, so that an hour's work is not lost at its end.</summary>
internal static class OutputCheck
{
    /// <summary>Refuses files that are there already.</summary>
    public static void NotThere(bool force, params IEnumerable<string> paths)
    {
        if (!force && paths.FirstOrDefault(File.Exists) is { } path)
            throw new UsageException($"{path} is there already; choose another --out, or overwrite it with --force.");
    }

    /// <summary>Makes a folder and tries whether files can be written into it.</summary>
    public static void Folder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, ".ivae-probe");
            File.WriteAllBytes(probe, [0]);
            File.Delete(probe);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new DataException(folder, $"cannot be written into: {cause.Message.TrimEnd('.')}. Choose another --out.", cause: cause);
        }
    }
}
