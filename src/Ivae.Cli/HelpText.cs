using System.CommandLine;

namespace Ivae.Cli;

/// <summary>The help of a command: an example first, then what it does and what it takes.</summary>
internal static class HelpText
{
    private const int Width = 100;

    public static void Write(Command command, TextWriter writer)
    {
        var commands = command.Subcommands.OfType<CliCommand>().ToArray();
        var options = command.Options.Where(option => !option.Hidden).ToArray();
        writer.WriteLine("Example:");
        writer.WriteLine("  " + ((command as CliCommand)?.Example ?? commands[0].Example));
        writer.WriteLine();
        writer.WriteLine(command.Description);
        writer.WriteLine();
        writer.WriteLine("Usage:");
        writer.WriteLine("  " + Usage(command, options));
        WriteList(writer, "Arguments:",
            command.Arguments.Select(argument => (argument.Name, argument.Description ?? "")));
        WriteList(writer, "Commands:", commands.Select(inner => (inner.Name, inner.Description ?? "")));
        WriteList(writer, "Options:", options.Select(option => (Label(option), Description(command, option))));
        if (commands.Length == 0)
            return;
        writer.WriteLine();
        writer.WriteLine("Exit codes: 0 done, 1 fault of the program, 2 usage, 3 data, 4 diverged, 130 cancelled.");
        writer.WriteLine("\"ivae COMMAND --help\" tells more about a command.");
    }

    private static string Usage(Command command, Option[] options)
    {
        if (command is not CliCommand)
            return "ivae COMMAND …";
        var words = new List<string> { "ivae", command.Name };
        words.AddRange(command.Arguments.Select(argument => argument.Name));
        words.AddRange(options.Where(option => option.Required).Select(Label));
        words.Add("[options]");
        return string.Join(' ', words);
    }

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
        {
            var line = "  " + label.PadRight(indent - 2);
            foreach (var word in description.Split(' '))
            {
                if (line.Length + word.Length > Width)
                {
                    writer.WriteLine(line.TrimEnd());
                    line = new string(' ', indent);
                }

                line += word + " ";
            }

            writer.WriteLine(line.TrimEnd());
        }
    }
}
