using System.Text.Json;

namespace Ivae.Cli;

/// <summary>What is known of one option of a fit.</summary>
/// <param name="Key">Its key, for --set and configurations.</param>
/// <param name="Methods">Methods that have it; empty for all.</param>
/// <param name="Default">Its default; none where the fit chooses.</param>
/// <param name="Range">What it may be.</param>
/// <param name="Meaning">What it decides.</param>
internal sealed record OptionEntry(
    string Key, IReadOnlyList<string> Methods, string? Default, string Range, string Meaning)
{
    /// <summary>All of them, as the reference page has them, which is made from the sources together with this list.
    /// </summary>
    public static IReadOnlyList<OptionEntry> All()
    {
        using var stream = typeof(OptionEntry).Assembly.GetManifestResourceStream("Ivae.Cli.options.json")!;
        return JsonSerializer.Deserialize(stream, JsonText.Options.GetTypeInfo<OptionEntry[]>())!;
    }
}
