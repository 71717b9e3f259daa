using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Ivae.Data;
using Ivae.Distributions;

namespace Ivae.Cli;

/// <summary>
/// A record of options as a tree of snake_case keys (<c>seed</c>, <c>training.learning_rate</c>), filled in layers: each overrules the one
/// before, and a key that does not exist or a value that does not fit is an error that names its place.
/// </summary>
/// <typeparam name="T">A record with a default for every option; records inside it are branches.</typeparam>
internal sealed class OptionTree<T>
    where T : new()
{
    private readonly Dictionary<string, JsonPropertyInfo> leaves = [];
    private readonly HashSet<string> branches = [];
    private readonly JsonObject values;

    /// <summary>The defaults.</summary>
    public OptionTree()
        : this(new T())
    {
    }

    /// <summary>Given options.</summary>
    public OptionTree(T options)
    {
        values = JsonSerializer.SerializeToNode(options, JsonText.Options)!.AsObject();
        Collect(JsonText.Options.GetTypeInfo(typeof(T)), "");
    }

    /// <summary>The present value of a key, as a person would write it, or null when there is none.</summary>
    public string? Text(string key) => Node(key)?.ToString();

    /// <summary>The options that differ from the defaults: keys, and values as <see cref="Set(string, string, string)"/> reads them.</summary>
    public IEnumerable<KeyValuePair<string, string>> Changes()
    {
        var defaults = new OptionTree<T>();
        foreach (var key in leaves.Keys)
            if (Written(key) is var value && value != defaults.Written(key))
                yield return new(key, value);
    }

    /// <summary>Puts a whole layer over the present values.</summary>
    /// <param name="layer">Keys and values, nested or dotted.</param>
    /// <param name="source">The file or preset, for errors.</param>
    public void Merge(JsonObject layer, string source) => Merge(layer, source, "");

    /// <summary>Sets one key from text, read according to the type of the option.</summary>
    /// <param name="key">A dotted key.</param>
    /// <param name="text">The value; <c>null</c> for none, commas between the items of a list.</param>
    /// <param name="place">Where the text stands, for errors.</param>
    public void Set(string key, string text, string place) => Set(key, Read(text, Leaf(key, place).PropertyType), place);

    /// <summary>The options as they now stand.</summary>
    public T Resolve() => values.Deserialize<T>(JsonText.Options)!;

    private string Written(string key) => Node(key) switch
    {
        null => "null",
        JsonArray list => $"[{string.Join(',', list.Select(item => item?.ToJsonString(JsonText.Options)))}]",
        var node => node.ToString(),
    };

    private JsonNode? Node(string key)
    {
        JsonNode? node = values;
        foreach (var part in key.Split('.'))
            node = node?[part];
        return node;
    }

    private void Collect(JsonTypeInfo type, string prefix)
    {
        foreach (var property in type.Properties)
        {
            var inner = JsonText.Options.GetTypeInfo(property.PropertyType);
            if (inner.Kind == JsonTypeInfoKind.Object)
            {
                branches.Add(prefix + property.Name);
                Collect(inner, prefix + property.Name + ".");
            }
            else
            {
                leaves.Add(prefix + property.Name, property);
            }
        }
    }

    private void Merge(JsonObject layer, string source, string prefix)
    {
        foreach (var (name, value) in layer)
        {
            var key = prefix + name;
            if (branches.Contains(key) && value is JsonObject inner)
                Merge(inner, source, key + ".");
            else
                Set(key, value?.DeepClone(), $"{source}, \"{key}\"");
        }
    }

    private void Set(string key, JsonNode? value, string place)
    {
        var leaf = Leaf(key, place);
        if (!Fits(value, leaf))
        {
            var given = value?.ToJsonString(JsonText.Options) ?? "null";
            throw new UsageException($"{place}: {given} is not {Expected(leaf.PropertyType, value)}");
        }

        var parts = key.Split('.');
        var branch = values;
        foreach (var part in parts[..^1])
            branch = (branch[part] ??= new JsonObject()).AsObject();
        branch[parts[^1]] = value;
    }

    private JsonPropertyInfo Leaf(string key, string place)
    {
        if (leaves.TryGetValue(key, out var leaf))
            return leaf;
        if (branches.Contains(key))
        {
            var example = leaves.Keys.First(name => name.StartsWith(key + '.', StringComparison.Ordinal));
            throw new UsageException($"{place}: \"{key}\" is a group of options; give an object, or one option as {example}.");
        }

        // The right name in the wrong branch is nearer to what was meant than another name in the right one.
        var bare = key[(key.LastIndexOf('.') + 1)..];
        var meant = leaves.ContainsKey(bare) ? bare : leaves.Keys.FirstOrDefault(name => name.EndsWith('.' + key, StringComparison.Ordinal));
        throw new UsageException($"{place}: there is no option \"{key}\"" + Suggestion.For(meant ?? key, [.. leaves.Keys]));
    }

    private static JsonNode? Read(string text, Type type)
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

    private static bool Fits(JsonNode? value, JsonPropertyInfo leaf)
    {
        if (value is null)
            return leaf.IsSetNullable && (!leaf.PropertyType.IsValueType || Nullable.GetUnderlyingType(leaf.PropertyType) is not null);
        try
        {
            value.Deserialize(leaf.PropertyType, JsonText.Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Expected(Type type, JsonNode? value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var names = type.IsEnum ? [.. Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)]
            : JsonText.Options.GetConverter(type) is INameList list ? list.Names : [];
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
        return type == typeof(string) ? "text." : "a list such as 100,100.";
    }
}
