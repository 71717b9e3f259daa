using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Persistence;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae info FILE</c>: what is in a model or a table.</summary>
internal sealed class InfoCommand : CliCommand
{
    private readonly Argument<string> file = new("FILE")
    {
        Description = $"A run folder or its model.ivae, or a table: {CommonOptions.Or([.. Kinds])}.",
    };

    private readonly Option<bool> all = new("--all") { Description = "Of a model, every option and array too." };

    private readonly Option<bool> json = CommonOptions.Json();

    private static IEnumerable<string> Kinds =>
        FileFormat.All.SelectMany(format => format.Extensions).Select(ending => ending[1..].ToUpperInvariant());

    public InfoCommand()
        : base("info", "Says what is in a run, a model or a table.", "ivae info runs/eeg")
    {
        Add(file);
        Add(all);
        Add(json);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var path = RunPath.Model(arguments.GetRequiredValue(file));
        if (!IsModel(path))
        {
            FileSummaryText.Write(FileFormat.Describe(path), output, arguments.GetValue(json));
            return ExitCode.Success;
        }

        using var stream = File.OpenRead(path);
        var model = ModelFile.Read(stream, path);
        if (arguments.GetValue(json))
            output.WriteJson(Describe(path, model));
        else if (arguments.GetValue(all))
            Show(model, output);
        else
            output.WriteTable(["", ""], RunSummaryText.Facts(path));
        return ExitCode.Success;
    }

    /// <summary>
    /// A model starts with 8 bytes of length and goes on with a JSON object; no table looks like that.
    /// </summary>
    private static bool IsModel(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[9];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start[8] == '{'
            && start[7] == 0;
    }

    private static object Describe(string path, ModelFile model) => new
    {
        Kind = "model",
        Path = path,
        model.FormatVersion,
        Parameters = Parameters(model),
        Model = JsonNode.Parse(model.ModelJson),
        Tensors = model.Tensors.Select(tensor => new { tensor.Name, tensor.Shape }),
    };

    private static void Show(ModelFile model, Output output)
    {
        var facts = new List<string[]>
        {
            new[] { "format version", model.FormatVersion.ToString(CultureInfo.InvariantCulture) },
            new[] { "parameters", Parameters(model).ToString(CultureInfo.InvariantCulture) },
        };
        AddFacts(facts, "", JsonNode.Parse(model.ModelJson)!.AsObject());
        output.WriteTable(["", ""], facts);
        output.Data.WriteLine();
        var arrays = model.Tensors.Select(tensor => new[] { tensor.Name, $"[{string.Join(", ", tensor.Shape)}]" });
        output.WriteTable(["array", "shape"], arrays);
    }

    private static void AddFacts(List<string[]> facts, string prefix, JsonObject branch)
    {
        foreach (var (name, value) in branch)
        {
            if (value is JsonObject inner)
                AddFacts(facts, prefix + name + ".", inner);
            else
                facts.Add([prefix + name, value is JsonArray list ? Shortened(list) : value?.ToString() ?? "none"]);
        }
    }

    /// <summary>Whitening matrices and level names are long, and people want to see that they are there.</summary>
    private static string Shortened(JsonArray list)
    {
        const int Shown = 8;
        var items = list.Take(Shown).Select(item => item?.ToJsonString(JsonText.Options) ?? "null");
        return string.Join(", ", items) + (list.Count > Shown ? $", … ({list.Count})" : "");
    }

    private static long Parameters(ModelFile model) => model.Tensors.Sum(tensor => (long)tensor.Values.Length);
}
