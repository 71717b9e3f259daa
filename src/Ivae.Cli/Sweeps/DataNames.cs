namespace Ivae.Cli.Sweeps;

/// <summary>What files are called in a table: by the end of their path that no other has.</summary>
internal static class DataNames
{
    /// <summary>The shortest end of each path, in whole names, by which it differs from all others.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<string> paths)
    {
        string[] all = [.. paths.Distinct()];
        var ends = all.ToDictionary(path => path, path => Path.GetFullPath(path)
            .Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries));
        return all.ToDictionary(path => path, path => Enumerable.Range(1, ends[path].Length)
            .Where(count => all.Count(other => End(other, count) == End(path, count)) == 1)
            .Select(count => End(path, count)).FirstOrDefault(path));

        string End(string path, int count) => string.Join('/', ends[path].TakeLast(count));
    }
}
