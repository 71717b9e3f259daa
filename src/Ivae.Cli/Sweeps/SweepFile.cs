using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ivae.Data;

namespace Ivae.Cli.Sweeps;

/// <summary>
/// The file of a sweep, YAML or JSON: <c>data</c> (paths, relative to the file, with * and ? in the name),
/// <c>preset</c> and <c>options</c> of all runs, <c>grid</c> (keys with the values that each takes) and <c>seeds</c>
/// (how many, or a list). Its runs are all combinations.
/// </summary>
internal static class SweepFile
{
    /// <summary>Runs at most, so that a slip of the pen does not fill a disk.</summary>
    public const int MostRuns = 100_000;

    private const int MostBytes = 1 << 20;
    private const string SeedKey = "seed=";
    private static readonly ulong UsualSeed = new FitSettings().Seed;
    private static readonly string[] Keys = ["data", "preset", "options", "grid", "seeds"];

    /// <summary>Reads the file and gives its runs: seeds change first, then the keys of the grid from the last to
    /// the first, data last.</summary>
    /// <exception cref="UsageException">A key or a value is none; the message names its place.</exception>
    /// <exception cref="DataException">The file, or a data file, cannot be read.</exception>
    public static IReadOnlyList<SweepRun> Read(string path)
    {
        var file = Parse(path);
        if (file.Select(entry => entry.Key).FirstOrDefault(key => !Keys.Contains(key)) is { } unknown)
            throw new UsageException($"{path}: there is no key \"{unknown}\"{Suggestion.For(unknown, Keys)}");
        (JsonObject Layer, string Source)[] shared =
        [
            .. file["preset"] is { } preset ? [Preset(path, preset.ToString())] : Array.Empty<(JsonObject, string)>(),
            (Object(file, "options", path), path),
        ];
        var grid = Object(file, "grid", path)
            .Select(entry => (entry.Key, Values: Values(entry.Key, entry.Value, path))).ToArray();
        if (grid.Select(axis => axis.Key).FirstOrDefault(key => key == "seed") is not null)
            throw new UsageException($"{path}, \"grid.seed\": give seeds as \"seeds\": how many, or a list.");
        var data = DataFiles(file["data"], path);
        var combinations = Product([.. grid.Select(axis => axis.Values.Length)], path);
        var seeds = Seeds(file["seeds"], path);
        if ((long)data.Count * combinations.Count * Math.Max(seeds?.Count ?? 1, 1) > MostRuns)
            throw TooMany(path);
        Plan[] plans =
        [
            .. combinations.SelectMany(choice => Plans(
                [.. grid.Zip(choice, (axis, at) => KeyValuePair.Create(axis.Key, axis.Values[at]))], seeds, shared,
                path)),
        ];
        var runs = from one in data
                   let hash = Hash(one)
                   from plan in plans
                   select Make(one, hash, plan);
        return [.. runs.DistinctBy(run => run.Name)];
    }

    private static IEnumerable<Plan> Plans(KeyValuePair<string, JsonNode?>[] choices, IReadOnlyList<ulong>? seeds,
        (JsonObject, string)[] shared, string path)
    {
        var own = new JsonObject(choices.Select(choice => KeyValuePair.Create(choice.Key, choice.Value?.DeepClone())));
        var settings = new OptionTree<FitSettings>().Fill([.. shared, (own, $"{path}, \"grid\"")], []);
        KeyValuePair<string, string>[] words =
            [.. choices.Select(choice => KeyValuePair.Create(choice.Key, Written(choice.Value)))];
        Validate(words, settings, path);
        // But for the seed, what differs from the defaults is the same for all seeds.
        var seeded = Changes(settings with { Seed = UsualSeed + 1 });
        var at = Array.FindIndex(seeded, line => line.StartsWith(SeedKey, StringComparison.Ordinal));
        foreach (var seed in seeds ?? [settings.Seed])
        {
            string[] its = seed == UsualSeed ? [] : [string.Create(CultureInfo.InvariantCulture, $"{SeedKey}{seed}")];
            yield return new Plan(
                words, settings with { Seed = seed }, [.. seeded[..at], .. its, .. seeded[(at + 1)..]]);
        }
    }

    private static void Validate(KeyValuePair<string, string>[] choices, FitSettings settings, string path)
    {
        try
        {
            settings.Validate();
        }
        catch (ArgumentException cause)
        {
            var chosen = string.Join(", ", choices.Select(choice => $"{choice.Key} = {choice.Value}"));
            throw new UsageException($"{path}{(chosen.Length > 0 ? $", with {chosen}" : "")}: {cause.Message}");
        }
    }

    // Of the options only what differs from the defaults, so that a later version with more options knows it again.
    private static string[] Changes(FitSettings settings) =>
        [.. new OptionTree<FitSettings>(settings).Changes().Select(option => $"{option.Key}={option.Value}")];

