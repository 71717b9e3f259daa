using System.CommandLine;

namespace Ivae.Cli;

/// <summary>
/// The options of a command that remedy an error of the library, which knows none of them, put at the end of its
/// message:
/// "… or drop such rows (--missing drop)."
/// </summary>
internal static class FlagHint
{
    /// <summary>The message with the options that the command has.</summary>
    /// <param name="message">The message of the library.</param>
    /// <param name="remedies">What the library would set: "segments", "missing=drop".</param>
    /// <param name="command">The command that runs.</param>
    public static string Add(string message, IReadOnlyList<string> remedies, Command? command)
    {
        string[] flags = [.. remedies.Select(Flag).Where(flag => Has(command, flag))];
        return flags.Length == 0 ? message : $"{message.TrimEnd('.')} ({string.Join(", ", flags)}).";
    }

    private static string Flag(string remedy)
        => remedy == "overwrite" ? "--force" : "--" + remedy.Replace('_', '-').Replace('=', ' ');

    private static bool Has(Command? command, string flag)
        => command?.Options.Any(option => option.Name == flag.Split(' ')[0]) == true;
}
