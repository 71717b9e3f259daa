using Ivae.Data;
using Ivae.Distributions;

namespace Ivae.Methods;

/// <summary>What a data set must have for a method to be fitted to it.</summary>
internal static class DataRequirements
{
    /// <summary>
    /// Refuses data that the options cannot be fitted to, and adds what the user should know of other data.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="options">Options without open choices.</param>
    /// <param name="warnings">Where warnings go.</param>
    /// <exception cref="DataException">The data cannot be fitted.</exception>
    public static void Check(Dataset data, IvaeOptions options, List<string> warnings)
    {
        var method = options.Method;
        if (method.NeedsAuxiliary && data.Auxiliary.IsEmpty && !options.Prior.ReadsOrder)
            throw new DataException(
                data.Name,
                $"method \"{method.Name}\" needs an auxiliary variable; name auxiliary columns, cut the rows into "
                    + "segments or take lags (or fit a vae, which has no guarantee).")
            {
                Remedies = ["auxiliary", "segments", "lags", "method=vae"],
            };
        if (method.NeedsLevels && data.Auxiliary is not { Categorical.Count: 1, Numeric.Columns: 0 })
            throw new DataException(
                data.Name,
                $"method \"{method.Name}\" classifies the levels of one categorical auxiliary variable, and there are "
                    + $"{data.Auxiliary.Categorical.Count} categorical and {data.Auxiliary.Numeric.Columns} numeric "
                    + "ones; give one, or segments alone.")
            {
                Remedies = ["auxiliary", "segments"],
            };
        Targeting.Check(data, options);
        if (data.Rows < 2)
            throw new DataException(data.Name, $"there {(data.Rows == 1 ? "is one row" : "are no rows")}; a fit needs "
                + "at least two, and hundreds to be of use.");
        var problems = DataCheck.Run(data);
        if (problems.Where(p => p.IsError).Select(p => p.Message).ToList() is { Count: > 0 } errors)
            throw new DataException(data.Name, string.Join(" ", errors))
            {
                Remedies = ["exclude=COLS"],
            };
        warnings.AddRange(problems.Select(p => p.Message));
        if (method.HasDensity && !options.Likelihood.Family.IsDiscrete && CountsIn(data.Observed.Values) is { } counts)
            warnings.Add(counts);
        if (options.LatentDimension > data.Observed.Columns)
            warnings.Add($"{options.LatentDimension} latents from {data.Observed.Columns} observed columns: "
                + "the mixing cannot be injective, so that no guarantee holds.");
        if (method.HasExactLikelihood && options.LatentDimension > data.Observed.Columns)
            throw new DataException(
                data.Name,
                $"a flow cannot have more latents ({options.LatentDimension}) than observed columns "
                    + $"({data.Observed.Columns}); take fewer latents, or method ivae.")
            {
                Remedies = ["latent", "method=ivae"],
            };
        if (data.MayLackValues)
            CheckMissing(data, options);
        if (data.Exposure is not null && !(method.HasDensity && options.Likelihood.Family.HasLogLink))
            throw new DataException(data.Name, "exposure multiplies the rates of counts, and "
                + (method.HasDensity ? $"likelihood.family is {options.Likelihood.Family.Name}"
                    : $"method \"{method.Name}\" has none")
                + "; leave it out, or fit method ivae with likelihood.family=poisson or negative_binomial.");
        if (options.Likelihood.Family.Needs(data.Observed.Values) is { } needed)
            throw new DataException(
                data.Name,
                $"a {options.Likelihood.Family} likelihood needs {needed}; choose another likelihood.family.");
    }

    /// <summary>These options for data that lack values: what was left open is what can be fitted to them.</summary>
    public static IvaeOptions ForMissing(IvaeOptions options)
    {
        var ivae = options.Method is AutoMethod auto ? auto.Ivae : options.Method as IvaeMethod;
        return options with
        {
            Method = ivae is null ? options.Method : ivae with { StartsFromFlow = ivae.StartsFromFlow ?? false },
            Preprocessing = options.Preprocessing with
            {
                Scaling = options.Preprocessing.Scaling
                    ?? (options.Likelihood.Family.IsDiscrete ? null : Scaling.Standardise),
            },
        };
    }

    // Converters and sums give whole numbers too, but of hundreds and thousands, whose steps hardly matter.
    private const float FewCounts = 20;

    /// <summary>What to say of observations that look like events or counts; nothing of others.</summary>
    private static string? CountsIn(float[] values)
    {
        if (LikelihoodFamily.Poisson.Needs(values) is not null)
            return null;
        if (LikelihoodFamily.Bernoulli.Needs(values) is null)
            return Advice("0 and 1 alone", "events", LikelihoodFamily.Bernoulli);
        return values.Count(value => value > FewCounts) < values.Length / 2
            ? Advice("small whole numbers from 0 on", "counts", LikelihoodFamily.Poisson)
            : null;

        static string Advice(string held, string kind, LikelihoodFamily family) =>
            $"the observed columns hold {held}: if they are {kind}, a likelihood made for them suits them better "
            + $"(likelihood.family={family.Name}).";
    }

    private static void CheckMissing(Dataset data, IvaeOptions options)
    {
        var problem = options.Method is not VaeFamilyMethod
            ? $"method \"{options.Method.Name}\" needs every value; drop rows that lack one, or fit method ivae"
            : options.Method is IvaeMethod { StartsFromFlow: true }
                ? "a flow, which method.starts_from_flow asks for, needs every value; set it to false"
            : options.Preprocessing.Scaling is Scaling.Whiten or Scaling.Reduce
                ? "preprocessing.scaling mixes columns, which needs every value; leave it open"
            : options.Prior.Shape.Kind == PriorShape.PrincipalComponents
                ? "prior.shape.kind principal_components needs every value; choose another" : null;
        if (problem is not null)
            throw new DataException(data.Name, $"values are missing, and {problem}.")
            {
                Remedies = ["missing=drop", "method=ivae"],
            };
    }
}
