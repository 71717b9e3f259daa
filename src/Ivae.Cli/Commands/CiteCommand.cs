using System.CommandLine;
using System.Text.Json.Nodes;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae cite MODEL</c>: the papers that a model rests on.</summary>
internal sealed class CiteCommand : CliCommand
{
    private readonly Argument<string> model = CommonOptions.Model();
    private readonly Option<bool> json = CommonOptions.Json();

    public CiteCommand()
        : base("cite", "Gives the papers of exactly what a model is made of, as BibTeX.",
            "ivae cite runs/eeg > references.bib")
    {
        Add(model);
        Add(json);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var fitted = ModelArgument.Load(arguments.GetRequiredValue(model));
        if (arguments.GetValue(json))
            output.WriteJson(new JsonObject { ["method"] = fitted.Method.Name, ["bibtex"] = fitted.Citation });
        else
            output.Data.WriteLine(fitted.Citation);
        return ExitCode.Success;
    }
}
