using System.Text.Json.Serialization;
using Ivae.Methods;
using Ivae.Training;

namespace Ivae.Reporting;

/// <summary>How one stage of a fit went.</summary>
internal sealed record StageSummary
{
    /// <summary>Its number, from 1.</summary>
    public required int Stage { get; init; }

    /// <summary>Its name: that of the method, or of what the fit went on with, such as "simpler prior".</summary>
    public required string Name { get; init; }

    /// <summary>What it does, in a sentence.</summary>
    public required string Purpose { get; init; }

    /// <summary>What its training raises, in nats per row; not to be compared with that of another stage.</summary>
    public required string Objective { get; init; }

    /// <summary>How it ended: that of its best run, or cancelled where any was.</summary>
    public required TrainingOutcome Outcome { get; init; }

    /// <summary>Number of its best run, from 0.</summary>
    public required int BestRun { get; init; }

    /// <summary>Its runs, in order.</summary>
    public required IReadOnlyList<RestartSummary> Runs { get; init; }

    /// <summary>Its duration in seconds; equal fits differ here.</summary>
    public required double Seconds { get; init; }

    /// <summary>What it tried, of a search; absent for another stage.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SearchOutcome? Search { get; init; }

    /// <summary>The summary of a stage.</summary>
    public static StageSummary Of(FitStage stage) => new()
    {
        Stage = stage.Number,
        Name = stage.Name,
        Purpose = stage.Purpose,
        Objective = stage.Objective,
        Outcome = stage.IsCancelled ? TrainingOutcome.Cancelled : stage.Best.Outcome,
        BestRun = stage.BestRun,
        Runs = RestartSummary.Of(stage.Runs),
        Seconds = Math.Round(stage.Seconds, 3),
        Search = stage.Outcome is not { } search ? null : search with
        {
            Candidates = [.. search.Candidates.Select(candidate => candidate with
            {
                Seconds = Math.Round(candidate.Seconds, 3),
            })],
        },
    };
}
