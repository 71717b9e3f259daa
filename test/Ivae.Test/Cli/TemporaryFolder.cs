namespace Ivae.Test.Cli;

/// <summary>A folder for one test, gone after it.</summary>
/// <param name="prefix">What its name begins with; a space shows where paths are not quoted.</param>
internal sealed class TemporaryFolder(string prefix = "ivae test ") : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory(prefix);

    public string Root => folder.FullName;

    public string Path(string name) => System.IO.Path.Combine(Root, name);

    public string Write(string name, string content)
    {
        File.WriteAllText(Path(name), content);
        return Path(name);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
