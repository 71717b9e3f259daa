using System.Text.Json.Serialization;
using Ivae.Data;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Training;

namespace Ivae.Identifiability;

/// <summary>
/// Can these latents be believed? Theory, what was learned, independent fits, controls, and the fit itself, put
/// together.
/// </summary>
public sealed record IdentifiabilityCheck
{
    [JsonConstructor]
    internal IdentifiabilityCheck(FitCheck fit, Attribution attribution) => (Fit, Attribution) = (fit, attribution);

    /// <summary>Version of the layout of check.json.</summary>
    public int SchemaVersion { get; init; } = 2;

    /// <summary>What it comes to.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>What decided it.</summary>
    public required VerdictReason DecidedBy { get; init; }

    /// <summary>Latents that can be believed, from 0.</summary>
    public required IReadOnlyList<int> Believed { get; init; }

    /// <summary>Name of the data.</summary>
    public required string Data { get; init; }

    /// <summary>Names of the observed columns <c>[D]</c>.</summary>
    public required IReadOnlyList<string> ColumnNames { get; init; }

    /// <summary>Number of rows N.</summary>
    public required int Rows { get; init; }

    /// <summary>
    /// Whether the data are known to be in order of time, so that whole blocks of neighbours are held out.
    /// </summary>
    public required bool IsTimeOrdered { get; init; }

    /// <summary>
    /// Whether the rows that fits are compared on are the model's own held-out rows, which it has not seen.
    /// </summary>
    public required bool IsOnHeldOutRows { get; init; }

    /// <summary>The method that was fitted.</summary>
    public required string Method { get; init; }

    /// <summary>What theory promises.</summary>
    public required Guarantee Guarantee { get; init; }

    /// <summary>Whether the prior moves enough; none where it does not read u.</summary>
    [JsonInclude]
    internal VariabilityCheck? Variability { get; init; }

    /// <summary>What the past says of the latents; none where the prior does not read it.</summary>
    [JsonInclude]
    internal LatentTransitions? Transitions { get; init; }

    /// <summary>Which part of u moves which latent, where the fit learned it.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal LearnedTargets? LearnedTargets { get; init; }

    /// <summary>Whether independent fits find the same; none if not asked for.</summary>
    [JsonInclude]
    internal AgreementCheck? Agreement { get; init; }

    /// <summary>Whether there is more than in controls; none if not asked for, or without u and past.</summary>
    [JsonInclude]
    internal NullControls? Nulls { get; init; }

    /// <summary>Whether the model uses its latents and fits.</summary>
    [JsonInclude]
    internal FitCheck Fit { get; }

    /// <summary>Which columns drive which latents.</summary>
    [JsonInclude]
    internal Attribution Attribution { get; }

    /// <summary>The latents against the true sources, where they are known; they play no part in the verdict.</summary>
    public EvaluationReport? Evaluation { get; init; }

    /// <summary>Number of fits that a check makes at most, for its progress; other kinds count as one.</summary>
    public static int Fits(IvaeModel model, Dataset data, CheckOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var kinds = options.Seeds > 0 && UnlikeFits.Space(model).Count > 0 ? 1 : 0;
        return options.Seeds + kinds + (options.Nulls > 0 && MayUse(model, data) ? 1 + options.Nulls : 0);
    }

    /// <summary>Checks a fitted model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data it was fitted to, with their u.</param>
    /// <param name="options">How much work to do.</param>
    /// <param name="progress">Called after each fit, from any thread; see <see cref="Fits"/>.</param>
    /// <param name="cancellation">Ends the check with an <see cref="OperationCanceledException"/>.</param>
    public static IdentifiabilityCheck Of(IvaeModel model, Dataset data, CheckOptions? options = null,
        Action? progress = null, CancellationToken cancellation = default) =>
        Of(model, data, options, progress, null, cancellation);

    /// <summary>The same, its fits keeping their states.</summary>
    internal static IdentifiabilityCheck Of(IvaeModel model, Dataset data, CheckOptions? options, Action? progress,
        Checkpoint? checkpoint, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new CheckOptions();
        options.Validate();
        if (model.Chain is not null)
            throw new ArgumentException("A check asks what u says of the latents, and the regimes of this model are "
                + "not observed; compare its likelihood of held-out sequences with that of one regime (ivae score), or "
                + "fit again with the regimes that it found as u.", nameof(model));
        if (model.Past > 0)
            data = data with { TimeOrdered = true }; // or parts of the rows would have a past that is not theirs
        var (split, isOfModel) = TrialFits.Split(model, data);
        var test = data.TakeRows(split.HeldOut);
        var guarantee = Guarantee.Of(model, data);
        var variability =
            ReadsAuxiliary(model) ? VariabilityCheck.Of(model, data, isOfModel ? split.HeldOut : null) : null;
        var agreement = options.Seeds > 0
            ? AgreementCheck.Of(model, data, options.Seeds, options.Threads, progress, checkpoint, cancellation)
            : null;
        var nulls = options.Nulls > 0 && MayUse(model, data)
            ? NullControls.Of(
                model, data, options.Nulls, options.NullSteps, options.Threads, progress, checkpoint, cancellation)
            : null;
        var transitions = model.Past > 0 ? LatentTransitions.Of(model, test) : null;
        var fit = FitCheck.Of(model, test, data);
        var agreeing = agreement is null
            ? []
            : agreement.Others.Where((_, i) => agreement.Fits[i + 1].Cluster == agreement.Fits[0].Cluster).ToArray();
        var check = new IdentifiabilityCheck(fit, Attribution.Of(model, test, agreeing))
        {
            Verdict = default,
            DecidedBy = default,
            Believed = [.. Enumerable.Range(0, model.Latents).Where(i =>
                agreement is not null && agreement.Latents[i].IsFoundByAll
                && (variability is not null && !variability.Latents[i].IsWeak
                    || transitions is not null && transitions.IsMoved(i))
                && !fit.IsAgainst(i))],
            Data = Path.GetFileName(data.Name),
            ColumnNames = data.ObservedNames,
            Rows = data.Rows,
            IsTimeOrdered = data.TimeOrdered,
            IsOnHeldOutRows = isOfModel,
            Method = model.Method.Name,
            Guarantee = guarantee,
            Variability = variability,
            Transitions = transitions,
            LearnedTargets = model.Description.LearnedTargets,
            Agreement = agreement,
            Nulls = nulls,
            Evaluation = test.Sources is { } sources
                && test.Rows >= LatentEvaluation.MinRows(model.Latents, sources.Columns)
                ? LatentEvaluation.Compare(model.Transform(test), sources)
                : null,
        };
        return VerdictRules.Apply(check);
    }

    /// <summary>Whether all of the check was asked for.</summary>
    [JsonIgnore]
    public bool IsComplete => Agreement is not null
        && (Nulls is not null || Variability is null && Transitions is null);

    /// <summary>
    /// Whether u or the past could say something, also where the model that was chosen does without it.
    /// </summary>
    private static bool MayUse(IvaeModel model, Dataset data) =>
        model.Past > 0 || model.Method.NeedsAuxiliary && !data.Auxiliary.IsEmpty;

    /// <summary>Whether levels of u are what latents are identified by.</summary>
    private static bool ReadsAuxiliary(IvaeModel model) =>
        model.Past == 0 && model.Method.NeedsAuxiliary && model.Description.Options.Prior.ReadsAuxiliary;
}
