namespace Ivae.Cli;

/// <summary>Files of a run, which may be named by its folder.</summary>
internal static class RunPath
{
    public static string Model(string typed) => Directory.Exists(typed) ? Path.Combine(typed, "model.ivae") : typed;
}
