namespace Ivae.Test.House;

/// <summary>A source file of the repository.</summary>
/// <param name="Path">Path from the root of the repository, with slashes.</param>
/// <param name="Text">Its text.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private static readonly string[] Built = ["bin", "obj", "TestResults", "BenchmarkDotNet.Artifacts"];

    /// <summary>Its lines.</summary>
    public string[] Lines { get; } = Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    /// <summary>All C# sources below some folders of the root, without what the build makes.</summary>
    public static SourceFile[] Below(params string[] folders) =>
    [
        .. folders.SelectMany(folder => Files(System.IO.Path.Combine(SharedData.Repository, folder)))
            .Order(StringComparer.Ordinal).Select(path => new SourceFile(FromRoot(path), File.ReadAllText(path))),
    ];

    private static string FromRoot(string path) =>
        System.IO.Path.GetRelativePath(SharedData.Repository, path).Replace('\\', '/');

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs").Concat(Directory.EnumerateDirectories(folder)
            .Where(below => !Built.Contains(System.IO.Path.GetFileName(below))).SelectMany(Files));
}
