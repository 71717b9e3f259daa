using System.Runtime.CompilerServices;

namespace Ivae.Data;

/// <summary>
/// The one place where readers of other libraries are called: what they throw upon a damaged file becomes a
/// <see cref="DataException"/>.
/// </summary>
internal static class ForeignReader
{
    // Deflate makes at most 1032 bytes of one; the other compressions in use, less or about as many.
    private const int MaxExpansion = 1032;

    /// <exception cref="DataException">The library cannot read the file.</exception>
    public static T Read<T>(string path, string format, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not DataException)
        {
            var reason = e is AggregateException { InnerException: { } inner } ? inner : e;
            if (reason is NotSupportedException && !RuntimeFeature.IsDynamicCodeSupported)
                throw new DataException(path, $"cannot be read as {format} "
                    + "by a program that is compiled ahead of time, since its reader needs code that "
                    + "is made while it runs; use the program that runs on .NET, or "
                    + "write the file as NPZ or Parquet.", cause: e);
            throw new DataException(path, $"cannot be read as {format}: "
                + $"{reason.Message.Split('\n')[0].TrimEnd('.', '\r')}. "
                + "It is damaged, or uses a part of the format that cannot be read; copy or write it again.", cause: e);
        }
    }

    /// <summary>The number of bytes that an array says it has, if the file can hold them.</summary>
    /// <param name="source">File and array, for messages.</param>
    /// <param name="shape">Length along each dimension.</param>
    /// <param name="bytes">Bytes of an element.</param>
    /// <param name="available">Bytes of the file.</param>
    /// <param name="isCompressed">Whether the array may be larger than the file.</param>
    /// <exception cref="DataException">The file is too short for the array, or the array too large.</exception>
    public static int Length(
        string source, IEnumerable<long> shape, int bytes, long available, bool isCompressed)
    {
        var length = shape.Aggregate((double)bytes, (product, dimension) => product * dimension);
        if (length > Array.MaxLength)
            throw new DataException(source, FormattableString.Invariant(
                $"holds {length:0} bytes; arrays up to {Array.MaxLength} can be read. Split it by rows."));
        var most = isCompressed ? available * MaxExpansion : available;
        return length <= most
            ? (int)length
            : throw new DataException(source, FormattableString.Invariant($"says that it holds {length:0} bytes, ")
                + $"and the file has {available}; it is cut off or damaged, copy it again.");
    }
}
