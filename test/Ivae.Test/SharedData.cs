namespace Ivae.Test;

/// <summary>
/// Data next to the repository and not in it: tests on it skip, saying so, where it is absent.
/// </summary>
internal static class SharedData
{
    /// <summary>Full path of <paramref name="relative"/> below the shared data folder.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    /// <summary>Root of the repository: the nearest folder upwards that holds the solution.</summary>
    public static string Repository { get; } = FindRepository();

    private static string Root { get; } =
        System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository, "../shared/data"));

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "Ivae.slnx")))
            folder = System.IO.Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("Ivae.slnx not found above the tests.");
        return folder;
    }
}

/// <summary>A fact that needs a file of the shared data folder.</summary>
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string relative)
    {
        if (!File.Exists(SharedData.Path(relative)))
            Skip = $"needs {SharedData.Path(relative)}, which is not here";
    }
}

/// <summary>A theory that needs a file of the shared data folder, and may need the independent readers.</summary>
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute(string relative, bool needsReaders = false)
    {
        if (!File.Exists(SharedData.Path(relative)))
            Skip = $"needs {SharedData.Path(relative)}, which is not here";
        else if (needsReaders && !DebianPython.IsHere)
            Skip = "needs Debian's python3-mne, python3-h5py and python3-anndata, which are not here";
    }
}