    private static SweepRun Make(string data, string hash, Plan plan)
    {
        var (choices, settings, changes) = plan;
        var all = string.Join('\n', changes.Prepend(hash));
        var end = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..10];
        var start = string.Join('_', choices.Select(choice => $"{choice.Key.Split('.')[^1]}-{choice.Value}")
            .Prepend(Path.GetFileNameWithoutExtension(data)));
        var plain = new string([.. start.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '.' or '_'
            ? sign
            : '-')]).TrimStart('.', '-');
        var name = string.Create(CultureInfo.InvariantCulture,
            $"{plain[..Math.Min(plain.Length, 100)]}_seed-{settings.Seed}_{end}");
        return new SweepRun(name, data, choices, settings);
    }

    private static string Written(JsonNode? value) => value switch
    {
        null => "null",
        JsonArray list => string.Join('-', list.Select(Written)),
        JsonObject => value.ToJsonString(),
        _ => value.ToString(),
    };

    private static JsonObject Parse(string path)
    {
        if (!File.Exists(path))
            throw new DataException(path, "is not there; give a file with the runs of the sweep.");
        if (new FileInfo(path).Length > MostBytes)
            throw new DataException(path, "is larger than a megabyte, and no list of runs.");
        var text = File.ReadAllText(path);
        try
        {
            var isJson = Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);
            return (isJson ? JsonNode.Parse(text, documentOptions: JsonText.Reading) : YamlText.Read(text))
                as JsonObject ?? throw new UsageException(
                    $"{path}: a sweep is an object with the keys {string.Join(", ", Keys)}, of which data is needed.");
        }
        catch (Exception cause) when (cause is JsonException or FormatException)
        {
            throw new UsageException($"{path}: {cause.Message}");
        }
    }

    private static JsonObject Object(JsonObject file, string key, string path) => file[key] switch
    {
        null => [],
        JsonObject found => found,
        _ => throw new UsageException($"{path}, \"{key}\": keys with values are needed, as in "
            + "{\"latent_dimension\": " + (key == "grid" ? "[2, 3]}." : "2}.")),
    };

    private static JsonNode?[] Values(string key, JsonNode? given, string path) =>
        given is JsonArray list && list.Count > 0
            ? [.. list]
            : throw new UsageException($"{path}, \"grid.{key}\": a list of one value or more is needed; what does not "
                + "change belongs to \"options\".");

    private static (JsonObject, string) Preset(string path, string name) =>
        FitPresets.All.TryGetValue(name, out var found)
            ? (found(), $"preset {name}")
            : throw new UsageException(
                $"{path}, \"preset\": there is no preset \"{name}\"{Suggestion.For(name, [.. FitPresets.All.Keys])}");

    private static List<string> DataFiles(JsonNode? given, string path)
    {
        var names = given switch
        {
            JsonArray list => [.. list.Select(item => item?.ToString() ?? "")],
            JsonValue one => [one.ToString()],
            _ => Array.Empty<string>(),
        };
        if (names.Length == 0)
            throw new UsageException($"{path}, \"data\": the path of a data file is needed, or a list of paths.");
        var files = new List<string>();
        foreach (var name in names)
        {
            var full = Path.Combine(Path.GetDirectoryName(path)!, name);
            if (Path.GetFileName(full).AsSpan().ContainsAny('*', '?'))
            {
                var folder = Path.GetDirectoryName(full) is { Length: > 0 } some ? some : ".";
                var found = Directory.Exists(folder) ? Directory.GetFiles(folder, Path.GetFileName(full)) : [];
                if (found.Length == 0)
                    throw new DataException(full, "is the pattern of no file.");
                files.AddRange(found.Order(StringComparer.Ordinal));
            }
            else
            {
                files.Add(full);
            }
        }

        return [.. files.Distinct()];
    }

    private static string Hash(string path)
    {
        if (!File.Exists(path))
            throw new DataException(path, "is not there; paths in the file of a sweep are relative to that file.");
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static IReadOnlyList<ulong>? Seeds(JsonNode? given, string path)
    {
        ulong[]? seeds = given switch
        {
            null => null,
            JsonArray { Count: > 0 } list => [.. list.Select(item => Number(item, path))],
            _ => Number(given, path) is var count and > 0 and <= MostRuns
                ? [.. Enumerable.Range(0, (int)count).Select(seed => (ulong)seed)]
                : throw TooMany(path),
        };
        return seeds?.Distinct().ToArray();
    }

    private static ulong Number(JsonNode? given, string path) => given is JsonValue
        && ulong.TryParse(given.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UsageException($"{path}, \"seeds\": {given?.ToJsonString() ?? "null"} is neither a whole "
                + "number from 1, how many there are, nor a list of whole numbers.");

    private static UsageException TooMany(string path) =>
        new($"{path}: a sweep has from 1 to {MostRuns} runs.");

    /// <summary>All combinations of places in lists of these lengths, the last changing first.</summary>
    private static List<int[]> Product(int[] lengths, string path)
    {
        List<int[]> all = [[]];
        foreach (var length in lengths)
        {
            if ((long)all.Count * length > MostRuns)
                throw TooMany(path);
            all = [.. all.SelectMany(start => Enumerable.Range(0, length).Select(at => (int[])[.. start, at]))];
        }

        return all;
    }

    /// <summary>What a run does, with whatever data.</summary>
    private sealed record Plan(KeyValuePair<string, string>[] Choices, FitSettings Settings, string[] Changes);
}
