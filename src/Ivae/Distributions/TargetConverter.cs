using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ivae.Distributions;

/// <summary>Writes a target as <c>U -> LATENT</c>.</summary>
internal sealed class TargetConverter : JsonConverter<Target>
{
    private const string Arrow = "->";

    /// <inheritdoc/>
    public override Target Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        var at = text.LastIndexOf(Arrow, StringComparison.Ordinal);
        return at >= 0 && int.TryParse(
            text[(at + Arrow.Length)..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var latent)
            ? new(text[..at].Trim(), latent)
            : throw new JsonException(
                $"\"{text}\" is no target; write U -> LATENT, a level or column of u and the number of a latent.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Target value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
