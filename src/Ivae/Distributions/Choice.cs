namespace Ivae.Distributions;

/// <summary>A value out of several by its name.</summary>
internal static class Choice
{
    /// <summary>The value of that name.</summary>
    /// <param name="all">All values.</param>
    /// <param name="name">The name.</param>
    /// <param name="kind">What the values are, for the message.</param>
    /// <param name="remedy">What else can be done than to give another name.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static T Named<T>(IReadOnlyList<T> all, string name, string kind, string remedy = "")
        where T : class, INamed<T>
        => all.FirstOrDefault(value => value.Name == name) ?? throw new ArgumentException(
            $"There is no {kind} \"{name}\"; give one of {string.Join(", ", all.Select(value => value.Name))}{remedy}.",
            nameof(name));
}
