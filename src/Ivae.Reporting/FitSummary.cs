using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ivae.Data;
using Ivae.Evaluation;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Reporting;

/// <summary>
/// What a fit came to, in numbers: the content of summary.json. Bounds are in nats per row and data units.
/// </summary>
internal sealed record FitSummary
{
    private const int Samples = 100;
    private const int MaxScored = 2_000;
    private const int MaxReconstructed = 20_000;
    private const int MaxEvaluated = 100_000;

    /// <summary>Version of this layout.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Version of the library.</summary>
    public required string IvaeVersion { get; init; }

    /// <summary>Name of the data, usually its path.</summary>
    public required string Data { get; init; }

    /// <summary>SHA-256 of the data file, in hexadecimal digits, if known.</summary>
    public string? DataSha256 { get; init; }

    /// <summary>Number of rows N.</summary>
    public required int Rows { get; init; }

    /// <summary>Number of observed columns D.</summary>
    public required int Columns { get; init; }

    /// <summary>Names of the observed columns, <c>[D]</c>.</summary>
    public required IReadOnlyList<string> ColumnNames { get; init; }

    /// <summary>Number of latents L.</summary>
    public required int Latents { get; init; }

    /// <summary>Number of rows trained on.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>Number of rows held out.</summary>
    public required int HeldOutRows { get; init; }

    /// <summary>Number of trained parameters.</summary>
    public required int Parameters { get; init; }

    /// <summary>The method that was fitted, also where the options leave it to be chosen.</summary>
    public required string Method { get; init; }

    /// <summary>What theory promises about the latents, and on which assumptions.</summary>
    public required Guarantee Guarantee { get; init; }

    /// <summary>Resolved options.</summary>
    public required JsonObject Options { get; init; }

    /// <summary>How training ended: that of the best restart, or cancelled where any was.</summary>
    public required TrainingOutcome Outcome { get; init; }

    /// <summary>The same in a sentence, with advice where something can be done.</summary>
    public required string Message { get; init; }

    /// <summary>Epochs the best restart ran.</summary>
    public required int Epochs { get; init; }

    /// <summary>Epoch whose parameters were kept, from 1; 0 when none was finished, and there is no model.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Number of the best restart, from 0.</summary>
    public required int BestRestart { get; init; }

    /// <summary>Every restart, in order.</summary>
    public required IReadOnlyList<RestartSummary> Restarts { get; init; }

    /// <summary>Every stage of the fit, in order, also those whose model was not kept.</summary>
    public required IReadOnlyList<StageSummary> Stages { get; init; }

    /// <summary>Number of the stage that the model is of, from 1.</summary>
    public required int ModelStage { get; init; }

    /// <summary>What the search over kinds of models tried, if there was one; that of its stage.</summary>
    [JsonIgnore]
    public SearchOutcome? Search => Stages.Select(stage => stage.Search).FirstOrDefault(search => search is not null);

    /// <summary>Seconds of the fit, if known; of two equal runs these and those of stages differ.</summary>
    public double? Seconds { get; init; }

    /// <summary>Mean log p(x | u) of the scored rows under the process that made the data, if it is known.</summary>
    public double? TrueLogLikelihood { get; init; }

    /// <summary>
    /// How far <see cref="Iwae"/> is below <see cref="TrueLogLikelihood"/>, in nats per row: 0 for the true model.
    /// </summary>
    public double? LikelihoodGap { get; init; }

    /// <summary>Which rows <see cref="Elbo"/> and <see cref="Iwae"/> are of: "held_out", or "training".</summary>
    public required string ScoredOn { get; init; }

    /// <summary>Mean evidence lower bound of the scored rows.</summary>
    public double? Elbo { get; init; }

    /// <summary>Mean importance-weighted bound of the scored rows.</summary>
    public double? Iwae { get; init; }

    /// <summary>Samples K of the importance-weighted bound.</summary>
    public int IwaeSamples { get; init; }

    /// <summary>Number of scored rows: all that <see cref="ScoredOn"/> names, or 2000 of them, evenly spaced.</summary>
    public int IwaeRows { get; init; }

    /// <summary>
    /// Share of right answers on held-out rows, of a method that learns by contrastive learning; of training rows where
    /// none are held out.
    /// </summary>
    public double? Accuracy { get; init; }

