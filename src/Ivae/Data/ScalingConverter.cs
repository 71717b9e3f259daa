using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ivae.Data;

/// <summary>A scaling as JSON: its name; <c>standardize</c>, which earlier versions wrote, is read too.</summary>
internal sealed class ScalingConverter : JsonConverter<Scaling>
{
    private const string Earlier = "standardize";

    /// <inheritdoc/>
    public override Scaling Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        if (Earlier.Equals(text, StringComparison.OrdinalIgnoreCase))
            return Scaling.Standardise;
        foreach (var scaling in Enum.GetValues<Scaling>())
            if (Name(scaling).Equals(text, StringComparison.OrdinalIgnoreCase))
                return scaling;
        throw new JsonException($"There is no such scaling; there are {string.Join(", ",
            Enum.GetValues<Scaling>().Select(Name))}.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Scaling value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Name(value));

    private static string Name(Scaling scaling) => JsonNamingPolicy.SnakeCaseLower.ConvertName(scaling.ToString());
}
