using System.CommandLine;
using System.Text;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae man</c>: the manual page, made from the help of every command.</summary>
internal sealed class ManCommand : CliCommand
{
    public ManCommand()
        : base("man", "Writes the manual page.", "ivae man > ~/.local/share/man/man1/ivae.1")
    {
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var root = arguments.RootCommandResult.Command;
        var version = typeof(ManCommand).Assembly.GetName().Version!.ToString(3);
        var page = new StringBuilder($".TH IVAE 1 \"\" \"ivae {version}\" \"User commands\"\n");
        page.Append(".SH NAME\nivae \\- identifiable deep latent-variable models\n");
        page.Append(".SH SYNOPSIS\n.B ivae\n.I COMMAND\n[\\fIoptions\\fR]\n.SH DESCRIPTION\n");
        page.Append(Escaped(root.Description!)).Append("\n.SH COMMANDS\n");
        foreach (var command in root.Subcommands.OfType<CliCommand>())
        {
            page.Append($".SS {Escaped(HelpText.Usage(command))}\n{Escaped(command.Description!)}\n.PP\n.EX\n");
            page.Append(Escaped(command.Example)).Append("\n.EE\n");
            foreach (var (label, description) in HelpText.Entries(command))
                page.Append($".TP\n\\fB{Escaped(label)}\\fR\n{Escaped(description)}\n");
        }

        page.Append(".SH EXIT STATUS\n").Append(Escaped(HelpText.ExitCodes)).Append('\n');
        output.Data.Write(page.Replace("\r\n", "\n").ToString());
        return ExitCode.Success;
    }

    private static string Escaped(string text)
    {
        text = text.Replace("\\", "\\e").Replace("-", "\\-");
        return text is ['.' or '\'', ..] ? "\\&" + text : text;
    }
}
