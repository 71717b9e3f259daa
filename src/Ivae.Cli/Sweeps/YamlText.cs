using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ivae.Cli.Sweeps;

/// <summary>
/// YAML as the JSON of the same meaning: scalars by the core schema of YAML 1.2, one document, no anchors, no tags.
/// </summary>
internal static class YamlText
{
    private const int Depth = 64; // as System.Text.Json

    /// <summary>Reads a document; an empty one is null.</summary>
    /// <exception cref="FormatException">It cannot be read; the message says where and why.</exception>
    public static JsonNode? Read(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return null;
            parser.Consume<DocumentStart>();
            var node = Node(parser, 0);
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out var more) || parser.Current is null
                ? node
                : throw At(parser.Current, "a second document begins here, and one is read.");
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("this is no YAML."); // the library has no better word for some of what is none
        }
        catch (YamlException cause)
        {
            throw new FormatException(
                string.Create(CultureInfo.InvariantCulture,
                    $"line {cause.Start.Line}, column {cause.Start.Column}: {cause.Message.TrimEnd('.')}."), cause);
        }
    }

    private static JsonNode? Node(Parser parser, int depth)
    {
        var start = parser.Current!;
        if (start is AnchorAlias)
            throw At(start, "aliases are not read; write the value again.");
        if (start is NodeEvent { Anchor.IsEmpty: false })
            throw At(start, "anchors are not read; write the value where it is needed.");
        if (start is NodeEvent { Tag.IsEmpty: false })
            throw At(start, "tags are not read; quote what is a text.");
        if (depth > Depth)
            throw At(start, $"this lies deeper than {Depth} levels.");
        if (parser.TryConsume<Scalar>(out var scalar))
            return scalar.Style == ScalarStyle.Plain ? Plain(scalar.Value) : JsonValue.Create(scalar.Value);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new JsonArray();
            while (!parser.TryConsume<SequenceEnd>(out _))
                list.Add(Node(parser, depth + 1));
            return list;
        }

        parser.Consume<MappingStart>();
        var map = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Current as Scalar ?? throw At(parser.Current!, "a key is a word.");
            parser.MoveNext();
            if (!map.TryAdd(key.Value, Node(parser, depth + 1)))
                throw At(key, $"the key \"{key.Value}\" is here twice.");
        }

        return map;
    }

    /// <summary>A scalar without quotes.</summary>
    private static JsonNode? Plain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
            JsonValue.Create(whole),
        _ when ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var large) =>
            JsonValue.Create(large), // a seed may be that
        _ when char.IsAsciiDigit(text[^1]) | text[^1] == '.' && double.TryParse(
            text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) =>
            JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };

    private static FormatException At(ParsingEvent place, string problem) => new(string.Create(
        CultureInfo.InvariantCulture, $"line {place.Start.Line}, column {place.Start.Column}: {problem}"));
}
