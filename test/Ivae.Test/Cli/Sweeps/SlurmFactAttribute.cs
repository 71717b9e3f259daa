namespace Ivae.Test.Cli.Sweeps;

/// <summary>A fact about a Slurm cluster that the test starts, for which its programs and root are needed.</summary>
public sealed class SlurmFactAttribute : FactAttribute
{
    private static readonly string[] Programs =
        ["/usr/sbin/munged", "/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/bin/sbatch", "/usr/bin/scontrol"];

    public SlurmFactAttribute() => Skip = Missing();

    /// <summary>Why a cluster cannot be started here, or nothing.</summary>
    internal static string? Missing() =>
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "needs to be root on Linux, to start a cluster"
            : Programs.FirstOrDefault(program => !File.Exists(program)) is { } missing
                ? $"needs {missing} (Debian: slurmctld, slurmd, slurm-client, munge)"
                : null;
}
