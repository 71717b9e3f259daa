using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ivae.Numerics;

/// <summary>
/// Random numbers by chunks of sixteen Philox blocks, 64 numbers; the order inside a chunk is the same for every
/// register width.
/// </summary>
internal static unsafe class RandomBlocks
{
    public const int BlocksPerChunk = 16;
    public const int ChunkLength = 4 * BlocksPerChunk;

    /// <summary>
    /// Fills <paramref name="destination"/> from the blocks after <paramref name="counter"/>, with normal or uniform
    /// numbers.
    /// </summary>
    /// <returns>Blocks used, a multiple of sixteen that depends on the length only.</returns>
    public static ulong Fill(Span<float> destination, ulong counter, ulong key, bool normal)
    {
        var words = stackalloc uint[ChunkLength];
        var numbers = stackalloc float[ChunkLength];
        var first = counter;
        for (; !destination.IsEmpty; counter += BlocksPerChunk)
        {
            Words(counter, key, words);
            if (Vector512.IsHardwareAccelerated)
                Convert<Lanes512>((float*)words, numbers, normal);
            else if (Vector256.IsHardwareAccelerated)
                Convert<Lanes256>((float*)words, numbers, normal);
            else
                Convert<Lanes128>((float*)words, numbers, normal);
            var length = Math.Min(ChunkLength, destination.Length);
            new ReadOnlySpan<float>(numbers, length).CopyTo(destination);
            destination = destination[length..];
        }

        return counter - first;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Convert<TLanes>(float* words, float* numbers, bool normal)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        if (normal)
        {
            for (var i = 0; i < BlocksPerChunk; i += TLanes.Count)
                for (var pair = 0; pair < ChunkLength; pair += 2 * BlocksPerChunk)
                {
                    var (x, y) = LaneMath.NormalPair(
                        TLanes.Load(words + pair + i), TLanes.Load(words + pair + BlocksPerChunk + i));
                    x.Store(numbers + pair + i);
                    y.Store(numbers + pair + BlocksPerChunk + i);
                }
        }
        else
        {
            for (var i = 0; i < ChunkLength; i += TLanes.Count)
                LaneMath.Uniform(TLanes.Load(words + i)).Store(numbers + i);
        }
    }

    /// <summary>Word w of block b goes to 16·w + b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Words(ulong counter, ulong key, uint* words)
    {
        if (Avx2.IsSupported)
        {
            for (var block = 0; block < BlocksPerChunk; block += 4)
                FourBlocks(counter + (ulong)block, key, words + block);
            return;
        }

        for (var block = 0; block < BlocksPerChunk; block++)
        {
            var index = counter + (ulong)block;
            var (a, b, c, d) =
                RandomStream.Philox(((uint)index, (uint)(index >> 32), 0, 0), ((uint)key, (uint)(key >> 32)));
            (words[block], words[block + 16], words[block + 32], words[block + 48]) = (a, b, c, d);
        }
    }

    /// <summary>
    /// Each word stands in the low half of 64 bits, where the multiplier reads it; what the rounds leave in the high
    /// half is never read.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourBlocks(ulong counter, ulong key, uint* words)
    {
        var a = Vector256.Create(counter) + Vector256.Create(0ul, 1, 2, 3);
        var b = a >> 32;
        Vector256<ulong> c = default, d = default;
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < 10; round++)
        {
            var left = Avx2.Multiply(a.AsUInt32(), Vector256.Create(0xD2511F53u));
            var right = Avx2.Multiply(c.AsUInt32(), Vector256.Create(0xCD9E8D57u));
            a = (right >> 32) ^ b ^ Vector256.Create((ulong)k0);
            b = right;
            c = (left >> 32) ^ d ^ Vector256.Create((ulong)k1);
            d = left;
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        Low(a).Store(words);
        Low(b).Store(words + BlocksPerChunk);
        Low(c).Store(words + 2 * BlocksPerChunk);
        Low(d).Store(words + 3 * BlocksPerChunk);

        static Vector128<uint> Low(Vector256<ulong> x) =>
            Vector256.Shuffle(x.AsUInt32(), Vector256.Create(0u, 2, 4, 6, 0, 2, 4, 6)).GetLower();
    }
}
