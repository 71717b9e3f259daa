using System.CommandLine;

namespace Ivae.Cli;

/// <summary>The help of a command: an example first, then what it does and what it takes.</summary>
internal static class HelpText
{
    /// <summary>What ends a command with which code.</summary>
    public const string ExitCodes =
        "Exit codes: 0 done, 1 fault of the program, 2 usage, 3 data, 4 diverged, 130 cancelled.";

    private const int Width = 100;

    public static void Write(Command command, TextWriter writer)
    {
        var commands = command.Subcommands.OfType<CliCommand>().ToArray();
        writer.WriteLine("Example:");
        writer.WriteLine("  " + ((command as CliCommand)?.Example ?? commands[0].Example));
        writer.WriteLine();
        foreach (var line in Wrapped(command.Description ?? "", 0))
            writer.WriteLine(line);
        writer.WriteLine();
        writer.WriteLine("Usage:");
        writer.WriteLine("  " + Usage(command));
        WriteList(writer, "Arguments:", Arguments(command));
        WriteList(writer, "Commands:", commands.Select(inner => (inner.Name, inner.Description ?? "")));
        WriteList(writer, "Options:", Options(command));
        if (commands.Length == 0)
            return;
        writer.WriteLine();
        writer.WriteLine(ExitCodes);
        writer.WriteLine("\"ivae help COMMAND\" says more about a command.");
    }

    /// <summary>Arguments and options of a command, with what they are.</summary>
    public static IEnumerable<(string Label, string Description)> Entries(Command command) =>
        [.. Arguments(command), .. Options(command)];

    /// <summary>How a command is typed.</summary>
    public static string Usage(Command command)
    {
        if (command is not CliCommand)
            return "ivae COMMAND …";
        var words = new List<string> { "ivae", command.Name };
        words.AddRange(command.Arguments.Select(argument => argument.Name));
        words.AddRange(command.Options.Where(option => option.Required).Select(Label));
        if (command.Options.Count > 0)
            words.Add("[options]");
        return string.Join(' ', words);
    }

    private static IEnumerable<(string Label, string Description)> Arguments(Command command) =>
        command.Arguments.Select(argument => (argument.Name, argument.Description ?? ""));

    private static IEnumerable<(string Label, string Description)> Options(Command command) =>
        from option in command.Options
        where !option.Hidden
        select (Label(option), Description(command, option));

    private static string Label(Option option) => option.Name + (option.HelpName is null ? "" : " " + option.HelpName);

    private static string Description(Command command, Option option)
    {
        var byDefault = (command as CliCommand)?.DefaultOf(option);
        if (option is Option<int> { HasDefaultValue: true })
            byDefault = Convert.ToString(option.GetDefaultValue(), System.Globalization.CultureInfo.InvariantCulture);
        return option.Description
            + (option.Required ? " Required." : byDefault is null ? "" : $" Default: {byDefault}.");
    }

    private static void WriteList(TextWriter writer, string title, IEnumerable<(string Label, string Description)> rows)
    {
        var list = rows.ToArray();
        if (list.Length == 0)
            return;
        writer.WriteLine();
        writer.WriteLine(title);
        var indent = list.Max(row => row.Label.Length) + 4;
        foreach (var (label, description) in list)
            foreach (var line in Wrapped(description, indent, "  " + label))
                writer.WriteLine(line);
    }

    /// <summary>Text in lines that begin after some columns, the first of which may hold a label.</summary>
    public static IEnumerable<string> Wrapped(string text, int indent, string label = "")
    {
        var line = label.PadRight(indent);
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length > Width)
            {
                yield return line.TrimEnd();
                line = new string(' ', indent);
            }

            line += word + " ";
        }

        yield return line.TrimEnd();
    }
}
