using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ivae.Cli;

/// <summary>
/// A command whose options also come from presets and files: defaults &lt; preset &lt; --config &lt; --set &lt;
/// options.
/// </summary>
/// <typeparam name="TSettings">The record of what can be set.</typeparam>
internal abstract class ConfiguredCommand<TSettings> : CliCommand
    where TSettings : new()
{
    private readonly Option<string?> preset = new("--preset") { HelpName = "NAME" };
    private readonly Option<string?> config = new("--config")
    {
        HelpName = "FILE",
        Description = "Take options from a JSON file; its keys are the option names in snake_case.",
    };

    private readonly Option<string[]> set = new("--set")
    {
        HelpName = "KEY=VALUE",
        Description = "Set one option by its key in a configuration; may be repeated.",
    };

    protected ConfiguredCommand(
        string name, string description, string example, IReadOnlyDictionary<string, Func<JsonObject>> presets)
        : base(name, description, example)
    {
        Presets = presets;
        preset.CompletionSources.Add([.. presets.Keys]);
        preset.Description =
            "Start from a named set of options" + (presets.Count == 0 ? "." : $": {string.Join(", ", presets.Keys)}.");
    }

    // Every command is made at every start, and hardly any asks for a preset.
    private IReadOnlyDictionary<string, Func<JsonObject>> Presets { get; }

    public override string? DefaultOf(Option option) =>
        option is SettingOption setting ? new OptionTree<TSettings>().Text(setting.Key) : null;

    protected void AddConfigurationOptions()
    {
        Add(preset);
        Add(config);
        Add(set);
    }

    /// <summary>All layers of options, one over the other.</summary>
    protected TSettings ReadSettings(ParseResult arguments) => ReadSettings<TSettings>(arguments);

    /// <summary>The same over other options than the defaults.</summary>
    protected TSettings ReadSettings(ParseResult arguments, TSettings given) =>
        Fill(new OptionTree<TSettings>(given), arguments, null);

    /// <summary>
    /// The same for each of some methods, whatever method the layers name; each takes the keys it has.
    /// </summary>
    protected IReadOnlyList<TSettings> ReadSettings(ParseResult arguments, IReadOnlyList<string> methods) =>
        [.. methods.Select(name => Fill(new OptionTree<TSettings> { Sharing = methods }, arguments, name))];

    /// <summary>The preset that is asked for, on the line or in the file.</summary>
    protected string? PresetName(ParseResult arguments) =>
        arguments.GetValue(preset)
            ?? (arguments.GetValue(config) is { } path ? ReadObject(path)["preset"]?.ToString() : null);

    /// <summary>The same for a preset that is of another kind than the rest.</summary>
    protected T ReadSettings<T>(ParseResult arguments)
        where T : new() => Fill(new OptionTree<T>(), arguments, null);

    private T Fill<T>(OptionTree<T> tree, ParseResult arguments, string? method)
        where T : new()
    {
        List<(JsonObject Layer, string Source)> layers = [];
        if (PresetName(arguments) is { } name)
            layers.Add((FindPreset(name), $"preset {name}"));
        if (arguments.GetValue(config) is { } path)
        {
            var file = ReadObject(path);
            file.Remove("preset");
            layers.Add((file, path));
        }

        return tree.Fill(layers, [.. Words(arguments)], method);
    }

    /// <summary>The keys that are set on the line, those of --set first.</summary>
    private IEnumerable<(string Key, string Text, string Place)> Words(ParseResult arguments)
    {
        foreach (var assignment in arguments.GetValue(set) ?? [])
        {
            var parts = assignment.Split('=', 2);
            if (parts.Length != 2)
                throw new UsageException($"--set {assignment}: a key and a value are needed, as in --set seed=1.");
            yield return (parts[0], parts[1], $"--set {assignment}");
        }

        foreach (var option in Options.OfType<SettingOption>())
            if (arguments.GetValue(option) is { } text)
                yield return (option.Key, text, option.Name);
    }

    /// <summary>What is typed to get these settings.</summary>
    protected IEnumerable<string> Words(TSettings settings) => Words(new TSettings(), settings);

    /// <summary>What is typed to get these settings where others are given.</summary>
    protected IEnumerable<string> Words(TSettings given, TSettings settings)
    {
        foreach (var (key, value) in new OptionTree<TSettings>(settings).Changes(new OptionTree<TSettings>(given)))
        {
            var option = Options.OfType<SettingOption>().FirstOrDefault(option => option.Key == key);
            yield return option?.Name ?? "--set";
            yield return option is null ? $"{key}={value}" : value;
        }
    }

    private JsonObject FindPreset(string name)
    {
        if (Presets.TryGetValue(name, out var found))
            return found();
        throw new UsageException($"--preset: there is no preset \"{name}\"{Suggestion.For(name, [.. Presets.Keys])}");
    }

    private static JsonObject ReadObject(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path), documentOptions: JsonText.Reading) as JsonObject
                ?? throw new UsageException($"{path}: a configuration is a JSON object, as in {{\"seed\": 1}}.");
        }
        catch (JsonException cause)
        {
            throw new UsageException($"{path}: {cause.Message}");
        }
    }
}
