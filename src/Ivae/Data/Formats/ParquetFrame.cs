using System.Buffers.Binary;
using System.IO.Compression;
using K4os.Compression.LZ4;
using Parquet.Meta;

namespace Ivae.Data;

/// <summary>
/// Whether the lengths in the footer and in the headers of pages of a Parquet file lie within it, looked at before the
/// library asks for as much memory as they say. Source: Apache Parquet, file format.
/// </summary>
internal static class ParquetFrame
{
    private const int EndBytes = 8; // length of the footer, and "PAR1"
    private const int MostHeaderBytes = 1 << 16;
    private const int MaxExpansion = 1032;
    private const int IndexPage = 1;

    /// <exception cref="InvalidDataException">One does not.</exception>
    public static void RequireFooter(Stream stream)
    {
        Require(stream.Length > 4 + EndBytes, "file", stream.Length);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(At(stream, stream.Length - EndBytes, 4));
        Require(length <= stream.Length - EndBytes - 4, "footer", length);
        new ThriftWalk(At(stream, stream.Length - EndBytes - length, (int)length)).Struct("FileMetaData");
        stream.Position = 0;
    }

    /// <summary>Looks at the pages of a column in a group of rows; gives where they end.</summary>
    /// <exception cref="InvalidDataException">A length does not lie within the file.</exception>
    public static long RequirePages(Stream stream, ColumnMetaData column)
    {
        var at = column.DictionaryPageOffset is > 0 and var dictionary
            ? Math.Min(dictionary, column.DataPageOffset)
            : column.DataPageOffset;
        Require(at >= 0 && at <= stream.Length, "page offset", at);
        Require(column.TotalCompressedSize >= 0 && column.TotalCompressedSize <= stream.Length - at, "column",
            column.TotalCompressedSize);
        Require(column.NumValues >= 0, "number of values", column.NumValues);
        var (end, values) = (at + column.TotalCompressedSize, 0L);
        while (values < column.NumValues)
        {
            Require(at < end, "number of values", column.NumValues);
            var header = new ThriftWalk(At(stream, at, (int)Math.Min(end - at, MostHeaderBytes)));
            header.Struct("PageHeader");
            var (unpacked, packed) = (header.Numbers.GetValueOrDefault(2), header.Numbers.GetValueOrDefault(3));
            Require(packed >= 0 && packed <= end - at - header.Position, "page", packed);
            Require(unpacked >= 0 && unpacked <= Math.Max(packed, 64) * MaxExpansion, "page when unpacked", unpacked);
            // Of a data page, of either version; a dictionary has no values of rows.
            var here = header.Numbers.GetValueOrDefault(501) + header.Numbers.GetValueOrDefault(801);
            Require(here >= 0 && here <= column.NumValues, "number of values of a page", here);
            Require(header.Numbers.GetValueOrDefault(701) is >= 0 and var words
                && words <= stream.Length * MaxExpansion,
                "dictionary", header.Numbers.GetValueOrDefault(701));
            values += here;
            at += header.Position;
            if (header.Numbers.GetValueOrDefault(1) is not IndexPage)
                Require(Fills(column.Codec, stream, at, packed, unpacked, header.Numbers), "page", unpacked);
            at += packed;
        }

        Require(values == column.NumValues, "number of values of all pages", values);
        return at;
    }

    // The library takes memory of a pool to unpack these into, and does not look whether it was filled.
    private static bool Fills(
        CompressionCodec codec, Stream stream, long at, long packed, long unpacked, Dictionary<int, long> header)
    {
        // Of the second version of data pages levels come first, and whether the rest is compressed is said.
        var levels = header.GetValueOrDefault(805) + header.GetValueOrDefault(806);
        if (levels < 0 || levels > Math.Min(packed, unpacked))
            return false;
        if (header.GetValueOrDefault(807, 1) == 0 || codec == CompressionCodec.UNCOMPRESSED)
            return packed == unpacked;
        if (codec is not (CompressionCodec.LZ4 or CompressionCodec.LZ4_RAW or CompressionCodec.BROTLI))
            return true;
        var (from, to) = (At(stream, at + levels, (int)(packed - levels)), new byte[unpacked - levels]);
        return codec == CompressionCodec.BROTLI
            ? BrotliDecoder.TryDecompress(from, to, out var count) && count == to.Length
            : LZ4Codec.Decode(from, to) == to.Length;
    }

    private static byte[] At(Stream stream, long position, int length)
    {
        var bytes = new byte[length];
        stream.Position = position;
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void Require(bool isSo, string what, long length)
    {
        if (!isSo)
            throw new InvalidDataException($"{what} of {length}");
    }
}
