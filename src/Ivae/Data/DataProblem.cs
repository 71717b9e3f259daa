namespace Ivae.Data;

/// <summary>Something about the data that prevents a fit, or that the user should know.</summary>
/// <param name="IsError">Whether no model should be fitted; otherwise a warning.</param>
/// <param name="Message">What it is, where, and what to do.</param>
internal sealed record DataProblem(bool IsError, string Message)
{
    /// <summary>Whether it is only worth knowing.</summary>
    public bool IsNote { get; init; }
}
