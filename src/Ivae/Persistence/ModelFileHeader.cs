using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ivae.Data;

namespace Ivae.Persistence;

/// <summary>The header of a model file: what each array is called and where it lies, and the metadata.</summary>
internal sealed record ModelFileHeader(
    int FormatVersion, string ModelJson, string Checksum, int ChecksumOffset,
    IReadOnlyList<(string Name, int[] Shape, long Count)> Tensors)
{
    /// <summary>Longest header in bytes, as in safetensors itself.</summary>
    public const int MaximumLength = 100_000_000;

    /// <summary>
    /// What stands in the place of the checksum while it is computed: as many zeros as it has digits.
    /// </summary>
    public static readonly string NoChecksum = new('0', 64);

    private const string MetadataKey = "__metadata__";
    private const int Alignment = 8;

    // Quotes inside the description become \" and not \u0022: the header stays readable.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The length prefix and the header of arrays that follow each other in the given order.</summary>
    public static byte[] Format(string modelJson, IReadOnlyList<NamedTensor> tensors, string checksum)
    {
        if (!IsObject(modelJson))
            throw new ArgumentException(
                "The description of a model must be the text of a JSON object.", nameof(modelJson));
        var stream = new MemoryStream();
        stream.Write(new byte[sizeof(ulong)]);
        using (var json = new Utf8JsonWriter(stream, Relaxed))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
            json.WriteString("format", "ivae");
            json.WriteString("format_version", ModelFile.CurrentFormatVersion.ToString(CultureInfo.InvariantCulture));
            json.WriteString("model", modelJson);
            json.WriteString("sha256", checksum);
            json.WriteEndObject();
            WriteTensors(json, tensors);
            json.WriteEndObject();
        }

        while (stream.Length % Alignment != 0)
            stream.WriteByte((byte)' ');
        if (stream.Length - sizeof(ulong) > MaximumLength)
            throw new ArgumentException(
                $"The header takes {stream.Length} bytes; at most {MaximumLength} are allowed.", nameof(modelJson));
        var bytes = stream.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)(bytes.Length - sizeof(ulong)));
        return bytes;
    }

    /// <summary>Reads and checks the header, which follows the length prefix.</summary>
    public static ModelFileHeader Parse(byte[] bytes, string path)
    {
        try
        {
            return ParseJson(bytes, path);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // the second: text that is not UTF-8
            throw new DataException(
                path, "is damaged or no model file: its header is not JSON; copy it again or fit again.", cause: cause);
        }
    }

    private static ModelFileHeader ParseJson(byte[] bytes, string path)
    {
        using var document = JsonDocument.Parse(bytes, Strict);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || Metadata(root, "format") != "ivae")
            throw new DataException(
                path, "is not an Ivae model: its metadata lacks format \"ivae\"; give a file that fit has written.");
        var version = Metadata(root, "format_version");
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var formatVersion)
            || formatVersion < 1)
            throw Damaged(path, $"has format version \"{version}\", which is no whole number from 1");
        if (formatVersion > ModelFile.CurrentFormatVersion)
        {
            throw new DataException(
                path, $"has format version {formatVersion}, and this Ivae reads up to "
                    + $"{ModelFile.CurrentFormatVersion}; update Ivae.");
        }

        var model = Metadata(root, "model");
        if (model is null || !IsObject(model))
            throw Damaged(path, "describes its model by something that is not a JSON object");
        var checksum = Metadata(root, "sha256");
        if (checksum is null || ChecksumOffsetOf(root, bytes) is not { } offset)
            throw Damaged(path, $"lacks a \"sha256\" of {NoChecksum.Length} digits in its metadata");
        return new ModelFileHeader(formatVersion, model, checksum, offset, ReadTensors(root, path));
    }

    private static void WriteTensors(Utf8JsonWriter json, IReadOnlyList<NamedTensor> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { MetadataKey };
        var offset = 0L;
        foreach (var (name, shape, values) in tensors)
        {
            if (!names.Add(name))
                throw new ArgumentException(
                    $"The name \"{name}\" is taken; every array needs a name of its own.", nameof(tensors));
            if (Count(shape) != values.Length)
            {
                throw new ArgumentException(
                    $"\"{name}\" has {values.Length} values for the shape [{string.Join(", ", shape)}]; they must "
                    + "agree.", nameof(tensors));
            }

            json.WriteStartObject(name);
            json.WriteString("dtype", "F32");
            json.WriteStartArray("shape");
            foreach (var length in shape)
                json.WriteNumberValue(length);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(offset);
            json.WriteNumberValue(offset += (long)values.Length * sizeof(float));
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static List<(string Name, int[] Shape, long Count)> ReadTensors(JsonElement root, string path)
    {
        var found = new List<(string Name, int[] Shape, long Count, long Start)>();
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name == MetadataKey)
                continue;
            if (property.Value.ValueKind != JsonValueKind.Object || Text(property.Value, "dtype") is not { } type
                || Numbers(property.Value, "shape") is not { } shape
                || Numbers(property.Value, "data_offsets") is not [var start, var end])
            {
                throw Damaged(path, $"describes \"{property.Name}\" without dtype, shape and two data_offsets");
            }

            if (type != "F32")
                throw new DataException(
                    path, $"holds \"{property.Name}\" as {type}; models have F32 only, write it as such.");
            var lengths = Array.ConvertAll(shape, length => (int)Math.Min(length, int.MaxValue));
            if (Count(lengths) is not { } count || end - start != count * sizeof(float))
                throw Damaged(
                    path, $"gives \"{property.Name}\" {end - start} bytes for the shape [{string.Join(", ", shape)}]");
            found.Add((property.Name, lengths, count, start));
        }

        // An empty array starts where its neighbour does, and comes first.
        found.Sort((a, b) => (a.Start, a.Count).CompareTo((b.Start, b.Count)));
        var offset = 0L;
        foreach (var (name, _, count, start) in found)
        {
            if (start != offset)
                throw Damaged(path,
                    $"has \"{name}\" at byte {start} of its data where {offset} follows, for arrays lie side by side");
            offset += count * sizeof(float);
        }

        return found.ConvertAll(tensor => (tensor.Name, tensor.Shape, tensor.Count));
    }

    private static DataException Damaged(string path, string problem) =>
        new(path, problem + "; it is damaged, copy it again or fit again.");

    private static bool IsObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Product of the lengths, or null when it is no possible size of an array.</summary>
    private static long? Count(int[] shape)
    {
        var count = 1L;
        foreach (var length in shape)
        {
            count *= length;
            if (length < 0 || count > Array.MaxLength / sizeof(float))
                return null;
        }

        return count;
    }

    private static string? Metadata(JsonElement root, string key) =>
        root.TryGetProperty(MetadataKey, out var metadata) && metadata.ValueKind == JsonValueKind.Object
            ? Text(metadata, key)
            : null;

    private static string? Text(JsonElement parent, string key) =>
        parent.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long[]? Numbers(JsonElement parent, string key)
    {
        if (!parent.TryGetProperty(key, out var value) || value.ValueKind != JsonValueKind.Array)
            return null;
        var numbers = new List<long>();
        foreach (var element in value.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out var number) || number < 0)
                return null;
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private static int? ChecksumOffsetOf(JsonElement root, byte[] bytes)
    {
        var quoted = JsonMarshal.GetRawUtf8Value(root.GetProperty(MetadataKey).GetProperty("sha256"));
        return quoted.Length == NoChecksum.Length + 2 && bytes.AsSpan().Overlaps(quoted, out var offset)
            ? offset + 1
            : null;
    }
}
