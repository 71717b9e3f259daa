using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Ivae.Data;
using Ivae.Distributions;

namespace Ivae.Cli;

/// <summary>The value of one option: read from text, checked, described.</summary>
internal static class OptionValue
{
    /// <summary>A value from text, read according to the type of the option.</summary>
    public static JsonNode? Read(string text, Type type)
    {
        if (text == "null")
            return null;
        var info = JsonText.Options.GetTypeInfo(type);
        if (info.Kind == JsonTypeInfoKind.Enumerable && !text.StartsWith('['))
            return new JsonArray([.. text.Split(',').Select(item => Read(item.Trim(), info.ElementType!))]);
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type.IsEnum)
            return JsonValue.Create(text);
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // JSON knows no ".5" and no "+1"; people write them.
            var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
            return isNumber && double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(text);
        }
    }

    /// <summary>Whether a value is one of the option.</summary>
    public static bool Fits(JsonNode? value, JsonPropertyInfo leaf)
    {
        if (value is null)
            return CanBeNull(leaf);
        try
        {
            value.Deserialize(JsonText.Options.GetTypeInfo(leaf.PropertyType));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether the option may be left open.</summary>
    public static bool CanBeNull(JsonPropertyInfo leaf) => leaf.IsSetNullable
        && (!leaf.PropertyType.IsValueType || Nullable.GetUnderlyingType(leaf.PropertyType) is not null);

    /// <summary>What a value of the type is, in words, with the nearest name where it has names.</summary>
    public static string Expected(Type type, JsonNode? value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var names = type.IsEnum ? [.. Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)]
            : JsonText.Options.GetTypeInfo(type).Converter is INameList list ? list.Names : [];
        if (names.Count > 0)
        {
            return $"one of {string.Join(", ", names)}{NearestName.Hint(value?.ToString() ?? "", names)}";
        }

        if (type == typeof(bool))
            return "true or false.";
        if (type == typeof(ulong) || type == typeof(uint))
            return "a whole number from 0.";
        if (type == typeof(int) || type == typeof(long))
            return "a whole number.";
        if (type == typeof(float) || type == typeof(double))
            return "a number.";
        if (type == typeof(char))
            return "one character.";
        return type == typeof(string) ? "text."
            : type == typeof(RegimeCount) ? "a whole number, or the least and the most as 2:6."
            : "a list such as 100,100.";
    }
}
