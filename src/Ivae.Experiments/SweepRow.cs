using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ivae.Experiments;

/// <summary>A run of a sweep and what came of it.</summary>
/// <param name="Name">Name of its folder.</param>
/// <param name="Data">Name of the data.</param>
/// <param name="Choices">Value of each key of the grid.</param>
/// <param name="Seed">Start of its random numbers.</param>
/// <param name="Summary">The content of its summary.json; nothing where it was not made.</param>
internal sealed record SweepRow(string Name, string Data, IReadOnlyList<KeyValuePair<string, string>> Choices,
    ulong Seed, JsonObject? Summary)
{
    /// <summary>Method that was fitted.</summary>
    public string? Method => Summary?["method"]?.ToString();

    /// <summary>How training ended.</summary>
    public string? Outcome => Summary?["outcome"]?.ToString();

    /// <summary>Number of latents.</summary>
    public double? Latents => Number("latents");

    /// <summary>The bound of held-out rows, in nats per row.</summary>
    public double? Elbo => Number("elbo");

    /// <summary>The importance-weighted bound of held-out rows, in nats per row; of a flow the likelihood.</summary>
    public double? Iwae => Number("iwae");

    /// <summary>Latents that carry information.</summary>
    public double? ActiveUnits => Number("active_units");

    /// <summary>Mean correlation with the true sources of held-out rows, where they are known.</summary>
    public double? Mcc => Number("evaluation", "mcc_held_out") ?? Number("evaluation", "mcc");

    /// <summary>Epochs of the stage that the model is of.</summary>
    public double? Epochs => Number("epochs");

    /// <summary>Time of the fit.</summary>
    public double? Seconds => Number("seconds");

    private double? Number(params ReadOnlySpan<string> path)
    {
        JsonNode? node = Summary;
        foreach (var part in path)
            node = (node as JsonObject)?[part];
        return node?.GetValueKind() == JsonValueKind.Number ? node.GetValue<double>() : null;
    }
}
