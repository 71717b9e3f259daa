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
}
