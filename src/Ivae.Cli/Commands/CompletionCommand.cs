using System.CommandLine;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae completion SHELL</c>: a script that completes commands, options and their values.</summary>
internal sealed class CompletionCommand : CliCommand
{
    private readonly Argument<string> shell = new("SHELL") { Description = "bash, zsh or fish." };

    public CompletionCommand()
        : base("completion", "Writes a script by which a shell completes commands, options and names.",
            """
            ivae completion bash > ~/.local/share/bash-completion/completions/ivae
              ivae completion zsh > ~/.zfunc/_ivae
              ivae completion fish > ~/.config/fish/completions/ivae.fish
            """) => Add(shell);

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var (name, root) = (arguments.GetRequiredValue(shell), arguments.RootCommandResult.Command);
        output.Data.Write(CompletionScript.Shells.TryGetValue(name, out var write)
            ? write([.. root.Subcommands.OfType<CliCommand>()])
            : throw new UsageException($"there is no completion for \"{name}\""
                + Suggestion.For(name, [.. CompletionScript.Shells.Keys])));
        return ExitCode.Success;
    }
}
