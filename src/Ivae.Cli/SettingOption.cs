using System.CommandLine;

namespace Ivae.Cli;

/// <summary>
/// An option of the command line that is also a key of the configuration: <c>--held-out</c> is
/// <c>training.held_out</c>.
/// </summary>
internal sealed class SettingOption : Option<string>
{
    /// <param name="name">Name on the command line.</param>
    /// <param name="helpName">What its value is called in the help.</param>
    /// <param name="description">What it decides.</param>
    /// <param name="key">Its key, if that is not its name in snake_case.</param>
    public SettingOption(string name, string helpName, string description, string? key = null)
        : base(name)
    {
        Key = key ?? name.TrimStart('-').Replace('-', '_');
        HelpName = helpName;
        Description = description;
    }

    /// <summary>Its key in a configuration.</summary>
    public string Key { get; }
}