    /// <summary>Number of latents whose posterior mean has a variance above 0.01 over the rows.</summary>
    public int? ActiveUnits { get; init; }

    /// <summary>How well the data comes back from the latents, of at most 20 000 rows, extremes clipped.</summary>
    public ReconstructionError? Reconstruction { get; init; }

    /// <summary>What the past says, where the prior reads it; none otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LatentTransitions? Transitions { get; init; }

    /// <summary>Regimes that are not observed; none where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RegimeSummary? Regimes { get; init; }

    /// <summary>Which part of u moves which latent, where the fit learned it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LearnedTargets? LearnedTargets { get; init; }

    /// <summary>What was found of the past, of regimes and of u, a sentence each.</summary>
    [JsonIgnore]
    public IEnumerable<string> Found =>
    [
        .. Sentences.OfTransitions(Transitions), .. Sentences.OfRegimes(Regimes),
        .. Sentences.OfTargets(LearnedTargets),
    ];

    /// <summary>
    /// The latents against the known sources, or their absolute values for a method that finds those
    /// (<see cref="EvaluatedOn"/>). Matched on the training rows and scored on the held-out rows: MccHeldOut, its
    /// interval and MccSpearmanHeldOut; the other held-out scores, and all of them where no rows are held out, take
    /// every second row.
    /// </summary>
    public EvaluationReport? Evaluation { get; init; }

    /// <summary>What <see cref="Evaluation"/> compares the latents with, "s" or "|s|", if sources are known.</summary>
    public string? EvaluatedOn { get; init; }

    /// <summary>What the user should know.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Whether training got as far as a model.</summary>
    [JsonIgnore]
    public bool HasModel { get; private init; }

    /// <summary>Scores a fit on its data.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="data">The data it was fitted to.</param>
    /// <param name="latents">Posterior means of all rows, <c>[N, L]</c>.</param>
    /// <param name="details">What else is known about the run.</param>
    public static FitSummary Of(FitResult fit, Dataset data, Matrix latents, RunDetails? details = null)
    {
        var summary = WithoutScores(fit, data, details);
        var held = fit.HeldOutRows.Count > 0;
        if (!summary.HasModel)
            return summary;

        var evaluation = data.Sources is not null
            && data.Rows >= LatentEvaluation.MinRows(fit.Model.Latents, data.Sources.Columns)
            && FitWarnings.SourcesAreUsable(data) ? Evaluate(fit, data, latents) : null;
        summary = summary with
        {
            Accuracy = (fit.Model as FeatureModel)?.Accuracy,
            ActiveUnits = Ivae.Evaluation.ActiveUnits.Count(latents),
            Evaluation = evaluation,
            EvaluatedOn = evaluation is null ? null : fit.Model.Method.FindsAbsoluteValues ? "|s|" : "s",
        };
        if (fit.Model is not IvaeModel model)
            return summary;

        var judged = held ? fit.HeldOutRows : fit.TrainingRows;
        var scored = EvenRows.Of(fit.Data.WithPast([.. judged], model.Past), MaxScored);
        var samples = fit.Model.Method.HasExactLikelihood ? 1 : Samples; // a flow draws nothing
        var seed = fit.Model.Options.Seed;
        var scores = !model.ReadsOrder ? model.Score(data.TakeRows(scored), samples, seed)
            : model.ScoreRows(fit.Data, scored, samples, seed); // rows before them stay at hand
        var truth = data.TrueLogLikelihood is { } known ? scored.Average(row => (double)known[row, 0]) : (double?)null;
        return summary with
        {
            TrueLogLikelihood = truth,
            LikelihoodGap = truth - scores.MeanImportanceWeighted,
            Elbo = scores.MeanElbo,
            Iwae = scores.MeanImportanceWeighted,
            IwaeSamples = samples,
            IwaeRows = scored.Length,
            Reconstruction = Reconstruct(model, data, latents),
            Transitions = LatentTransitions.Of(model, fit.Data, latents, [.. judged]),
            Regimes = RegimeSummary.Of(fit),
        };
    }

