using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ivae.Reporting;
using Ivae.Training;

namespace Ivae.Cli;

/// <summary>How everything the command line reads and writes looks as JSON: snake_case, readable, the same bytes on every system.</summary>
internal static class JsonText
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
        TypeInfoResolver = new DefaultJsonTypeInfoResolver
        {
            Modifiers = { LeaveOutWhatStandsAbove, SentencesInJson.Add },
        },
    };

    /// <summary>What people may write into a file beyond strict JSON.</summary>
    public static JsonDocumentOptions Reading { get; } = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Epochs, batch and part held out are options of the command; as keys of training they would be there twice.</summary>
    private static void LeaveOutWhatStandsAbove(JsonTypeInfo type)
    {
        if (type.Type != typeof(TrainingOptions))
            return;
        string[] above = ["epochs", "batch_size", "held_out"];
        foreach (var property in type.Properties.Where(property => above.Contains(property.Name)).ToArray())
            type.Properties.Remove(property);
    }
}
