using System.Text.Json.Serialization;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>Everything about a fitted model but its weights; what the model file holds as JSON.</summary>
internal sealed record ModelDescription
{
    /// <summary>Resolved options of the fit.</summary>
    public required IvaeOptions Options { get; init; }

    /// <summary>Number of latents L.</summary>
    public required int Latents { get; init; }

    /// <summary>How tables are read: observed columns and the coding of u.</summary>
    public required AuxiliaryRecipe Recipe { get; init; }

    /// <summary>The map from data units to model units.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>The scaling of the numeric columns of u.</summary>
    public required Standardiser AuxiliaryScaling { get; init; }

    /// <summary>
    /// Number of numeric columns of u, and of levels of each categorical variable; none for a prior without u.
    /// </summary>
    public required ContextShape Auxiliary { get; init; }

    /// <summary>Number of rows the model was trained on.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>Name of the data it was fitted to, without folders.</summary>
    public required string DataName { get; init; }

    /// <summary>SHA-256 of that file, in hexadecimal digits, if known.</summary>
    public string? DataSha256 { get; init; }

    /// <summary>Version of the library that fitted it.</summary>
    public required string Version { get; init; }

    /// <summary>Which part of u moves which latent, where a fit learned it (prior.sparsest_axes).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LearnedTargets? LearnedTargets { get; init; }

    /// <summary>Which part of u may move which latent, where the options say.</summary>
    [JsonIgnore]
    internal TargetMask? Mask => Options.Prior.Targets is { } targets
        ? TargetMask.Of(targets, Targeting.Sites(Recipe.AllCategorical, Recipe.AllNumeric), Latents)
        : null;

    /// <summary>
    /// What of a description that was read from a file cannot be: each with the key, the value and what is allowed.
    /// </summary>
    public IEnumerable<string> Problems()
    {
        var (names, recipe) = (Recipe.ObservedNames, Recipe);
        List<string> problems =
        [
            .. Limits.Whole("latents", Latents, 1, Limits.Latents),
            .. Limits.Whole("options.latent_dimension", Options.LatentDimension ?? 0, Latents, Latents),
            .. Limits.Whole("training_rows", TrainingRows, 1, int.MaxValue),
            .. Limits.Whole("the number of recipe.observed_names", names.Count,
                Preprocessing.Columns, Preprocessing.Columns),
            .. Limits.Whole("recipe.segments", recipe.Segments, 0, Limits.Levels),
            .. Limits.Whole("recipe.segmented_rows", recipe.SegmentedRows, recipe.Segments, int.MaxValue),
            .. Limits.Whole("recipe.lags", recipe.Lags, 0, Limits.Levels / Math.Max(1, names.Count)),
            .. Limits.Whole("auxiliary.columns", Auxiliary.Columns, 0, Limits.Levels),
            .. Auxiliary.Levels.SelectMany(levels => Limits.Whole("auxiliary.levels", levels, 1, Limits.Levels)),
            .. Preprocessing.Problems("preprocessing"),
            .. LearnedTargets?.Problems("learned_targets", Latents) ?? [],
        ];
        if (Options.Method is AutoMethod)
            problems.Add("options.method is auto or missing; a fitted model is of one method.");
        if (problems.Count > 0)
            return problems; // what follows counts them
        string[] texts =
        [
            .. names, .. recipe.Numeric, .. recipe.Categorical.Select(coding => coding?.Name!),
            .. recipe.Categorical.SelectMany(coding => coding?.Levels ?? [null!]),
        ];
        if (Array.Exists(texts, text => text is null))
            problems.Add("recipe has a name that is null; every column and level needs one.");
        else if (Auxiliary is not { Columns: 0, Levels.Count: 0 })
            problems.AddRange(
            [
                .. Limits.Whole("auxiliary.columns", Auxiliary.Columns, recipe.AllNumeric.Length,
                    recipe.AllNumeric.Length),
                .. Auxiliary.Levels.SequenceEqual(recipe.AllCategorical.Select(part => part.Levels.Count))
                    ? Array.Empty<string>()
                    : ["auxiliary.levels are not as many as recipe has for each part of u."],
            ]);
        var scales = AuxiliaryScaling.Centre.Length;
        problems.AddRange(Limits.Whole(
            "the number of centres of auxiliary_scaling", scales, Auxiliary.Columns, Auxiliary.Columns));
        if (!Array.TrueForAll([.. AuxiliaryScaling.Centre, .. AuxiliaryScaling.Scale], float.IsFinite))
            problems.Add("auxiliary_scaling has a number that is not finite.");
        return problems;
    }
}
