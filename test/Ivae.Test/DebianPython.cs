using System.Diagnostics;

namespace Ivae.Test;

/// <summary>The independent readers: Debian's python3 with MNE, h5py and AnnData.</summary>
internal static class DebianPython
{
    private const string Path = "/usr/bin/python3";

    /// <summary>Whether it is here.</summary>
    public static bool IsHere { get; } = File.Exists(Path) && Start("-c", "import mne, h5py, anndata") == 0;

    /// <summary>Runs a script of the repository, which must succeed.</summary>
    public static void Run(params string[] arguments) => Assert.Equal(0, Start(arguments));

    private static int Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments)
        {
            WorkingDirectory = SharedData.Repository,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
