using System.CommandLine;
using System.Globalization;
using System.Text;
using Ivae.Figures;
using Ivae.Reporting;

namespace Ivae.Cli;

/// <summary>Options of every command that writes a page: its figures as files, as a paper needs them.</summary>
internal sealed class FigureOptions
{
    private const string Trial =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text y=\"9\">a</text></svg>";

    private static readonly Dictionary<string, Func<string, byte[]>> Known = new()
    {
        ["svg"] = Encoding.UTF8.GetBytes,
        ["png"] = svg => SvgImage.ToPng(svg), // in lambdas: what draws is loaded by the first call
        ["pdf"] = svg => SvgImage.ToPdf(svg),
    };

    private readonly Option<string?> formats = new("--figures")
    {
        HelpName = "FORMATS",
        Description = $"Write every figure as a file too, in {FigureFiles.Folder}: {string.Join(',', Known.Keys)}.",
    };

    private readonly Option<double> width = new("--figure-width")
    {
        HelpName = "MM",
        Description = "Width of these figures in millimetres; text is 7 pt high at any width.",
        DefaultValueFactory = _ => FigureFiles.DefaultWidth,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var millimetres)
                && millimetres is >= FigureFiles.Narrowest and <= FigureFiles.Widest)
                return millimetres;
            result.AddError($"--figure-width: \"{text}\" is not a number from {FigureFiles.Narrowest} to "
                + $"{FigureFiles.Widest}.");
            return 0;
        },
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        formats.CompletionSources.Add([.. Known.Keys]);
        command.Add(formats);
        command.Add(width);
    }

    /// <summary>What was asked for; what cannot be drawn here is known before the work begins.</summary>
    public FigureFiles In(ParseResult arguments)
    {
        var names = CommonOptions.Names(arguments.GetValue(formats), "--figures", "format", [.. Known.Keys]);
        try
        {
            foreach (var name in names)
                Known[name](Trial);
        }
        catch (NotSupportedException cause)
        {
            throw new UsageException($"--figures {string.Join(',', names)}: {cause.Message}");
        }

        return new FigureFiles
        {
            Formats = names.ToDictionary(name => name, name => Known[name]),
            Width = arguments.GetValue(width),
        };
    }
}
