using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Memory;

namespace Ivae.Data;

/// <summary>The columns of an Arrow file or stream.</summary>
internal sealed class ArrowColumns
{
    private const string Format = "Arrow";

    private readonly string path;
    private readonly List<RecordBatch> batches = [];
    private readonly int rows;

    /// <summary>Reads a file; its columns stay as they are until they are asked for.</summary>
    /// <exception cref="DataException">It is of version 1 of Feather, or damaged.</exception>
    public ArrowColumns(Stream stream, string path)
    {
        this.path = path;
        var (head, _) = FileFormat.Head(stream);
        if (head.AsSpan().StartsWith("FEA1"u8))
            throw new DataException(path, "is a Feather file of version 1; write it again with version 2.");
        (Names, Refused) = ForeignReader.Read(path, Format, () =>
        {
            var schema = head.AsSpan().StartsWith(FileMagic) ? File(stream) : Batches(stream);
            // A bit of a column for each row, compressed.
            var most = stream.Length * 8 * 1032;
            foreach (var array in batches.SelectMany(batch => batch.Arrays))
                ArrowCheck.Require(array, most);
            string[] names = [.. schema.FieldsList.Select(field => field.Name ?? "")];
            var refused = schema.FieldsList.Index()
                .Where(pair => batches.Exists(batch => !CanRead(batch.Column(pair.Index))))
                .ToDictionary(pair => pair.Index, pair => Refusal(pair.Item));
            return (names, refused);
        });
        var count = batches.Sum(batch => (long)batch.Length);
        rows = count <= System.Array.MaxLength
            ? (int)count
            : throw new DataException(path, $"has {count} rows; up to {System.Array.MaxLength} can be read.");
    }

    /// <summary>How a file starts, as against a stream.</summary>
    public static ReadOnlySpan<byte> FileMagic => "ARROW1"u8;

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Columns that cannot be read, with the reason.</summary>
    public IReadOnlyDictionary<int, string> Refused { get; }

    /// <summary>The column at a position, <c>[N]</c>.</summary>
    public TableColumn Read(int position) => ForeignReader.Read(path, Format, () =>
    {
        var column = new ForeignColumn(Names[position], rows);
        foreach (var batch in batches)
            Add(column, batch.Column(position));
        return column.ToColumn();
    });

    private static string Refusal(Field field) => $"is of type {field.DataType.Name}; write it as numbers or texts.";

    private Schema File(Stream stream)
    {
        new ArrowFrame(stream).RequireFile();
        stream.Position = 0;
        var reader = new ArrowFileReader(stream, new BoundedAllocator(stream.Length), new CompressionCodecFactory(),
            true);
        for (var left = reader.RecordBatchCountAsync().AsTask().GetAwaiter().GetResult(); left > 0; left--)
            batches.Add(Checked(reader.ReadNextRecordBatch()));
        return reader.Schema;
    }

    private Schema Batches(Stream stream)
    {
        new ArrowFrame(stream).RequireStream();
        stream.Position = 0;
        var reader = new ArrowStreamReader(stream, new BoundedAllocator(stream.Length), new CompressionCodecFactory(),
            true);
        while (reader.ReadNextRecordBatch() is { } batch)
            batches.Add(Checked(batch));
        return reader.Schema;
    }

    // Rows of a batch are those of each of its columns.
    private static RecordBatch Checked(RecordBatch batch) =>
        batch.Arrays.All(array => array.Length == batch.Length)
            ? batch
            : throw new InvalidDataException($"a batch of {batch.Length} rows has columns of other lengths");

    private static bool CanRead(IArrowArray array) => array switch
    {
        DictionaryArray words => CanRead(words.Dictionary),
        StringArray or LargeStringArray or StringViewArray or BooleanArray => true,
        TimestampArray or Date32Array or Date64Array => true,
        Int8Array or Int16Array or Int32Array or Int64Array => true,
        UInt8Array or UInt16Array or UInt32Array or UInt64Array => true,
        FloatArray or DoubleArray or HalfFloatArray or Decimal128Array or NullArray => true,
        _ => false,
    };

