namespace Ivae.Simulation;

/// <summary>What is wrong with the options of a simulation.</summary>
internal static class OptionProblems
{
    /// <summary>The problems of conditions that do not hold.</summary>
    public static IReadOnlyList<string> Of(params (bool Good, FormattableString Problem)[] conditions) =>
        [.. conditions.Where(condition => !condition.Good)
            .Select(condition => FormattableString.Invariant(condition.Problem))];

    /// <summary>Refuses options that have problems.</summary>
    /// <exception cref="ArgumentException">There are problems; the message lists every one.</exception>
    public static void ThrowIfAny(IReadOnlyList<string> problems, string options)
    {
        if (problems.Count > 0)
            throw new ArgumentException(
                "These simulation options cannot be used. " + string.Join(" ", problems), options);
    }
}
