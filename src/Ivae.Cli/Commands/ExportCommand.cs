using System.CommandLine;
using System.Text.Json.Nodes;
using Ivae.Methods;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae export MODEL</c>: a model as ONNX files, for programs without this one.</summary>
internal sealed class ExportCommand : CliCommand
{
    private const string Ending = ".onnx";

    private readonly Argument<string> model = CommonOptions.Model();
    private readonly Option<string> file = new("--out")
    {
        HelpName = "FILE",
        Required = true,
        Description = $"Write the encoder to FILE ({Ending}); score, decoder and prior go next to it.",
    };

    private readonly Option<bool> force = CommonOptions.Force();
    private readonly Option<bool> json = CommonOptions.Json();

    public ExportCommand()
        : base(
            "export",
            "Writes a model as ONNX files: encoder, and of a density its score, decoder and prior.",
            "ivae export runs/eeg --out model.onnx")
    {
        Add(model);
        Add(file);
        Add(force);
        Add(json);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var path = arguments.GetRequiredValue(file);
        if (!path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--out {path}: the format follows from the ending; use {Ending}.");
        var fitted = ModelArgument.Load(arguments.GetRequiredValue(model));
        OnnxFunction[] functions = [.. fitted.OnnxFunctions()];
        OnnxFunction[] written = [.. functions.Where(function => function.Graph is not null)];
        OutputCheck.NotThere(arguments.GetValue(force), written.Select(function => function.Path(path)));
        foreach (var function in written)
            function.Write(function.Path(path), arguments.GetValue(force), fitted.Description);
        if (arguments.GetValue(json))
        {
            output.WriteJson(new JsonArray([.. functions.Select(function => (JsonNode)new JsonObject
            {
                ["function"] = function.Name,
                ["path"] = function.Graph is null ? null : function.Path(path),
                ["description"] = function.Description,
                ["missing"] = function.Missing,
            })]));
            return ExitCode.Success;
        }

        output.WriteTable(["file", "gives"],
            written.Select(function => new[] { function.Path(path), function.Description }));
        foreach (var function in functions.Where(function => function.Missing is not null))
            output.Say($"no {function.Name}: {function.Missing}");
        return ExitCode.Success;
    }
}
