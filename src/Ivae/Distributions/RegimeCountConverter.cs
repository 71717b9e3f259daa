using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ivae.Distributions;

/// <summary>Writes one number as a number, and several as <c>LEAST:MOST</c>.</summary>
internal sealed class RegimeCountConverter : JsonConverter<RegimeCount>
{
    /// <inheritdoc/>
    public override RegimeCount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var count))
            return count;
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        int[] ends = [.. text.Split(':').Select(end =>
            int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)];
        return ends is [>= 0 and var least, >= 0 and var most] ? new(least, most) : throw new JsonException(
            $"\"{text}\" is no number of regimes; write a number, or the least and the most as 2:6.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RegimeCount value, JsonSerializerOptions options)
    {
        if (value.IsOne)
            writer.WriteNumberValue(value.Least);
        else
            writer.WriteStringValue(value.ToString());
    }
}
