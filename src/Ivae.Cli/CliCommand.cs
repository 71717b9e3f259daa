using System.CommandLine;

namespace Ivae.Cli;

/// <summary>One command: what it is called, how it is used, and what it does.</summary>
/// <param name="name">Name of the command.</param>
/// <param name="description">What it does.</param>
/// <param name="example">A command line that works, the first thing its help shows.</param>
internal abstract class CliCommand(string name, string description, string example) : Command(name, description)
{
    public string Example => example;

    /// <summary>Does the work and gives the exit code; errors are thrown.</summary>
    public abstract int Run(ParseResult arguments, Output output, CancellationToken cancellation);

    /// <summary>What an option is without being given, for the help.</summary>
    public virtual string? DefaultOf(Option option) => null;
}
