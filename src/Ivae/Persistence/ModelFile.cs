using System.Buffers.Binary;
using System.Security.Cryptography;
using Ivae.Data;

namespace Ivae.Persistence;

/// <summary>
/// The container of a fitted model: named arrays and a JSON description, in the safetensors layout with a checksum
/// over every byte. The format is described in docs/reference/model-format.md; nothing in a file is ever executed.
/// </summary>
internal sealed class ModelFile
{
    /// <summary>The newest format version that is written and read.</summary>
    public const int CurrentFormatVersion = 2;

    private ModelFile(int formatVersion, string modelJson, IReadOnlyList<NamedTensor> tensors)
    {
        FormatVersion = formatVersion;
        ModelJson = modelJson;
        Tensors = tensors;
    }

    /// <summary>Format version of the file.</summary>
    public int FormatVersion { get; }

    /// <summary>
    /// Description of the model, its preprocessing and its training: the text of a JSON object, just as it was written.
    /// </summary>
    public string ModelJson { get; }

    /// <summary>The arrays, in the order of their bytes in the file.</summary>
    public IReadOnlyList<NamedTensor> Tensors { get; }

    /// <summary>
    /// Writes a model file; the same content gives the same bytes, whatever the order of <paramref name="tensors"/>.
    /// </summary>
    /// <param name="stream">Where to write, from its present position; left open.</param>
    /// <param name="modelJson">Text of a JSON object.</param>
    /// <param name="tensors">The arrays, each with a name of its own.</param>
    /// <exception cref="ArgumentException">The JSON is not an object, a name is taken twice, or values do not fill
    /// their shape.</exception>
    public static void Write(Stream stream, string modelJson, IReadOnlyList<NamedTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(modelJson);
        ArgumentNullException.ThrowIfNull(tensors);
        var ordered = tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal).ToArray();
        var unsigned = ModelFileHeader.Format(modelJson, ordered, ModelFileHeader.NoChecksum);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Emit(unsigned, ordered, bytes => hash.AppendData(bytes));
        var signed = ModelFileHeader.Format(modelJson, ordered, Convert.ToHexStringLower(hash.GetCurrentHash()));
        Emit(signed, ordered, bytes => stream.Write(bytes));
    }

    /// <summary>Reads a model file and checks all of it.</summary>
    /// <param name="stream">The file, from its present position to its end.</param>
    /// <param name="nameForErrors">What messages call the file: its path.</param>
    /// <exception cref="DataException">The file is not a model, is cut off or damaged, or was written by a newer
    /// version.</exception>
    public static ModelFile Read(Stream stream, string nameForErrors)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(nameForErrors);
        if (!stream.CanSeek)
        {
            // The length must be known before a damaged header can ask for memory.
            var copy = new MemoryStream();
            stream.CopyTo(copy);
            copy.Position = 0;
            stream = copy;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var prefix = ReadBytes(stream, sizeof(ulong), nameForErrors);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength is < 2 or > ModelFileHeader.MaximumLength)
        {
            throw new DataException(
                nameForErrors,
                $"is not a model file: it would start with a header of {headerLength} bytes, and 2 to "
                + $"{ModelFileHeader.MaximumLength} are allowed; give a file that fit has written.");
        }

        var headerBytes = ReadBytes(stream, (long)headerLength, nameForErrors);
        var header = ModelFileHeader.Parse(headerBytes, nameForErrors);
        headerBytes.AsSpan(header.ChecksumOffset, ModelFileHeader.NoChecksum.Length).Fill((byte)'0');
        hash.AppendData(prefix);
        hash.AppendData(headerBytes);

        var tensors = new List<NamedTensor>();
        foreach (var (name, shape, count) in header.Tensors)
        {
            var bytes = ReadBytes(stream, count * sizeof(float), nameForErrors);
            hash.AppendData(bytes);
            tensors.Add(new NamedTensor(name, shape, Decode(bytes)));
        }

        if (stream.Length - stream.Position is > 0 and var surplus)
            throw new DataException(
                nameForErrors, $"has {surplus} bytes after its last array; it is damaged, copy it again.");
        if (Convert.ToHexStringLower(hash.GetCurrentHash()) != header.Checksum)
            throw new DataException(
                nameForErrors, "does not match its checksum: it was damaged or edited; copy it again or fit again.");
        return new ModelFile(header.FormatVersion, header.ModelJson, tensors);
    }

    private static void Emit(byte[] header, IEnumerable<NamedTensor> tensors, Action<byte[]> sink)
    {
        sink(header);
        foreach (var tensor in tensors)
            sink(Encode(tensor.Values));
    }

    private static byte[] ReadBytes(Stream stream, long count, string name)
    {
        var left = stream.Length - stream.Position;
        if (left < count)
            throw new DataException(
                name, $"ends {count - left} bytes too early; it is cut off or not a model file, copy it again.");
        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Encode(float[] values)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        return bytes;
    }

    private static float[] Decode(byte[] bytes)
    {
        var values = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        return values;
    }
}
