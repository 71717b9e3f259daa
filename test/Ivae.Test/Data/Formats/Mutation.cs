using System.Buffers.Binary;

namespace Ivae.Test.Data;

/// <summary>Files as they are when damaged, or made to do harm: some bytes of a whole file changed.</summary>
internal static class Mutation
{
    private const int MostChanges = 4;

    // What counts and lengths are when they are wrong.
    private static readonly long[] Numbers = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0xFFFF, 0x1_0000, 0x7FFF_FFFF,
        0x8000_0000, 0xFFFF_FFFF, 0x1_0000_0000, long.MaxValue, -1, -2, long.MinValue];

    /// <summary>The file with one to four changes.</summary>
    public static byte[] Of(byte[] file, Random random)
    {
        var bytes = (byte[])file.Clone();
        for (var change = random.Next(MostChanges); change >= 0 && bytes.Length > 0; change--)
            bytes = Changed(bytes, random);
        return bytes;
    }

    private static byte[] Changed(byte[] bytes, Random random)
    {
        // Headers are where the harm is: half of the changes are in the first part.
        var at = random.Next(random.Next(2) == 0 ? Math.Min(bytes.Length, 1024) : bytes.Length);
        switch (random.Next(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
                bytes[at] = (byte)"0123456789-+.,eE \n\t\"'=[]{}"[random.Next(26)];
                return bytes;
            case 3:
                return bytes[..at];
            case 4:
                var cut = Math.Min(random.Next(1, 64), bytes.Length - at);
                return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + cut)];
            case 5:
                var copied = bytes.AsSpan(at, Math.Min(random.Next(1, 64), bytes.Length - at));
                return [.. bytes.AsSpan(0, at), .. copied, .. bytes.AsSpan(at)];
            default:
                Span<byte> number = stackalloc byte[8];
                var value = Numbers[random.Next(Numbers.Length)];
                if (random.Next(4) == 0)
                    BinaryPrimitives.WriteInt64BigEndian(number, value);
                else
                    BinaryPrimitives.WriteInt64LittleEndian(number, value);
                var size = Math.Min(1 << random.Next(4), bytes.Length - at);
                number[..size].CopyTo(bytes.AsSpan(at));
                return bytes;
        }
    }
}
