using System.CommandLine;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae options TEXT</c>: every option of a fit with default, range and meaning.</summary>
internal sealed class OptionsCommand : CliCommand
{
    private readonly Argument<string?> text = new("TEXT")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Part of a key, or a method: only such options.",
    };

    private readonly Option<bool> json = CommonOptions.Json();

    public OptionsCommand()
        : base("options", "Lists the keys of --set and --config of a fit: default, range and meaning.",
            "ivae options training")
    {
        Add(text);
        Add(json);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var all = OptionEntry.All();
        var wanted = arguments.GetValue(text);
        OptionEntry[] shown = [.. all.Where(entry => wanted is null || entry.Methods.Contains(wanted)
            || entry.Key.Contains(wanted, StringComparison.Ordinal))];
        if (shown.Length == 0)
            throw new UsageException(
                $"there is no option with \"{wanted}\"{Suggestion.For(wanted!, [.. all.Select(entry => entry.Key)])}");
        if (arguments.GetValue(json))
        {
            output.WriteJson(shown);
            return ExitCode.Success;
        }

        foreach (var entry in shown)
        {
            output.Data.WriteLine($"{entry.Key} = {entry.Default ?? "chosen by the fit"}");
            foreach (var line in HelpText.Wrapped($"{entry.Range}{Of(entry)}", 4).Concat(
                HelpText.Wrapped(entry.Meaning, 4)))
                output.Data.WriteLine(line);
        }

        return ExitCode.Success;
    }

    private static string Of(OptionEntry entry) =>
        entry.Methods.Count == 0 ? "" : $" (method {string.Join(", ", entry.Methods)})";
}
