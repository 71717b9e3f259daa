namespace Ivae.Test.Cli.Sweeps;

/// <summary>A theory that is skipped where a fact would be, see <see cref="SlurmFactAttribute"/>.</summary>
public sealed class SlurmTheoryAttribute : TheoryAttribute
{
    public SlurmTheoryAttribute() => Skip = SlurmFactAttribute.Missing();
}
