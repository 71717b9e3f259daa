namespace Ivae.Distributions;

/// <summary>One of several values that files and the command line know by their names.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface INamed<TSelf>
    where TSelf : class, INamed<TSelf>
{
    /// <summary>Name in files, snake_case.</summary>
    string Name { get; }

    /// <summary>All values.</summary>
    static abstract IReadOnlyList<TSelf> All { get; }

    /// <summary>What else can be done about an unknown name than to give another, as a message goes on.</summary>
    static virtual string Remedy => "";
}