    /// <summary>The same without what needs a pass over the data.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="data">The data it was fitted to.</param>
    /// <param name="details">What else is known about the run.</param>
    public static FitSummary WithoutScores(FitResult fit, Dataset data, RunDetails? details = null)
    {
        var description = fit.Model.Description;
        var cancelled = fit.Restarts.FirstOrDefault(restart => restart.Outcome == TrainingOutcome.Cancelled);
        var ending = cancelled ?? fit.Training;
        return new FitSummary
        {
            IvaeVersion = description.Version,
            Data = data.Name,
            DataSha256 = data.Sha256,
            Rows = data.Rows,
            Columns = data.Observed.Columns,
            ColumnNames = data.ObservedNames,
            Latents = fit.Model.Latents,
            TrainingRows = fit.TrainingRows.Count,
            HeldOutRows = fit.HeldOutRows.Count,
            Parameters = fit.Model.ParameterCount,
            Method = fit.Model.Method.Name,
            Guarantee = Guarantee.Of(fit.Model, data),
            LearnedTargets = description.LearnedTargets,
            Options = details?.Options ?? RunJson.Object(description.Options),
            Outcome = ending.Outcome,
            Message = ending.Message + StageOfModel(fit, ending.Outcome),
            Epochs = fit.Training.History.Count,
            BestEpoch = fit.Training.BestEpoch,
            HasModel = fit.Training.HasModel,
            BestRestart = fit.BestRestart,
            Restarts = RestartSummary.Of(fit.Restarts),
            Stages = [.. fit.Stages.Select(StageSummary.Of)],
            ModelStage = fit.ModelStage.Number,
            Seconds = details?.Seconds,
            ScoredOn = fit.HeldOutRows.Count > 0 ? "held_out" : "training",
            Warnings = FitWarnings.Of(fit, data),
        };
    }

    /// <summary>The summary as it is in summary.json.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RunJson.Indented.GetTypeInfo<FitSummary>());

    private static ReconstructionError Reconstruct(IvaeModel model, Dataset data, Matrix latents)
    {
        var rows = EvenRows.Of(data.Rows, MaxReconstructed);
        var shown = data.TakeRows(rows);
        var observed = model.Description.Preprocessing.Clip(DataOrder.Observed(shown, model.Description.Recipe));
        return ReconstructionError.Compute(observed, model.DecodeFor(shown, latents.TakeRows(rows)));
    }

    private static EvaluationReport Evaluate(FitResult fit, Dataset data, Matrix latents)
    {
        var (sources, seed) = (Comparable(fit.Model, data.Sources!), fit.Model.Description.Options.Seed);
        var codes = data.Auxiliary.Categorical is [var only] ? only.Codes : null;
        var rows = EvenRows.Of(data.Rows, MaxEvaluated);
        var report = LatentEvaluation.Compare(latents.TakeRows(rows), sources.TakeRows(rows), Codes(rows), seed);
        if (fit.HeldOutRows.Count == 0)
            return report;
        var (training, held) =
            (EvenRows.Of(fit.TrainingRows, MaxEvaluated), EvenRows.Of(fit.HeldOutRows, MaxEvaluated));
        var pearson = MeanCorrelationCoefficient.ComputeHeldOut(latents, sources, training, held);
        var spearman =
            MeanCorrelationCoefficient.ComputeHeldOut(latents, sources, training, held, CorrelationKind.Spearman);
        var (low, high) = ScoreUncertainty.Interval(
            latents.TakeRows(held), sources.TakeRows(held), pearson.Assignment, Codes(held),
            new RandomStream(seed).Split("interval"));
        return report with
        {
            MccLinearHeldOut = LinearBaseline.MccHeldOut(fit, sources, training, held),
            MccHeldOut = pearson.Score,
            MccHeldOutInterval = [low, high],
            MccSpearmanHeldOut = spearman.Score,
        };

        int[]? Codes(int[] chosen) => codes is null ? null : Array.ConvertAll(chosen, row => codes[row]);
    }

    /// <summary>The known sources, or their absolute values where the method's latents estimate those.</summary>
    internal static Matrix Comparable(LatentModel model, Matrix sources) =>
        model.Method.FindsAbsoluteValues ? sources.Absolute() : sources;

    private static string StageOfModel(FitResult fit, TrainingOutcome outcome) =>
        outcome == TrainingOutcome.Cancelled && fit.Training.HasModel ? $" The model is of {fit.ModelStage}." : "";
}
