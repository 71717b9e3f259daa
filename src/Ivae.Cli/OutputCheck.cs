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

    /// <summary>Refuses a file whose folder is not there or cannot be written.</summary>
    public static void Writable(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (Directory.Exists(path) || folder is null)
            throw new DataException(path, "is a folder, and a file is needed; choose another --out.");
        if (!Directory.Exists(folder) || !SystemCalls.MayWrite(folder))
            throw new DataException(path, $"cannot be written: the folder {folder} is not there or cannot be written; "
                + "choose a folder that exists and can be written.");
    }
}
