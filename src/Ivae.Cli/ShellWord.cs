namespace Ivae.Cli;

/// <summary>Words of a command line for a shell.</summary>
internal static class ShellWord
{
    /// <summary>A word as a shell reads it back.</summary>
    public static string Of(string word) =>
        word.Length > 0
            && word.All(character => char.IsAsciiLetterOrDigit(character) || "-_./:,=@%+".Contains(character))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
