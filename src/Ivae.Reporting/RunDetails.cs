using System.Text.Json.Nodes;

namespace Ivae.Reporting;

/// <summary>What a run folder says about a fit beyond the fit itself.</summary>
internal sealed record RunDetails
{
    /// <summary>
    /// Resolved options, the content of config.json; <see langword="null"/> for the options of the model.
    /// </summary>
    public JsonObject? Options { get; init; }

    /// <summary>The command that repeats the run.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>The figures that become files of their own.</summary>
    public FigureFiles Figures { get; init; } = new();

    /// <summary>Duration of the fit in seconds.</summary>
    public double? Seconds { get; init; }
}
