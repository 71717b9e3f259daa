using Ivae.Data;
using Ivae.Distributions;

namespace Ivae.Methods;

/// <summary>What of u targets are of: the levels of one categorical variable, or numeric columns.</summary>
internal static class Targeting
{
    /// <summary>Names of the levels or columns.</summary>
    public static IReadOnlyList<string> Sites(
        IReadOnlyList<CategoricalCoding> categorical, IReadOnlyList<string> numeric) =>
        categorical.Count == 1 && numeric.Count == 0 ? categorical[0].Levels : [.. numeric];

    /// <summary>Names of the levels or columns.</summary>
    public static IReadOnlyList<string> Sites(Auxiliary u) =>
        u.Categorical.Count == 1 && u.Numeric.Columns == 0 ? u.Categorical[0].Levels : u.NumericNames;

    /// <summary>The mask of options for some data, where they have one.</summary>
    /// <exception cref="ArgumentException">A target names what is not there.</exception>
    public static TargetMask? Mask(Dataset data, IvaeOptions resolved) => resolved.Prior.Targets is { } targets
        ? TargetMask.Of(targets, Sites(data.Auxiliary), resolved.LatentDimension!.Value)
        : null;

    /// <summary>Refuses targets that are not of the data.</summary>
    /// <exception cref="DataException">u is of both kinds, or a target names what is not there.</exception>
    public static void Check(Dataset data, IvaeOptions options)
    {
        if (options.Prior.Targets is not { } targets)
            return;
        var (categorical, numeric) = (data.Auxiliary.Categorical.Count, data.Auxiliary.Numeric.Columns);
        if (categorical > 1 || categorical == 1 && numeric > 0)
            throw new DataException(data.Name, "targets need a u of one categorical variable or of numeric columns, "
                + $"and there are {categorical} categorical and {numeric} numeric ones; choose one kind of u.")
            {
                Remedies = ["auxiliary"],
            };
        foreach (var target in targets)
            if (TargetMask.Problem(target, Sites(data.Auxiliary), options.LatentDimension!.Value) is { } problem)
                throw new DataException(data.Name, $"prior.targets: {problem}");
    }
}
