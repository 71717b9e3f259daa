namespace Ivae.Data;

/// <summary>Something about the data that stands in the way of a fit, or that the user should know.</summary>
/// <param name="IsError">Whether no model should be fitted; otherwise a warning.</param>
/// <param name="Message">What it is, where, and what to do.</param>
internal sealed record DataProblem(bool IsError, string Message);
