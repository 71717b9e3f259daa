using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Onnx;

namespace Ivae.Methods;

/// <summary>A function of a fitted model as an ONNX graph, which is written as a file of its own.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What it gives, for people.</param>
/// <param name="Graph">The function; none where <paramref name="Missing"/> says why.</param>
/// <param name="Missing">Why there is none.</param>
internal sealed record OnnxFunction(string Name, string Description, OnnxGraph? Graph, string? Missing = null)
{
    /// <summary>The function that the given path itself is of.</summary>
    public const string Encoder = "encoder";

    /// <summary>Where it is written: a path given for the encoder, and others next to it.</summary>
    public string Path(string ofEncoder) => Name == Encoder
        ? ofEncoder
        : System.IO.Path.ChangeExtension(ofEncoder, $".{Name}{System.IO.Path.GetExtension(ofEncoder)}");

    /// <summary>The function that <paramref name="build"/> makes, or why it cannot.</summary>
    public static OnnxFunction Of(string name, string description, Action<OnnxGraph> build)
    {
        try
        {
            var graph = new OnnxGraph(name);
            build(graph);
            return new OnnxFunction(name, description, graph);
        }
        catch (NotSupportedException cause)
        {
            return new OnnxFunction(name, description, null, cause.Message);
        }
    }

    /// <summary>Writes the file.</summary>
    public void Write(string path, bool overwrite, ModelDescription model) => AtomicFile.Write(
        path, overwrite, stream => Graph!.Write(stream, model.Version, Description, Metadata(model)));

    /// <summary>What a program needs in order to give the function its inputs.</summary>
    private IEnumerable<(string Key, string Value)> Metadata(ModelDescription model)
    {
        var recipe = model.Recipe;
        yield return ("ivae.function", Name);
        yield return ("ivae.method", model.Options.Method.Name);
        yield return ("ivae.columns", Text(Names(recipe.ObservedNames)));
        yield return ("ivae.latents", Text(Names(TableReader.Names("z", model.Latents))));
        yield return ("ivae.units", "x in the units of the data; densities per row in nats, of x in these units");
        yield return ("ivae.citation", string.Join("\n\n", IvaeModelFile.CitationsOf(model)));
        if (model.Auxiliary is { Columns: 0, Levels.Count: 0 })
            yield break;
        var levels = recipe.AllCategorical.Select(part =>
            KeyValuePair.Create(OnnxAuxiliary.InputName(part.Name), (JsonNode?)Names(part.Levels)));
        yield return ("ivae.u.columns", Text(Names(recipe.AllNumeric)));
        yield return ("ivae.u.levels", Text(new JsonObject(levels)));
    }

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => (JsonNode)name)];

    private static string Text(JsonNode node) =>
        node.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
