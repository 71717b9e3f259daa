using System.Numerics;
using System.Runtime.InteropServices;

namespace Ivae.Numerics;

/// <summary>
/// A splittable, counter-based stream of random numbers: Philox 4×32 with ten rounds.
/// The n-th number is a pure function of (key, n), so a stream never depends on another one or on the number of
/// threads.
/// </summary>
/// <remarks>Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.</remarks>
public sealed class RandomStream
{
    private readonly ulong key;
    private ulong counter;
    private int unread;
    private (uint A, uint B, uint C, uint D) block;

    /// <summary>The stream of one seed.</summary>
    public RandomStream(ulong seed) => key = Mix(seed);

    private RandomStream(ulong key, bool _) => this.key = key;

    /// <summary>
    /// An independent stream for one purpose, such as "initialise" or "shuffle"; does not advance this one.
    /// </summary>
    public RandomStream Split(string purpose)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        var hash = 14695981039346656037UL; // FNV-1a, 64 bit
        foreach (var character in purpose)
            hash = (hash ^ character) * 1099511628211UL;
        return Split(hash);
    }

    /// <summary>An independent stream for one index, such as a restart; does not advance this one.</summary>
    public RandomStream Split(ulong index) => new(Mix(key ^ Mix(index + 0x9E3779B97F4A7C15UL)), true);

    /// <summary>Its position, as state.</summary>
    internal void Exchange(StateArchive state)
    {
        if (state.Value(key) != key)
            throw new InvalidDataException("the state is of another stream");
        (counter, unread, block) = (state.Value(counter), state.Value(unread), state.Value(block));
    }

    /// <summary>32 random bits.</summary>
    public uint NextUInt32()
    {
        if (unread == 0)
        {
            block = Philox(((uint)counter, (uint)(counter >> 32), 0, 0), ((uint)key, (uint)(key >> 32)));
            counter++;
            unread = 4;
        }

        return --unread switch { 3 => block.A, 2 => block.B, 1 => block.C, _ => block.D };
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64() => ((ulong)NextUInt32() << 32) | NextUInt32();

    /// <summary>A number uniform on [0, 1), with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>
    /// A number uniform on (0, 1), the middle of a cell of width 2⁻⁵³: never an end, where quantile functions are
    /// infinite.
    /// </summary>
    public double NextOpenDouble() => NextDouble() + 0.5 / (1UL << 53);

    /// <summary>A number uniform on [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextUniform(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>A whole number uniform on 0 … <paramref name="exclusiveMaximum"/> − 1.</summary>
    public int NextInt32(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMaximum);
        return (int)Math.BigMul(NextUInt64(), (ulong)exclusiveMaximum, out _);
    }

    /// <summary>A standard normal number.</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Fills <paramref name="destination"/> with independent standard normal numbers.</summary>
    /// <remarks>
    /// Floats come in bulk by Box and Muller (1958), up to 6.6 in size, and advance the stream by 16 blocks for every
    /// 64 numbers begun; between instruction sets their last bits may differ.
    /// </remarks>
    public void FillNormal<T>(Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            FillBlocks(MemoryMarshal.Cast<T, float>(destination), true);
            return;
        }

        foreach (ref var value in destination)
            value = T.CreateTruncating(NextNormal());
    }

    /// <summary>
    /// Fills <paramref name="destination"/> with independent numbers uniform on [0, 1); floats in bulk, with 24 random
    /// bits.
    /// </summary>
    public void FillUniform<T>(Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            FillBlocks(MemoryMarshal.Cast<T, float>(destination), false);
            return;
        }

        foreach (ref var value in destination)
            value = T.CreateTruncating(NextDouble());
    }

    /// <summary>The numbers 0 … <paramref name="count"/> − 1 in random order (Fisher–Yates).</summary>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
            order[i] = i;
        Shuffle<int>(order);
        return order;
    }

    /// <summary>Puts <paramref name="items"/> into random order (Fisher–Yates).</summary>
    public void Shuffle<TItem>(Span<TItem> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt32(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>One block of the generator: 128 bits out of a 128-bit counter and a 64-bit key.</summary>
    internal static (uint A, uint B, uint C, uint D) Philox((uint A, uint B, uint C, uint D) c, (uint A, uint B) k)
    {
        for (var round = 0; round < 10; round++)
        {
            var left = 0xD2511F53UL * c.A;
            var right = 0xCD9E8D57UL * c.C;
            c = ((uint)(right >> 32) ^ c.B ^ k.A, (uint)right, (uint)(left >> 32) ^ c.D ^ k.B, (uint)left);
            k = (k.A + 0x9E3779B9, k.B + 0xBB67AE85);
        }

        return c;
    }

    private void FillBlocks(Span<float> destination, bool normal)
    {
        unread = 0;
        counter += RandomBlocks.Fill(destination, counter, key, normal);
    }

    /// <summary>
    /// The finaliser of SplitMix64: every bit of the result depends on every bit of <paramref name="x"/>.
    /// </summary>
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
