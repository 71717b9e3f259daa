using System.Text.Json.Nodes;

namespace Ivae.Cli;

/// <summary>Named sets of options for <c>ivae fit</c>: layers over the defaults, under everything the user says.</summary>
internal static class FitPresets
{
    public static IReadOnlyDictionary<string, JsonObject> All { get; } = new Dictionary<string, JsonObject>();
}
