namespace Ivae.Distributions;

/// <summary>A converter of JSON that reads names only, whatever they are the names of.</summary>
internal interface INameList
{
    /// <summary>The names.</summary>
    IReadOnlyList<string> Names { get; }
}
