using Ivae.Data;

namespace Ivae.Simulation.Worlds;

/// <summary>One kind of part that a world is made of.</summary>
internal abstract class WorldKind
{
    /// <summary>Name in options.</summary>
    public abstract string Name { get; }

    /// <summary>What it is, in a sentence with its formula.</summary>
    public abstract string Description { get; }
}

/// <summary>A part of a world, which knows all its kinds.</summary>
/// <typeparam name="TSelf">The part itself.</typeparam>
internal interface IWorldPart<TSelf>
    where TSelf : WorldKind
{
    /// <summary>One of each kind, in any order.</summary>
    static abstract IReadOnlyList<TSelf> Kinds { get; }
}

/// <summary>All kinds of one part, by name.</summary>
/// <typeparam name="T">The part: mixing, source or auxiliary variable.</typeparam>
internal static class WorldKinds<T>
    where T : WorldKind, IWorldPart<T>
{
    /// <summary>Every kind in alphabetical order.</summary>
    public static IReadOnlyList<T> All { get; } = [.. T.Kinds.OrderBy(kind => kind.Name, StringComparer.Ordinal)];

    /// <summary>The names, in alphabetical order.</summary>
    public static string[] Names { get; } = [.. All.Select(kind => kind.Name)];

    /// <summary>The kind of a name, or <see langword="null"/>.</summary>
    public static T? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The kind of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message names all there are.</exception>
    public static T Named(string name) => Find(name) ?? throw new ArgumentException(Unknown(name), nameof(name));

    /// <summary>What is wrong with a name that no kind has, and which names there are.</summary>
    public static string Unknown(string name) =>
        $"there is no \"{name}\"{NearestName.Hint(name, Names)} Give one of {string.Join(", ", Names)}.";
}
