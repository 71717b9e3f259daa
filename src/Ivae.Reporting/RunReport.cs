using Ivae.Data;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Numerics;

namespace Ivae.Reporting;

/// <summary>Everything the report of one run shows. What is left out is left out of the report.</summary>
internal sealed record RunReport
{
    /// <summary>Name of the data, for example the file name.</summary>
    public required string DataName { get; init; }

    /// <summary>Name of the method, for example "iVAE".</summary>
    public required string Method { get; init; }

    /// <summary>The model in one line: prior, posterior, likelihood, layers.</summary>
    public required string Model { get; init; }

    /// <summary>The auxiliary variable in words, for example "time, cut into 60 segments".</summary>
    public required string Auxiliary { get; init; }

    /// <summary>How training ended, as a sentence.</summary>
    public required string Outcome { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Duration of the fit in seconds; leave it out where equal runs are to give equal reports.</summary>
    public double? Seconds { get; init; }

    /// <summary>What theory promises about the latents.</summary>
    public Guarantee? Guarantee { get; init; }

    /// <summary>Further findings in plain language, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the reader should know before trusting the result, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Observations, <c>[N, D]</c>, in data units.</summary>
    public required Matrix Observed { get; init; }

    /// <summary>
    /// Number of rows of the data where the report shows a part of them; <see langword="null"/> when it shows all.
    /// </summary>
    public int? RowsInAll { get; init; }

    /// <summary>Names of the observed columns, <c>[D]</c>.</summary>
    public required IReadOnlyList<string> ObservedNames { get; init; }

    /// <summary>Unit of the observations, for example "µV"; empty when unknown.</summary>
    public string ObservedUnit { get; init; } = "";

    /// <summary>
    /// Number of values cut to a limit in each column, <c>[D]</c>, or <see langword="null"/> when none were.
    /// </summary>
    public IReadOnlyList<int>? Clipped { get; init; }

    /// <summary>Whether neighbouring rows are neighbours in time.</summary>
    public bool TimeOrdered { get; init; }

    /// <summary>The level of u of every row, <c>[N]</c>, when u has levels; also colours the figures.</summary>
    public CategoricalVariable? Levels { get; init; }

    /// <summary>The continuous part of u, <c>[N, U]</c>, when it has one.</summary>
    public Matrix? Continuous { get; init; }

    /// <summary>Names of its columns, <c>[U]</c>.</summary>
    public IReadOnlyList<string> ContinuousNames { get; init; } = [];

    /// <summary>Position of each row in the table, from 1; as they come otherwise.</summary>
    public IReadOnlyList<int>? RowNumbers { get; init; }

    /// <summary>The stages of training, in order.</summary>
    public IReadOnlyList<FitStage> Stages { get; init; } = [];

    /// <summary>Number of the stage whose model was kept, from 1.</summary>
    public int ModelStage { get; init; } = 1;

    /// <summary>Whether rows were held out of training.</summary>
    public bool HasHeldOutRows { get; init; } = true;

    /// <summary>
    /// The fit itself, for figures that need more of it than the other fields; none for a report made by hand.
    /// </summary>
    public FitResult? Fit { get; init; }

    /// <summary>The rows that the report shows, for such figures.</summary>
    public Dataset? Data { get; init; }

    /// <summary>Latents of all rows (posterior means), <c>[N, L]</c>.</summary>
    public required Matrix Latents { get; init; }

    /// <summary>Prior means by level, or by the points of <see cref="PriorGrid"/>, <c>[M, L]</c>.</summary>
    public Matrix? PriorMean { get; init; }

    /// <summary>Prior standard deviations, <c>[M, L]</c>.</summary>
    public Matrix? PriorStandardDeviation { get; init; }

    /// <summary>
    /// Values of a continuous u that the prior is shown at, rising, <c>[M]</c>; <see langword="null"/> when rows of the
    /// prior are levels.
    /// </summary>
    public IReadOnlyList<double>? PriorGrid { get; init; }

    /// <summary>Name of the continuous u of <see cref="PriorGrid"/>, with its unit.</summary>
    public string PriorGridName { get; init; } = "u";

    /// <summary>Which part of u moves which latent, where the fit learned it.</summary>
    public LearnedTargets? LearnedTargets { get; init; }

    /// <summary>Observations as the model rebuilds them from the latents, <c>[N, D]</c>.</summary>
    public Matrix? Reconstruction { get; init; }

    /// <summary>True sources, <c>[N, n]</c>, when known.</summary>
    public Matrix? Sources { get; init; }

    /// <summary>Latent (from 0) matched to each source, or −1, <c>[n]</c>; needed with <see cref="Sources"/>.</summary>
    public IReadOnlyList<int> Matching { get; init; } = [];

    /// <summary>Lower bound of the log-likelihood on held-out rows, nats per row.</summary>
    public double? HeldOutBound { get; init; }

    /// <summary>Importance-weighted bound on held-out rows, nats per row.</summary>
    public double? ImportanceWeightedBound { get; init; }

    /// <summary>Share of right answers on held-out rows, of a method that learns by contrastive learning.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Number of latents that carry information.</summary>
    public int? ActiveUnits { get; init; }

    /// <summary>Mean correlation with the matched sources on held-out rows, 0 … 1.</summary>
    public double? MeanCorrelationHeldOut { get; init; }

    /// <summary>Resolved options as name and value, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Options { get; init; } = [];

    /// <summary>The command that repeats the run.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>Number of rows N.</summary>
    public int Rows => Observed.Rows;

    /// <exception cref="ArgumentException">Two fields do not fit together.</exception>
    internal void Validate()
    {
        Require(ObservedNames.Count == Observed.Columns,
            $"{ObservedNames.Count} names for {Observed.Columns} observed columns; give one name per column");
        Require(Clipped is null || Clipped.Count == Observed.Columns,
            "Clipped must hold one number for each observed column");
        Require(Latents.Rows == Rows,
            $"the latents have {Latents.Rows} rows, the observations {Rows}; they must agree");
        Require(Levels is null || Levels.Codes.Length == Rows, "Levels must hold one code for each row");
        Require(Levels is null || Levels.Codes.All(code => code >= 0 && code < Levels.Levels.Count),
            "every code must be one of the levels");
        Require(Continuous is null || (Continuous.Rows == Rows && Continuous.Columns == ContinuousNames.Count),
            "the continuous u must have a row for each observation and a name for each column");
        Require(RowNumbers is null || RowNumbers.Count == Rows, "RowNumbers must hold one number for each row");
        Require(Reconstruction is null || (Reconstruction.Rows == Rows && Reconstruction.Columns == Observed.Columns),
            "the reconstruction must have the shape of the observations");
        Require(Sources is null || Sources.Rows == Rows, "the sources must have as many rows as the observations");
        Require(Sources is null || Matching.Count == Sources.Columns,
            "Matching must name a latent (or −1) for each source");
        Require(Sources is null || Matching.All(latent => latent >= -1 && latent < Latents.Columns),
            "Matching must name latents from 0, or −1");
        foreach (var prior in new[] { PriorMean, PriorStandardDeviation }.OfType<Matrix>())
        {
            Require(prior.Columns == Latents.Columns,
                $"the prior has {prior.Columns} columns for {Latents.Columns} latents; they must agree");
            Require(prior.Rows == (PriorGrid?.Count ?? Levels?.Levels.Count),
                "the prior must have a row for each level, or for each point of PriorGrid");
        }
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new ArgumentException($"The report cannot be written: {otherwise}.");
    }
}
