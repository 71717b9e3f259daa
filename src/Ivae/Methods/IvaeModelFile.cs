using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ivae.Autodiff;
using Ivae.Data;
using Ivae.Persistence;

namespace Ivae.Methods;

/// <summary>
/// What of a fitted model is in its file: the description as JSON, the parameters as arrays; see
/// docs/reference/model-format.md.
/// </summary>
internal static class IvaeModelFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = MethodTypes.All,
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
        var description = JsonSerializer.Serialize(model.Description, Json.GetTypeInfo<ModelDescription>());
        AtomicFile.Write(path, overwrite, stream => ModelFile.Write(stream, description, tensors));
    }

    /// <summary>BibTeX of the papers that a model rests on, this software first.</summary>
    public static IEnumerable<string> CitationsOf(ModelDescription description) => Citations.Of(
        JsonSerializer.SerializeToNode(description.Options, Json.GetTypeInfo<IvaeOptions>())!.AsObject(),
        description.Version);

    /// <summary>Reads a model; needs no data.</summary>
    /// <exception cref="DataException">The file is missing, damaged, no model, or of a newer version.</exception>
    public static LatentModel Load(string path)
    {
        if (!File.Exists(path))
            throw new DataException(path, "there is no such file; give the model.ivae of a fit.");
        using var stream = File.OpenRead(path);
        var file = ModelFile.Read(stream, path);
        var description = Describe(file, path);
        var numbers = file.Tensors.Sum(tensor => (long)tensor.Values.Length);
        LatentModel model;
        try
        {
            model = ParameterBudget.Within(numbers, () => Method.Blank(description));
        }
        catch (Exception cause) when (cause is ArgumentException or OverflowException)
        {
            throw Wrong(path, cause.Message, cause);
        }

        var values = file.Tensors.ToDictionary(t => t.Name);
        foreach (var parameter in model.Parameters.All)
        {
            if (!values.TryGetValue(parameter.Name, out var tensor)
                || !tensor.Shape.SequenceEqual([parameter.Rows, parameter.Columns]))
                throw new DataException(path, $"the array \"{parameter.Name}\" [{parameter.Rows}, {parameter.Columns}] "
                    + "is missing or has another shape; fit again with this version.");
            if (Array.FindIndex(tensor.Values, value => !float.IsFinite(value)) is >= 0 and var at)
                throw new DataException(path, $"the array \"{parameter.Name}\" has {tensor.Values[at]} at position "
                    + $"{at + 1}, and the numbers of a model are finite; fit again.");
            tensor.Values.CopyTo(model.Parameters.ValuesOf(parameter));
        }

        return model;
    }

    private static ModelDescription Describe(ModelFile file, string path)
    {
        try
        {
            var json = JsonNode.Parse(file.ModelJson)!;
            if (file.FormatVersion == 1)
                json["options"] = Version1.Options(json["options"] as JsonObject
                    ?? throw new JsonException("options are no object"));
            var description = json.Deserialize(Json.GetTypeInfo<ModelDescription>())!;
            if (description.Problems().FirstOrDefault() is { } problem)
                throw Wrong(path, problem);
            description.Options.Validate();
            return description;
        }
        catch (Exception cause) when (cause is JsonException or ArgumentException or InvalidOperationException
            or FormatException)
        {
            var place = cause is JsonException { Path: { } at } && !cause.Message.Contains(at) ? $"{at}: " : "";
            throw Wrong(path, place + cause.Message, cause);
        }
    }

    private static DataException Wrong(string path, string problem, Exception? cause = null) =>
        new(path, $"its description cannot be used ({problem.TrimEnd('.')}); fit again with this version.",
            cause: cause);
}
