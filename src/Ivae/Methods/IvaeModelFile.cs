using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ivae.Data;
using Ivae.Persistence;

namespace Ivae.Methods;

/// <summary>
/// What of a fitted model is in its file: the description as JSON, the parameters as arrays; see docs/model-format.md.
/// </summary>
internal static class IvaeModelFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new ScalingConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Writes a model: first to a temporary file next to it, then renamed.</summary>
    /// <param name="model">A fitted model.</param>
    /// <param name="path">The file, by custom <c>model.ivae</c>.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="DataException">The file cannot be written, or is there and must not be replaced.</exception>
    public static void Save(LatentModel model, string path, bool overwrite = false)
    {
        var parameters = model.Parameters;
        var tensors =
            parameters.All.Select(p => new NamedTensor(p.Name, [p.Rows, p.Columns], parameters.ValuesOf(p).ToArray()))
                .ToList();
        AtomicFile.Write(path, overwrite,
            stream => ModelFile.Write(stream, JsonSerializer.Serialize(model.Description, Json), tensors));
    }

    /// <summary>BibTeX of the papers that a model rests on, this software first.</summary>
    public static IEnumerable<string> CitationsOf(ModelDescription description) => Citations.Of(
        JsonSerializer.SerializeToNode(description.Options, Json)!.AsObject(), description.Version);

    /// <summary>Reads a model; needs no data.</summary>
    /// <exception cref="DataException">The file is missing, damaged, no model, or of a newer version.</exception>
    public static LatentModel Load(string path)
    {
        if (!File.Exists(path))
            throw new DataException(path, "there is no such file; give the model.ivae of a fit.");
        using var stream = File.OpenRead(path);
        var file = ModelFile.Read(stream, path);
        ModelDescription description;
        try
        {
            var json = JsonNode.Parse(file.ModelJson)!;
            if (file.FormatVersion == 1)
                json["options"] = Version1.Options(json["options"]!.AsObject());
            description = json.Deserialize<ModelDescription>(Json)!;
        }
        catch (JsonException error)
        {
            throw new DataException(
                path, $"its description cannot be read ({error.Message}); fit again with this version.", cause: error);
        }

        var model = Method.Blank(description);
        var values = file.Tensors.ToDictionary(t => t.Name);
        foreach (var parameter in model.Parameters.All)
        {
            if (!values.TryGetValue(parameter.Name, out var tensor) || tensor.Values.Length != parameter.Length)
                throw new DataException(path, $"the array \"{parameter.Name}\" [{parameter.Rows}, {parameter.Columns}] "
                    + "is missing or has another shape; fit again with this version.");
            tensor.Values.CopyTo(model.Parameters.ValuesOf(parameter));
        }

        return model;
    }
}
