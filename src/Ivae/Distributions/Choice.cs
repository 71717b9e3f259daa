namespace Ivae.Distributions;

/// <summary>A value out of several by its name.</summary>
internal static class Choice
{
    /// <summary>The value of that name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">What the values are, for the message.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static T Named<T>(string name, string kind)
        where T : class, INamed<T>
    {
        ArgumentNullException.ThrowIfNull(name);
        return T.All.FirstOrDefault(value => value.Name == name)
            ?? throw new ArgumentException($"There is no {kind} \"{name}\"; give one of {Names<T>()}.", nameof(name));
    }

    /// <summary>All names for a message, and what else can be done.</summary>
    public static string Names<T>()
        where T : class, INamed<T> => string.Join(", ", T.All.Select(value => value.Name)) + T.Remedy;
}
