namespace Ivae.Cli;

/// <summary>
/// A mistake in the options or in a configuration file; the message names the value, what is allowed and the remedy.
/// </summary>
internal sealed class UsageException(string message) : Exception(message);
