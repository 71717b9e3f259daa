using Ivae.Reporting;
using Spectre.Console;

namespace Ivae.Cli;

/// <summary>
/// Where results and messages go: stdout carries data only, all messages for people go to stderr.
/// </summary>
/// <param name="data">Results.</param>
/// <param name="messages">Errors, notes and progress.</param>
internal sealed class Output(TextWriter data, TextWriter messages)
{
    public TextWriter Data => data;

    public TextWriter Messages => messages;

    /// <summary>Whether messages go to a terminal that can rewrite a line.</summary>
    public bool Terminal { get; init; }

    /// <summary>Whether messages may be coloured.</summary>
    public bool Colour { get; init; }

    /// <summary>Columns of the terminal.</summary>
    public int Width { get; init; } = 80;

    public static Output ToConsole(TextWriter data)
    {
        var terminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Output(data, new MessageWriter(Console.Error))
        {
            Terminal = terminal,
            Colour = terminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Width = terminal && Console.WindowWidth > 0 ? Console.WindowWidth : 80,
        };
    }

    /// <summary>A line of the result; names in it cannot move a cursor.</summary>
    public void Answer(string line) => data.WriteLine(PlainText.Of(line, lines: true));

    /// <summary>A line for people.</summary>
    public void Say(string line) => messages.WriteLine(PlainText.Of(line, lines: true));

    public void WriteJson<T>(T value) => data.WriteLine(JsonText.Of(value));

    /// <summary>A table for people; without headers, a list of names and values.</summary>
    public void WriteTable(IReadOnlyList<string> headers, IEnumerable<string[]> rows) =>
        WriteTable(data, headers, rows);

    /// <summary>The same on stderr: for people who watch.</summary>
    public void WriteMessageTable(IReadOnlyList<string> headers, IEnumerable<string[]> rows) =>
        WriteTable(messages, headers, rows);

    private static void WriteTable(TextWriter writer, IReadOnlyList<string> headers, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = headers.Any(header => header.Length > 0) };
        foreach (var header in headers)
            table.AddColumn(new TableColumn(new Text(header)).NoWrap().PadLeft(0).PadRight(2));
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(PlainText.Of(cell))));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = int.MaxValue / 4; // never wraps: a line is a row, also for grep
        console.Write(table);
    }
}
