using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>An array of a file: any shape, elements of one numeric type, or texts.</summary>
/// <remarks>
/// The elements are kept as they were stored, little-endian and in C order, so that writing what was read gives the
/// same bits.
/// </remarks>
public sealed class NpyArray
{
    private const string TextType = "U";

    private readonly byte[] bytes;

    /// <param name="source">File or file:key, for messages.</param>
    /// <param name="type">Kind and size of an element as NumPy writes it: f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1.</param>
    /// <param name="shape">Length along each dimension; empty for a single number.</param>
    /// <param name="bytes">The elements, little-endian, in C order.</param>
    internal NpyArray(string source, string type, int[] shape, byte[] bytes)
    {
        Source = source;
        Type = type;
        Shape = shape;
        this.bytes = bytes;
    }

    /// <param name="source">File or file:key, for messages.</param>
    /// <param name="shape">Length along each dimension.</param>
    /// <param name="texts">The texts, in C order.</param>
    internal NpyArray(string source, int[] shape, string[] texts)
        : this(source, TextType, shape, [])
    {
        Texts = texts;
    }

    /// <summary>Where the array came from: a file, or file:key.</summary>
    public string Source { get; }

    /// <summary>Kind and size in bytes of an element as NumPy writes it: f4, i8, u1, b1, …; U for texts.</summary>
    public string Type { get; }

    /// <summary>Length along each dimension; empty for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Whether the elements are integers or truth values.</summary>
    public bool IsInteger => Type[0] is not ('f' or 'U');

    /// <summary>The elements of an array of texts, in C order, or <see langword="null"/>.</summary>
    public IReadOnlyList<string>? Texts { get; }

    /// <summary>The same array with another name for messages.</summary>
    internal NpyArray At(string source) => new(source, Type, [.. Shape], bytes);

    internal ReadOnlySpan<byte> Bytes => bytes;

    private int ElementBytes => Type[1] - '0';

    private bool IsSingle => Type == "f4" && BitConverter.IsLittleEndian;

    private int Count => bytes.Length / ElementBytes;

