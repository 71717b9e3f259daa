using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Methods;

namespace Ivae.Cli;

/// <summary>What people want to know of a model and its run first.</summary>
internal static class RunSummaryText
{
    /// <summary>Method, u, scores and verdict, as far as the files next to the model say them.</summary>
    /// <param name="path">The model file.</param>
    public static IEnumerable<string[]> Facts(string path)
    {
        var model = LatentModel.Load(path);
        var (summary, check) = (Next(path, "summary.json"), Next(path, "check.json"));
        var names = model.Description.Recipe.ObservedNames;
        yield return ["method", $"{model.Method.Name} ({model.Method.Title})"];
        yield return ["data", model.Description.DataName];
        yield return ["u", model.Description.Recipe.AuxiliaryText];
        yield return ["latents", $"{model.Latents} of {model.Observed} columns ({NearestName.Shortened(names)})"];
        yield return ["trained on", $"{model.Description.TrainingRows} rows, {model.ParameterCount} parameters"];
        if (Number(summary, "elbo") is { } elbo)
            yield return [model.Method.HasExactLikelihood ? "exact log-likelihood" : "ELBO",
                $"{Fixed(elbo)} nats per row ({summary!["scored_on"]?.ToString().Replace('_', ' ')} rows)"];
        if (Number(summary, "iwae") is { } iwae && !model.Method.HasExactLikelihood)
            yield return ["IWAE", $"{Fixed(iwae)} nats per row ({summary!["iwae_samples"]} samples)"];
        if (Number(summary?["evaluation"], "mcc") is { } mcc)
            yield return ["MCC", Fixed(mcc)];
        if (summary?["outcome"] is { } outcome)
            yield return ["training", outcome.ToString().Replace('_', ' ')];
        yield return ["in theory", model.Method.Guarantee];
        yield return ["verdict", check is null ? "none yet: ivae check says whether the latents can be believed"
            : (check["headline"] ?? check["verdict"])?.ToString() ?? "none"];
    }

    private static JsonNode? Next(string model, string name)
    {
        var path = Path.Combine(Path.GetDirectoryName(model) ?? "", name);
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) : null;
        }
        catch (JsonException damage)
        {
            throw new DataException(path, $"it is damaged ({damage.Message}); make it again, or move it away.",
                cause: damage);
        }
    }

    private static double? Number(JsonNode? node, string name) =>
        node?[name] is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    private static string Fixed(double number) => number.ToString("F3", CultureInfo.InvariantCulture);
}
