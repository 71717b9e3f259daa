namespace Ivae.Test.Cli;

/// <summary>A theory that is skipped where a fact would be, see <see cref="SystemFactAttribute"/>.</summary>
public sealed class SystemTheoryAttribute : TheoryAttribute
{
    public SystemTheoryAttribute(params string[] probe) => Skip = SystemFactAttribute.Missing(probe);
}