    /// <summary>
    /// An array of single- or double-precision numbers, integers of 4 or 8 bytes, bytes or truth values, in C order.
    /// </summary>
    /// <exception cref="ArgumentException">The shape does not hold as many elements, or the type has no NPY form
    /// here.</exception>
    public static NpyArray Of<T>(T[] values, params int[] shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(shape);
        var type = default(T) switch
        {
            float => "f4",
            double => "f8",
            int => "i4",
            long => "i8",
            byte => "u1",
            bool => "b1",
            _ => throw new ArgumentException(
                $"{typeof(T)} cannot be stored; use float, double, int, long, byte or bool.", nameof(values)),
        };
        if (shape.Aggregate(1L, (product, length) => product * length) != values.Length)
            throw new ArgumentException($"{values.Length} values do not fill shape {Describe(shape)}.", nameof(shape));
        return new NpyArray("array", type, shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
    }

    /// <summary>Texts as a vector.</summary>
    internal static NpyArray Of(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new NpyArray("array", [texts.Count], [.. texts]);
    }

    /// <summary>A matrix as an array of single precision, <c>[rows, columns]</c>.</summary>
    public static NpyArray Of(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return Of(matrix.Values, matrix.Rows, matrix.Columns);
    }

    /// <summary>
    /// The array as a matrix: <c>[N, D]</c> as it is, <c>[N]</c> as one column. Numbers too large for single precision
    /// become infinite.
    /// </summary>
    /// <exception cref="DataException">The array has no dimension, or more than two, or holds texts.</exception>
    public Matrix ToMatrix()
    {
        RequireNumbers();
        if (Shape.Count is not (1 or 2))
            throw new DataException(Source,
                $"has shape {Describe(Shape)}; a table needs one or two dimensions. Reshape it to (rows, columns).");
        var matrix = new Matrix(Shape[0], Shape.Count == 1 ? 1 : Shape[1]);
        var values = matrix.Values;
        if (IsSingle)
            bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        for (var i = 0; !IsSingle && i < values.Length; i++)
            values[i] = (float)this[i];
        return matrix;
    }

    /// <summary>
    /// The array as a matrix of what its columns differ by from a round number each that is near them, where they are
    /// far from 0, and these numbers, <c>[D]</c>.
    /// </summary>
    /// <param name="given">The numbers, or nothing to find them.</param>
    /// <exception cref="DataException">As <see cref="ToMatrix"/>.</exception>
    internal (Matrix Values, IReadOnlyList<double> Origins) FromOrigins(IReadOnlyList<double>? given = null)
    {
        var matrix = ToMatrix();
        var origins = given?.Count == matrix.Columns ? given : Origins(matrix.Columns);
        for (var j = 0; j < matrix.Columns; j++)
            for (var row = 0; origins[j] != 0 && row < matrix.Rows; row++)
                matrix[row, j] = (float)(this[row * matrix.Columns + j] - origins[j]);
        return (matrix, origins);
    }

    /// <summary>A column with all its digits: 64-bit integers stay different.</summary>
    internal TableColumn Column(int position, string name)
    {
        var columns = Shape.Count == 1 ? 1 : Shape[1];
        var (distances, labels) = (new double[Shape[0]], ElementBytes == 8 && IsInteger ? new string[Shape[0]] : null);
        var first = distances.Length > 0 ? Whole(position) : 0;
        for (var row = 0; row < distances.Length; row++)
        {
            var index = row * columns + position;
            distances[row] = labels is null ? this[index] : (double)(Whole(index) - first);
            if (labels is not null)
                labels[row] = Whole(index).ToString(CultureInfo.InvariantCulture);
        }

        return new TableColumn(name, distances, labels is null ? 0 : (double)first) { Labels = labels };
    }

    private Int128 Whole(int index) => Type switch
    {
        "i8" => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(index * ElementBytes)),
        "u8" => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(index * ElementBytes)),
        _ => 0,
    };

    private double[] Origins(int columns)
    {
        var (lowest, highest) = (new double[columns], new double[columns]);
        Array.Fill(lowest, double.PositiveInfinity);
        Array.Fill(highest, double.NegativeInfinity);
        for (var i = 0; i < Count; i++)
            if (this[i] is var value && !double.IsNaN(value))
                (lowest[i % columns], highest[i % columns]) =
                    (Math.Min(lowest[i % columns], value), Math.Max(highest[i % columns], value));
        return [.. lowest.Zip(highest, Origin.Of)];
    }

    /// <summary>All elements in C order, in double precision; integers beyond 2⁵³ are rounded.</summary>
    /// <exception cref="DataException">The array holds texts.</exception>
    public double[] ToDoubles()
    {
        RequireNumbers();
        var values = new double[Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = this[i];
        return values;
    }

    internal static string Describe(IReadOnlyList<int> shape) =>
        $"({string.Join(", ", shape)}{(shape.Count == 1 ? "," : "")})";

    private void RequireNumbers()
    {
        if (Texts is not null)
            throw new DataException(Source, "holds texts, which u can be and numbers cannot; choose an array of "
                + "numbers.");
    }

    private double this[int index] => Number(bytes.AsSpan(index * ElementBytes), Type);

    /// <summary>The number that starts with the first of some bytes.</summary>
    internal static double Number(ReadOnlySpan<byte> element, string type) => type switch
    {
        "f2" => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
        "f4" => BinaryPrimitives.ReadSingleLittleEndian(element),
        "f8" => BinaryPrimitives.ReadDoubleLittleEndian(element),
        "i1" => (sbyte)element[0],
        "i2" => BinaryPrimitives.ReadInt16LittleEndian(element),
        "i4" => BinaryPrimitives.ReadInt32LittleEndian(element),
        "i8" => BinaryPrimitives.ReadInt64LittleEndian(element),
        "u2" => BinaryPrimitives.ReadUInt16LittleEndian(element),
        "u4" => BinaryPrimitives.ReadUInt32LittleEndian(element),
        "u8" => BinaryPrimitives.ReadUInt64LittleEndian(element),
        _ => element[0],
    };
}
