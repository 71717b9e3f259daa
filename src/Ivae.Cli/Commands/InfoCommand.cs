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
        Description = $"A model.ivae, the folder of a run or of tables, or a table: {CommonOptions.Or([.. Kinds])}; "
            + "- for stdin.",
    };

    private readonly Option<string?> encoding =
        new("--encoding") { HelpName = "NAME", Description = "Encoding of a text table, as latin-1; UTF-8 otherwise." };
    private readonly Option<string?> na = new("--na")
    {
        HelpName = "TOKENS",
        Description = "Further texts that mean a missing value, separated by commas.",
    };
    private readonly Option<string?> sign = new("--decimal")
    {
        HelpName = "SIGN",
        Description = "Decimal sign of a text table, a point or a comma; found out otherwise.",
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
        Add(encoding);
        Add(na);
        Add(sign);
        Add(json);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var path = InputFile.Path(arguments.GetRequiredValue(file));
        var (asJson, whole, options) = (arguments.GetValue(json), arguments.GetValue(all), Reading(arguments));
        var single = RunPath.Model(path);
        if (single == path || File.Exists(single))
        {
            Show(Read(single, options), output, asJson, whole);
            return ExitCode.Success;
        }

        var tables = FolderContent.Files(path);
        if (tables.Length == 0)
            throw new DataException(path, $"holds no model.ivae and no table ({CommonOptions.Or([.. Kinds])}).");
        object[] contents = [.. tables.Select(table => Read(table, options))];
        if (asJson)
            output.WriteJson(new JsonArray([.. contents.Select(Json)]));
        foreach (var (table, content) in asJson ? [] : tables.Zip(contents))
        {
            output.Answer($"{table}:");
            Show(content, output, json: false, whole);
            output.Data.WriteLine();
        }

        return ExitCode.Success;
    }

    private TableOptions Reading(ParseResult arguments) => new()
    {
        Encoding = arguments.GetValue(encoding),
        Na = arguments.GetValue(na),
        Decimal = arguments.GetValue(sign) switch
        {
            null => null,
            [var one] => one,
            var other => throw new UsageException($"--decimal: \"{other}\" is not one character."),
        },
    };

    /// <summary>
    /// A model, or the summary of a table. A model starts with 8 bytes of length and goes on with a JSON object; no
    /// table looks like that.
    /// </summary>
    private static object Read(string path, TableOptions options) => FileFormat.Open(path, (format, stream) =>
    {
        var start = new byte[9];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (stream.CanSeek)
            stream.Position = 0;
        var whole = stream.CanSeek ? stream : new ReplayStream(start, stream);
        return start is [_, _, _, _, _, _, _, 0, (byte)'{'] ? (object)new Model(path, ModelFile.Read(whole, path))
            : format is TableFormat tables ? tables.Describe(whole, path, options)
            : format.Describe(whole, path);
    });

    private static JsonNode? Json(object content) =>
        content is Model model ? Describe(model.Path, model.File) : JsonText.Node((FileSummary)content);

    private static void Show(object content, Output output, bool json, bool all)
    {
        if (json)
            output.WriteJson(Json(content)!.AsObject());
        else if (content is not Model model)
            FileSummaryText.Write((FileSummary)content, output);
        else if (all)
            Show(model.File, output);
        else
            output.WriteTable(["", ""], RunSummaryText.Facts(model.Path));
    }

    private sealed record Model(string Path, ModelFile File);

    private static JsonObject Describe(string path, ModelFile model) => new()
    {
        ["kind"] = "model",
        ["path"] = path,
        ["format_version"] = model.FormatVersion,
        ["parameters"] = Parameters(model),
        ["model"] = JsonNode.Parse(model.ModelJson),
        ["tensors"] = new JsonArray([.. model.Tensors.Select(tensor => (JsonNode)new JsonObject
        {
            ["name"] = tensor.Name,
            ["shape"] = new JsonArray([.. tensor.Shape.Select(length => (JsonNode)length)]),
        })]),
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
