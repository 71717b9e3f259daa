using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Ivae.Data;
using Ivae.Methods;

namespace Ivae.Cli;

/// <summary>
/// A record of options as a tree of snake_case keys (<c>seed</c>, <c>training.learning_rate</c>), filled in layers:
/// each overrules the one before, and a key that does not exist or a value that does not fit is an error that names its
/// place. Which keys the method has depends on the method, which must be known first; keys of version 1 are read too.
/// </summary>
/// <typeparam name="T">A record with a default for every option; records inside it are branches.</typeparam>
internal sealed class OptionTree<T>
    where T : new()
{
    private const string MethodKey = "method";
    private const string MethodName = $"{MethodKey}.{MethodConverter.Name}";
    private readonly Dictionary<string, JsonPropertyInfo> leaves = [];
    private readonly HashSet<string> branches = [];
    private readonly JsonObject values;
    private Method? method;
    private bool methodIsChosen;

    /// <summary>The defaults.</summary>
    public OptionTree()
        : this(new T())
    {
    }

    /// <summary>Given options.</summary>
    public OptionTree(T options)
    {
        values = JsonText.Object(options);
        method = (options as IvaeOptions)?.Method;
        Collect(JsonText.Options.GetTypeInfo(typeof(T)), "");
    }

    /// <summary>Whether there is a method to choose.</summary>
    public bool HasMethod => method is not null;

    /// <summary>
    /// Methods that share the layers: a key that one of them has, and this one has not, is passed over.
    /// </summary>
    public IReadOnlyList<string> Sharing { get; init; } = [];

    /// <summary>Every key that has a value of its own.</summary>
    public IEnumerable<KeyValuePair<string, JsonPropertyInfo>> Leaves => leaves;

    /// <summary>The method that a layer names, or null.</summary>
    public static string? MethodIn(JsonObject layer) =>
        ((layer[MethodKey] as JsonObject)?[MethodConverter.Name] ?? layer[MethodName] ?? layer[MethodKey] as JsonValue)
            ?.ToString();

    /// <summary>Decides on the method, with its default options; layers that name another one no longer do.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="place">Where the name is, for errors.</param>
    public void UseMethod(string name, string place)
    {
        method = Method.Find(name) ?? throw new UsageException(
            $"{place}: there is no method \"{name}\"{Suggestion.For(name, [.. Method.Names])}");
        values[MethodKey] = JsonText.Node(method);
        methodIsChosen = true;
        leaves.Clear();
        branches.Clear();
        Collect(JsonText.Options.GetTypeInfo(typeof(T)), "");
    }

    /// <summary>The present value of a key, as a person would write it, or null when there is none.</summary>
    public string? Text(string key) => Node(key is MethodKey && HasMethod ? MethodName : key)?.ToString();

    /// <summary>
    /// The options that differ from the defaults: keys, and values as <see cref="Set(string, string, string)"/> reads
    /// them.
    /// </summary>
    public IEnumerable<KeyValuePair<string, string>> Changes() => Changes(new OptionTree<T>());

    /// <summary>The options that differ from others, of which a method that differs takes its defaults.</summary>
    public IEnumerable<KeyValuePair<string, string>> Changes(OptionTree<T> defaults)
    {
        if (method is not null && method.Name != defaults.method!.Name)
        {
            defaults.UseMethod(method.Name, "");
            yield return new(MethodKey, method.Name);
        }

        foreach (var key in leaves.Keys)
            if (Written(key) is var value && value != defaults.Written(key))
                yield return new(key, value);
    }

    /// <summary>Puts a whole layer over the present values.</summary>
    /// <param name="layer">Keys and values, nested or dotted.</param>
    /// <param name="source">The file or preset, for errors.</param>
    public void Merge(JsonObject layer, string source) =>
        Merge(HasMethod ? Version1.Completed(layer) : layer, source, "");

    /// <summary>Sets one key from text, read according to the type of the option.</summary>
    /// <param name="key">A dotted key.</param>
    /// <param name="text">The value; <c>null</c> for none, commas between the items of a list.</param>
    /// <param name="place">Where the text is, for errors.</param>
    public void Set(string key, string text, string place)
    {
        if (HasMethod && key is MethodKey or MethodName)
            Name(text, place);
        else
            foreach (var present in Present(key, place, isFile: false))
                Set(present, OptionValue.Read(text, Leaf(present, place).PropertyType), place);
    }

    /// <summary>Puts layers, and then single keys, over the present values.</summary>
    /// <param name="layers">Objects of keys and values, each with the file or preset that it is from.</param>
    /// <param name="words">Keys with texts, and the place of each.</param>
    /// <param name="chosen">The method, whatever these name.</param>
    /// <returns>The options.</returns>
    public T Fill(IReadOnlyList<(JsonObject Layer, string Source)> layers,
        IReadOnlyList<(string Key, string Text, string Place)> words, string? chosen = null)
    {
        if (HasMethod)
        {
            IEnumerable<(string? Name, string Place)> names =
            [
                .. layers.Select(layer => (MethodIn(layer.Layer), $"{layer.Source}, \"{MethodKey}\"")),
                .. words.Where(word => word.Key is MethodKey or MethodName).Select(word => (word.Text, word.Place)),
            ];
            var named = names.LastOrDefault(found => found.Name is not null);
            if ((chosen ?? named.Name) is { } name)
                UseMethod(name, named.Place ?? "");
        }

        foreach (var (layer, source) in layers)
            Merge(layer, source);
        foreach (var (key, text, place) in words)
            Set(key, text, place);
        return Resolve();
    }

    /// <summary>The options as they are now.</summary>
    public T Resolve() => JsonText.Read<T>(values);

    private void Name(string name, string place)
    {
        if (!methodIsChosen)
            UseMethod(name, place);
    }

    /// <summary>What a key is called now; nothing where it is to be passed over.</summary>
    private IReadOnlyList<string> Present(string key, string place, bool isFile)
    {
        if (method is null || leaves.ContainsKey(key) || branches.Contains(key))
            return [key];
        var old = Version1.Has(key);
        IReadOnlyList<string> present = old ? Version1.Keys(key, method.Name) : [];
        if (present.Count > 0 || (old && isFile) || Sharing.Any(name => IsOf(key, name)))
            return present;
        string[] within = [.. leaves.Keys.Where(leaf => IsWithin(leaf, key))];
        if (within.Length > 0)
            throw new UsageException($"{place}: method {method.Name} has no option \"{key}\"; "
                + $"there it is {string.Join(" or ", within)}.");
        string[] having = [.. Method.Names.Where(name => IsOf(key, name))];
        if (having.Length > 0)
            throw new UsageException($"{place}: method {method.Name} has no option \"{key}\"; "
                + $"{string.Join(", ", having)} {(having.Length == 1 ? "has" : "have")}.");
        return [key];
    }

    /// <summary>Whether a key of a method's own is that of one of the methods it chooses from.</summary>
    private static bool IsWithin(string leaf, string key) =>
        key.StartsWith(MethodKey + '.', StringComparison.Ordinal)
        && leaf.StartsWith(MethodKey, StringComparison.Ordinal)
        && leaf.EndsWith(key[MethodKey.Length..], StringComparison.Ordinal);

    /// <summary>Whether a key, of version 1 or of now, is an option of a method.</summary>
    private static bool IsOf(string key, string name)
    {
        if (Version1.Has(key))
            return Version1.Keys(key, name).Count > 0;
        var tree = new OptionTree<T>();
        tree.UseMethod(name, "");
        return tree.leaves.ContainsKey(key) || tree.branches.Contains(key);
    }

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
        foreach (var property in type.Properties.Where(property => property.Set is not null))
        {
            var isMethod = property.PropertyType == typeof(Method);
            var inner = JsonText.Options.GetTypeInfo(isMethod ? method!.GetType() : property.PropertyType);
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
        if (HasMethod && prefix.Length == 0 && MethodIn(layer) is { } named)
            Name(named, $"{source}, \"{MethodKey}\"");
        foreach (var (name, value) in layer)
        {
            var (key, place) = (prefix + name, $"{source}, \"{prefix}{name}\"");
            if (HasMethod && key is MethodKey or MethodName && value is JsonValue)
                continue;
            if (value is JsonObject inner && (branches.Contains(key) || (HasMethod && Version1.Has(key))))
                Merge(inner, source, key + ".");
            else
                foreach (var present in Present(key, place, isFile: true))
                    // null was a default
                    if (present == key || value is not null || OptionValue.CanBeNull(Leaf(present, place)))
                        Set(present, value?.DeepClone(), place);
        }
    }

    private void Set(string key, JsonNode? value, string place)
    {
        var leaf = Leaf(key, place);
        if (!OptionValue.Fits(value, leaf))
        {
            var given = value?.ToJsonString(JsonText.Options) ?? "null";
            throw new UsageException($"{place}: {given} is not {OptionValue.Expected(leaf.PropertyType, value)}");
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
            throw new UsageException(
                $"{place}: \"{key}\" is a group of options; give an object, or one option as {example}.");
        }

        // The right name in the wrong branch is nearer to what was meant than another name in the right one.
        var bare = key[(key.LastIndexOf('.') + 1)..];
        var meant = leaves.ContainsKey(bare) ? bare
            : leaves.Keys.FirstOrDefault(name => name.EndsWith('.' + key, StringComparison.Ordinal));
        if (meant is null && NearestName.Hint(key, leaves.Keys) == ".")
            meant = leaves.Keys.FirstOrDefault(name =>
                NearestName.Hint(bare, [name[(name.LastIndexOf('.') + 1)..]]) != ".");
        throw new UsageException(
            $"{place}: there is no option \"{key}\"" + Suggestion.For(meant ?? key, [.. leaves.Keys]));
    }
}
