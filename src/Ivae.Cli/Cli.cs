using System.CommandLine;
using System.CommandLine.Parsing;
using Ivae.Cli.Commands;
using Ivae.Data;
using Ivae.Reporting;

namespace Ivae.Cli;

/// <summary>
/// The program: parses a command line, runs its command and turns every way to end into an exit code.
/// </summary>
internal static class Cli
{
    private const string Name = "ivae";

    public static int Run(string[] arguments, Output output, CancellationToken cancellation)
    {
        Command? command = null;
        try
        {
            var code = arguments is ["--version"]
                ? ShowVersion(output)
                : RunCommand(arguments, output, ref command, cancellation);
            output.Data.Flush(); // here a full disk shows
            return code;
        }
        catch (Exception cause)
        {
            var (code, message) = Explain(cause, command);
            output.Messages.WriteLine($"{Speaker(command)}: {PlainText.Of(message, lines: true)}");
            return code;
        }
    }

    /// <summary>Answers before the parser is loaded, which takes longer than the answer.</summary>
    private static int ShowVersion(Output output)
    {
        output.Data.WriteLine($"{Name} {typeof(Cli).Assembly.GetName().Version!.ToString(3)}");
        return ExitCode.Success;
    }

    private static int RunCommand(
        string[] arguments, Output output, ref Command? command, CancellationToken cancellation)
    {
        var help = new Option<bool>("--help", "-h") { Description = "Show this text.", Recursive = true };
        var parsed = CreateRoot(help).Parse(
            arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        command = parsed.CommandResult.Command;
        if (parsed.GetValue(help) || arguments.Length == 0)
        {
            HelpText.Write(command, output.Data);
            return ExitCode.Success;
        }

        if (Mistakes(parsed, command) is { Count: > 0 } mistakes)
            throw new UsageException(
                $"{string.Join($"\n{Speaker(command)}: ", mistakes)}\n\"{Speaker(command)} --help\" shows all "
                    + "options.");
        cancellation.ThrowIfCancellationRequested();
        return ((CliCommand)command).Run(parsed, output, cancellation);
    }

    private static string Speaker(Command? command) => command is CliCommand ? $"{Name} {command.Name}" : Name;

    private static Command CreateRoot(Option<bool> help)
    {
        var root = new Command(
            Name, "Identifiable deep latent-variable models: from a table of data to independent latent factors.")
        {
            new FitCommand(),
            new TransformCommand(),
            new SampleCommand(),
            new ScoreCommand(),
            new ExportCommand(),
            new EvaluateCommand(),
            new CheckCommand(),
            new SelectCommand(),
            new AlignCommand(),
            new PlanCommand(),
            new CompareCommand(),
            new ReproduceCommand(),
            new SweepCommand(),
            new SimulateCommand(),
            new InfoCommand(),
            new CausalCommand(),
            new BenchCommand(),
            new HelpCommand(),
            new OptionsCommand(),
            new CiteCommand(),
            new CompletionCommand(),
            new ManCommand(),
        };
        root.Add(help);
        root.Add(new Option<bool>("--version") { Description = "Show the version." });
        return root;
    }

    private static (int Code, string Message) Explain(Exception cause, Command? command) => cause switch
    {
        UsageException => (ExitCode.Usage, cause.Message),
        ArgumentException argument => (ExitCode.Usage, WithoutParameterName(argument.Message, argument)),
        DataException data => (ExitCode.Data, FlagHint.Add(
            WithoutParameterName(data.Message, data.InnerException as ArgumentException), data.Remedies, command)),
        IOException or UnauthorizedAccessException => (ExitCode.Data, cause.Message),
        InsufficientMemoryException => (ExitCode.Data, cause.Message),
        OutOfMemoryException =>
            (ExitCode.Data, "the data does not fit into memory; give fewer rows or columns, or more memory."),
        OperationCanceledException => (ExitCode.Cancelled, "cancelled."),
        AggregateException { InnerExceptions: [var first, ..] } => Explain(first, command),
        _ => (ExitCode.Bug, $"this is a fault of the program, please report it:\n{cause}"),
    };

    private static string WithoutParameterName(string message, ArgumentException? cause) =>
        message.Replace($" (Parameter '{cause?.ParamName}')", "", StringComparison.Ordinal);

    private static List<string> Mistakes(ParseResult parsed, Command command)
    {
        // A mistyped option reads as a file name to the parser, and its value as one too many: name the option, not
        // what follows from it.
        var inherited =
            command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive);
        var options = command.Options.Concat(inherited).ToArray();
        var mistakes = new List<string>();
        var before = command.Name;
        foreach (var token in parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash))
        {
            if (token.Type == TokenType.Argument && token.Value is ['-', var second, ..]
                && (second == '-' || char.IsAsciiLetter(second)))
                mistakes.Add(UnknownOption(token.Value, before, options));
            before = token.Value;
        }

        if (mistakes.Count > 0)
            return mistakes;
        if (command is not CliCommand)
            return [UnknownCommand(parsed, command)];
        return [.. parsed.Errors.Select(error => error.Message)];
    }

    private static string UnknownOption(string text, string before, Option[] options)
    {
        var name = text.Split('=', ':')[0];
        if (options.Any(option => option.Name == name))
            return $"{before} lacks its value: what follows is the option {name}.";
        return $"there is no option \"{name}\"{Suggestion.For(name, [.. options.Select(option => option.Name)])}";
    }

    private static string UnknownCommand(ParseResult parsed, Command root)
    {
        var names = root.Subcommands.Select(command => command.Name).ToArray();
        if (parsed.UnmatchedTokens is not [var given, ..])
            return $"a command is needed: {string.Join(", ", names)}.";
        return $"there is no command \"{given}\"{Suggestion.For(given, names)}";
    }
}