    private static void Add(ForeignColumn column, IArrowArray array)
    {
        switch (array)
        {
            case FloatArray numbers: Numbers(numbers); break;
            case DoubleArray numbers: Numbers(numbers); break;
            case HalfFloatArray numbers: Numbers(numbers); break;
            case Int8Array numbers: Numbers(numbers); break;
            case Int16Array numbers: Numbers(numbers); break;
            case Int32Array numbers: Numbers(numbers); break;
            case Int64Array numbers: Numbers(numbers); break;
            case UInt8Array numbers: Numbers(numbers); break;
            case UInt16Array numbers: Numbers(numbers); break;
            case UInt32Array numbers: Numbers(numbers); break;
            case UInt64Array numbers: Numbers(numbers); break;
            case BooleanArray truths:
                column.Add<double>(Each(i => truths.GetValue(i) is { } known ? known ? 1 : 0 : double.NaN));
                break;
            case Decimal128Array decimals:
                column.Add<double>(Each(i => decimals.GetValue(i) is { } known ? (double)known : double.NaN));
                break;
            case NullArray:
                column.Add<double>(Each(_ => double.NaN));
                break;
            default:
                column.Add(Texts(array));
                break;
        }

        void Numbers<T>(PrimitiveArray<T> numbers)
            where T : struct, INumber<T> =>
            column.Add(numbers.Values, numbers.NullCount == 0 ? null : i => numbers.IsNull(i));

        TResult[] Each<TResult>(Func<int, TResult> value) => [.. Enumerable.Range(0, array.Length).Select(value)];
    }

    private static IEnumerable<string?> Texts(IArrowArray array)
    {
        if (array is DictionaryArray words)
        {
            var known = Words(words.Dictionary);
            return Each(i => known[Code(words.Indices, i)]);
        }

        return array switch
        {
            StringArray texts => Each(i => texts.GetString(i)),
            LargeStringArray texts => Each(i => texts.GetString(i)),
            StringViewArray texts => Each(i => texts.GetString(i)),
            TimestampArray times => Each(i => ForeignColumn.Time(times.GetTimestamp(i)!.Value.UtcDateTime)),
            Date32Array dates => Each(i => ForeignColumn.Time(dates.GetDateTime(i)!.Value)),
            Date64Array dates => Each(i => ForeignColumn.Time(dates.GetDateTime(i)!.Value)),
            _ => throw new InvalidDataException($"a column of type {array.Data.DataType.Name}"),
        };

        IEnumerable<string?> Each(Func<int, string?> text) =>
            Enumerable.Range(0, array.Length).Select(i => array.IsNull(i) ? null : text(i));
    }

    // A category that is a number is called as it is written.
    private static string[] Words(IArrowArray array)
    {
        var one = new ForeignColumn("", array.Length);
        Add(one, array);
        var column = one.ToColumn();
        return column.Texts ?? System.Array.ConvertAll(column.Numbers!, AuxiliaryRecipe.Level);
    }

    private static int Code(IArrowArray codes, int i) => codes switch
    {
        Int8Array numbers => numbers.Values[i],
        Int16Array numbers => numbers.Values[i],
        Int32Array numbers => numbers.Values[i],
        Int64Array numbers => checked((int)numbers.Values[i]),
        UInt8Array numbers => numbers.Values[i],
        UInt16Array numbers => numbers.Values[i],
        UInt32Array numbers => checked((int)numbers.Values[i]),
        _ => throw new InvalidDataException($"codes of type {codes.Data.DataType.Name}"),
    };

    /// <summary>Gives no more memory for buffers than a file can need, however much a damaged one asks for.</summary>
    private sealed class BoundedAllocator(long length) : MemoryAllocator
    {
        private long left = Math.Max(length, 1) * 1032;

        protected override System.Buffers.IMemoryOwner<byte> AllocateInternal(int size, out int allocated)
        {
            left -= size;
            if (size < 0 || left < 0)
                throw new InvalidDataException($"a buffer of {size} bytes in a file of {length}");
            allocated = size;
            return Default.Value.Allocate(size);
        }
    }
}
