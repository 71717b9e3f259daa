using System.Runtime.InteropServices;
using PureHDF;

namespace Ivae.Data;

/// <summary>An HDF5 file: its groups and datasets by path, and datasets as arrays.</summary>
internal sealed class Hdf5 : IDisposable
{
    private const string Format = "HDF5";
    private const int MaxDepth = 32;
    private const int MaxObjects = 100_000;
    private const int LeastChunkBytes = 8; // that a chunk and its place take
    private const int LeastBytes = 4; // that an object takes, where each is listed a few times

    private readonly string path;
    private long listed;

    /// <summary>Opens a file, which stays open.</summary>
    /// <exception cref="DataException">It is not HDF5, or is damaged.</exception>
    public Hdf5(Stream stream, string path)
    {
        (this.path, Length) = (path, stream.Length);
        var (head, _) = FileFormat.Head(stream);
        if (Superblock(head) is not { } superblock)
            throw new DataException(path, "is not an HDF5 file; write it again with h5py, or save it with -v7.3.");
        Root = Read(() =>
        {
            Hdf5Frame.Require(stream, superblock);
            stream.Position = 0;
            return H5File.Open(stream, leaveOpen: true);
        });
    }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; }

    /// <summary>The outermost group.</summary>
    public PureHDF.VOL.Native.NativeFile Root { get; }

    /// <summary>Whether the first bytes, after a block of the user's, are those of an HDF5 file.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head) => Superblock(head) is not null;

    // Where the file begins.
    private static int? Superblock(ReadOnlySpan<byte> head)
    {
        for (var at = 0; at < head.Length; at = at == 0 ? 512 : at * 2)
            if (head[at..].StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10]))
                return at;
        return null;
    }

    /// <summary>The groups and datasets in a group, by name; links that lead nowhere are left out.</summary>
    /// <exception cref="DataException">There are more than the file has room for: a group holds itself.</exception>
    public IReadOnlyList<IH5Object> Children(IH5Group group)
    {
        // In a group that is damaged, names may be there twice.
        var children = Read(() => group.Children().Where(child => child is IH5Dataset or IH5Group).Take(MaxObjects)
            .DistinctBy(child => child.Name).ToArray());
        listed += children.Length;
        return listed <= Length / LeastBytes
            ? children
            : throw new DataException(path, "has groups that hold themselves; write it flat.");
    }

    /// <summary>All datasets below a group, by path.</summary>
    /// <exception cref="DataException">There are too many, or groups within groups without end.</exception>
    public IEnumerable<KeyValuePair<string, IH5Dataset>> Datasets(IH5Group group, string prefix = "", int depth = 0)
    {
        if (depth > MaxDepth)
            throw new DataException(path, $"has groups within groups, more than {MaxDepth} deep; write it flat.");
        foreach (var child in Children(group))
        {
            if (child is IH5Dataset dataset)
                yield return KeyValuePair.Create(prefix + child.Name, dataset);
            else if (child is IH5Group inner)
                foreach (var pair in Datasets(inner, $"{prefix}{child.Name}/", depth + 1))
                    yield return pair;
        }
    }

    /// <summary>The object at a path below a group, or <see langword="null"/>.</summary>
    public T? Find<T>(IH5Group group, string name)
        where T : class, IH5Object =>
        Read(() => group.LinkExists(name) ? group.Get(name) as T : null);

    /// <summary>A text attribute, or <see langword="null"/>.</summary>
    public string? Text(IH5Object of, string name) => Read(() =>
    {
        if (!of.AttributeExists(name))
            return null;
        var found = of.Attribute(name);
        if (found.Type.Class is not (H5DataTypeClass.String or H5DataTypeClass.VariableLength))
            return null;
        return found.Space.Type == H5DataspaceType.Scalar
            ? found.Read<string>()
            : found.Read<string[]>().FirstOrDefault();
    });

    /// <summary>Numbers of an attribute; none where it is missing.</summary>
    public long[] Numbers(IH5Object of, string name) => Read(() =>
    {
        if (!of.AttributeExists(name) || of.Attribute(name) is not { Type.Class: H5DataTypeClass.FixedPoint } found)
            return [];
        return found.Space.Type == H5DataspaceType.Scalar ? [found.Read<long>()] : found.Read<long[]>();
    });

    /// <summary>Length along each dimension.</summary>
    public IReadOnlyList<long> Shape(IH5Dataset dataset) => Read(() => dataset.Space.Type == H5DataspaceType.Null
        ? [0]
        : Array.ConvertAll(dataset.Space.Dimensions, dimension => (long)Math.Min(dimension, long.MaxValue)));

    /// <summary>The array of a dataset, as it was stored.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="source">File and dataset, for messages.</param>
    /// <exception cref="DataException">Its type cannot be read, or it is damaged.</exception>
    public NpyArray ToArray(IH5Dataset dataset, string source)
    {
        var shape = Shape(dataset);
        var (kind, size) = Read(() => (dataset.Type.Class, dataset.Type.Size));
        var isCompressed = Read(() => dataset.Layout.Class) == H5DataLayoutClass.Chunked;
        if (isCompressed)
            RequireChunks(source, shape, Read(() => dataset.Layout.Chunks), Math.Max(1, size));
        var bytes = ForeignReader.Length(source, shape, Math.Max(1, size), Length, isCompressed);
        int[] dimensions = [.. shape.Select(dimension => (int)dimension)];
        if (kind is H5DataTypeClass.String || (kind is H5DataTypeClass.VariableLength && IsText(dataset)))
            return new NpyArray(source, dimensions, bytes == 0 ? []
                : Read(source, () => Texts(dataset, shape.Count == 0)));
        var type = Read(() => Type(dataset.Type, kind)) ?? throw new DataException(source,
            $"is of type {kind}, {size} bytes; numbers and texts can be read. Write it as such.");
        return new NpyArray(source, type, dimensions, bytes == 0 ? []
            : Read(source, () => Bytes(dataset, source, type, bytes)));
    }

    // A chunk fits into memory, and the file has room for as many as there are, of which the library searches a list.
    private void RequireChunks(string source, IReadOnlyList<long> shape, IReadOnlyList<ulong> chunk, int size)
    {
        ForeignReader.Length(
            source, chunk.Select(length => (long)Math.Min(length, long.MaxValue)), size, Length, isCompressed: true);
        var count = shape.Zip(chunk).Aggregate(1.0, (product, pair) =>
            product * Math.Ceiling(pair.First / Math.Max(1.0, pair.Second)));
        if (count > Math.Max(1, Length / LeastChunkBytes))
            throw new DataException(source, FormattableString.Invariant(
                $"has {count} chunks, for which the file of {Length} bytes has no room; copy or write it again."));
    }

    /// <summary>Calls the library, so that what it throws names the file.</summary>
    public T Read<T>(Func<T> read) => Read(path, read);

    public void Dispose() => Root.Dispose();

    private static T Read<T>(string source, Func<T> read) => ForeignReader.Read(source, Format, read);

    private bool IsText(IH5Dataset dataset) =>
        Read(() => dataset.Type.VariableLength.BaseType.Class == H5DataTypeClass.String
        || dataset.Type.VariableLength.BaseType is { Class: H5DataTypeClass.FixedPoint, Size: 1 });

    private static string[] Texts(IH5Dataset dataset, bool isSingle) =>
        isSingle ? [dataset.Read<string>()] : Array.ConvertAll(dataset.Read<string[]>(), text => text ?? "");

    private static string? Type(IH5DataType type, H5DataTypeClass kind) => (kind, type.Size) switch
    {
        (H5DataTypeClass.FloatingPoint, 2 or 4 or 8) => $"f{type.Size}",
        (H5DataTypeClass.FixedPoint, 1 or 2 or 4 or 8) => $"{(type.FixedPoint.IsSigned ? 'i' : 'u')}{type.Size}",
        (H5DataTypeClass.Enumerated, 1) => "i1",
        _ => null,
    };

    // The library says of a filter or a byte order that it does not know, and only its message distinguishes them.
    private static byte[] Bytes(IH5Dataset dataset, string source, string type, int length)
    {
        try
        {
            return Typed(dataset, type, length);
        }
        catch (Exception e) when (e.Message.Contains("Byte order", StringComparison.Ordinal))
        {
            var (bytes, size) = (Checked(dataset.Read<byte[]>(), length), type[1] - '0');
            for (var i = 0; i < bytes.Length; i += size)
                bytes.AsSpan(i, size).Reverse();
            return bytes;
        }
        catch (Exception e) when (e.Message.Contains("find filter", StringComparison.Ordinal))
        {
            var name = e.Message.Split('\'') is [_, var known, ..] ? known.ToUpperInvariant() : "a filter";
            throw new DataException(source, $"is compressed with {name}, which cannot be read; "
                + "write it with gzip (h5repack -f GZIP=4 IN OUT).", cause: e);
        }
    }

    private static byte[] Checked(byte[] bytes, int length) =>
        bytes.Length == length ? bytes : throw new InvalidDataException($"{bytes.Length} of {length} bytes");

    private static byte[] Typed(IH5Dataset dataset, string type, int length)
    {
        var bytes = type switch
        {
            "f2" => Of<Half>(),
            "f4" => Of<float>(),
            "f8" => Of<double>(),
            "i2" => Of<short>(),
            "i4" => Of<int>(),
            "i8" => Of<long>(),
            "u2" => Of<ushort>(),
            "u4" => Of<uint>(),
            "u8" => Of<ulong>(),
            _ => dataset.Read<byte[]>(),
        };
        return Checked(bytes, length);

        byte[] Of<T>()
            where T : unmanaged => MemoryMarshal.AsBytes(dataset.Read<T[]>().AsSpan()).ToArray();
    }
}
