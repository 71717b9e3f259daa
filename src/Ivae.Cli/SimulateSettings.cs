namespace Ivae.Cli;

/// <summary>All that decides what <c>ivae simulate</c> makes.</summary>
internal sealed record SimulateSettings
{
    public ulong Seed { get; init; }
}
