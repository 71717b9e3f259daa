namespace Ivae.Cli;

/// <summary>What the process says about how it ended.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A fault of the program.</summary>
    public const int Bug = 1;

    /// <summary>Options that do not exist, do not fit together or are out of range.</summary>
    public const int Usage = 2;

    /// <summary>A file that cannot be read, used or written.</summary>
    public const int Data = 3;

    /// <summary>Training diverged.</summary>
    public const int Diverged = 4;

    /// <summary>Stopped by the user, as a shell reports SIGINT.</summary>
    public const int Cancelled = 130;
}
