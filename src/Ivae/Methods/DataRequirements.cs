using Ivae.Data;

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
        if (method.NeedsAuxiliary && data.Auxiliary.IsEmpty && !options.Prior.ReadsPast)
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
        if (options.Likelihood.Family.Needs(data.Observed.Values) is { } needed)
            throw new DataException(
                data.Name,
                $"a {options.Likelihood.Family} likelihood needs {needed}; choose another likelihood.family.");
    }
}
