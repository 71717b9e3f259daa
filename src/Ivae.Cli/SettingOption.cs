using System.CommandLine;

namespace Ivae.Cli;

/// <summary>An option that is also a key of the configuration: <c>--held-out</c> is <c>held_out</c>.</summary>
internal sealed class SettingOption : Option<string>
{
    public SettingOption(string name, string helpName, string description)
        : base(name)
    {
        HelpName = helpName;
        Description = description;
    }

    public string Key => Name.TrimStart('-').Replace('-', '_');
}
