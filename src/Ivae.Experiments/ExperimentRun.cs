using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ivae.Methods;
using Ivae.Reporting;

namespace Ivae.Experiments;

/// <summary>One run of an experiment: data × method × options × seed, and what of it is looked at.</summary>
/// <param name="Data">The data.</param>
/// <param name="Options">Method, settings and seed.</param>
internal sealed record ExperimentRun(RunData Data, IvaeOptions Options)
{
    private const int FingerprintLength = 16;

    /// <summary>
    /// Part of the rows that is scored and never trained on; the same rows for every method and seed.
    /// </summary>
    public double TestPart { get; init; } = 0.2;

    /// <summary>
    /// Whether the held-out rows are whole stretches of time, as they must be where one of the methods compared looks
    /// at the order of rows.
    /// </summary>
    public bool InTime { get; init; }

    /// <summary>Whether the score is computed after every epoch.</summary>
    public bool Traced { get; init; }

    /// <summary>
    /// Number of held-out rows whose latents are kept with the scores, for pictures and for the agreement between
    /// seeds.
    /// </summary>
    public int Shown { get; init; } = 400;

    /// <summary>Whether the number of clusters of the latents, and their purity, is computed over all rows.</summary>
    public bool Clustered { get; init; }

    /// <summary>Causes to look for in place of sources.</summary>
    public CausalTask? Causal { get; init; }

    /// <summary>All that decides the result, as JSON.</summary>
    public JsonObject Identity
    {
        get
        {
            var identity = new JsonObject
            {
                ["data"] = Data.Identity.DeepClone(),
                ["options"] = ExperimentJson.Node(Options),
                ["test_part"] = TestPart,
                ["in_time"] = InTime,
                ["traced"] = Traced,
                ["shown"] = Shown,
                ["clustered"] = Clustered,
            };
            if (Causal is not null)
                identity["causal"] = ExperimentJson.Node(Causal);
            return identity;
        }
    }

    /// <summary>Sixteen hexadecimal digits that change with anything in <see cref="Identity"/>.</summary>
    public string Fingerprint => field ??= Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Identity.ToJsonString(RunJson.Line))))[..FingerprintLength];

    /// <summary>Name of the file of the result.</summary>
    public string FileName => $"{Data.Name}-{Causal?.Procedure.ToString().ToLowerInvariant() ?? Options.Method.Name}-se"
        + $"ed{Options.Seed}-{Fingerprint}.json";

    /// <summary>Training steps planned, at least 1: how much of the whole work this run is, about.</summary>
    public double Weight(int rows) => 1 + Options.Training switch
    {
        // A pair has four mechanisms, each fitted to both halves; a graph of six variables about seventy.
        _ when Causal is { Procedure: CausalProcedure.PartialCorrelations } => 0,
        _ when Causal is { Procedure: not CausalProcedure.FourTests } causal =>
            causal.Options.Pair.Mechanism.Training.StepsOrDefault
                * (causal.Procedure == CausalProcedure.Graph ? 140.0 : 8),
        { Epochs: { } epochs, BatchSize: var batch } => (double)epochs * rows / batch,
        var training => training.StepsOrDefault,
    };
}
