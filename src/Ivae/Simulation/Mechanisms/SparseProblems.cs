namespace Ivae.Simulation.Mechanisms;

/// <summary>What is wrong with options, in a list.</summary>
internal static class SparseProblems
{
    /// <summary>The problems of conditions that do not hold.</summary>
    public static IReadOnlyList<string> Of(params (bool Good, FormattableString Problem)[] conditions) =>
        [.. conditions.Where(condition => !condition.Good)
            .Select(condition => FormattableString.Invariant(condition.Problem))];
}
