using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ivae.Methods;

namespace Ivae.Reporting;

/// <summary>
/// How the files of a run look as JSON: snake_case, UTF-8, the same bytes on every system; a number that is not finite
/// is null.
/// </summary>
internal static class RunJson
{
    /// <summary>The types of a run and of its model.</summary>
    public static IJsonTypeInfoResolver Types { get; } =
        JsonTypeInfoResolver.Combine(RunContext.Default, MethodTypes.All).WithAddedModifier(SentencesInJson.Add);

    /// <summary>For people: indented.</summary>
    public static JsonSerializerOptions Indented { get; } = Make(indented: true, Types);

    /// <summary>One record per line.</summary>
    public static JsonSerializerOptions Line { get; } = Make(indented: false, Types);

    /// <summary>The same of other types.</summary>
    public static JsonSerializerOptions Make(bool indented, IJsonTypeInfoResolver types) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new FiniteOrNull() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
        NewLine = "\n",
        TypeInfoResolver = types,
    };

    /// <summary>A record as an object.</summary>
    public static JsonObject Object<T>(T value) =>
        JsonSerializer.SerializeToNode(value, Line.GetTypeInfo<T>())!.AsObject();

    /// <summary>A number of an object that is put together.</summary>
    public static JsonNode? Number(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    /// <summary>Numbers of an object that is put together.</summary>
    public static JsonArray Numbers(params IEnumerable<double?> values) => [.. values.Select(Number)];

    private sealed class FiniteOrNull : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }
}
