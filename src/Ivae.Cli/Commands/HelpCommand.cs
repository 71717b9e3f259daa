using System.CommandLine;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae help COMMAND</c>: the same as <c>ivae COMMAND --help</c>.</summary>
internal sealed class HelpCommand : CliCommand
{
    private readonly Argument<string?> command = new("COMMAND")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "A command; all of them are listed without it.",
    };

    public HelpCommand()
        : base("help", "Shows the help of a command.", "ivae help fit") => Add(command);

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var root = arguments.RootCommandResult.Command;
        var name = arguments.GetValue(command);
        var shown = name is null ? root : root.Subcommands.FirstOrDefault(inner => inner.Name == name)
            ?? throw new UsageException($"there is no command \"{name}\""
                + Suggestion.For(name, [.. root.Subcommands.Select(inner => inner.Name)]));
        HelpText.Write(shown, output.Data);
        return ExitCode.Success;
    }
}
