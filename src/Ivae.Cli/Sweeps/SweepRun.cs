namespace Ivae.Cli.Sweeps;

/// <summary>One fit of a sweep.</summary>
/// <param name="Name">Name of its folder: data, choices and seed to read, and a hash of all that decides it.</param>
/// <param name="Data">The data file.</param>
/// <param name="Choices">Value of each key of the grid, as text, in the order of the file.</param>
/// <param name="Settings">All options.</param>
internal sealed record SweepRun(
    string Name, string Data, IReadOnlyList<KeyValuePair<string, string>> Choices, FitSettings Settings);
