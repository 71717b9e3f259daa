using System.Text.Json.Serialization;
using Ivae.Data;
using Ivae.Methods;

namespace Ivae.Cli;

/// <summary>
/// All that decides what <c>ivae fit</c> computes: how the table is read, and the options of the fit.
/// </summary>
internal sealed record FitSettings : IvaeOptions
{
    /// <summary>What of the table is observed and auxiliary.</summary>
    [JsonPropertyOrder(-1)]
    public DatasetOptions Dataset { get; init; } = new();
}
