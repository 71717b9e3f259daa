using Ivae.Numerics;

namespace Ivae.Test.Numerics;

[Trait("Category", "Kernels")]
public class RandomStreamTest
{
    /// <summary>Known answers published with Random123 (Salmon et al. 2011), file kat_vectors, philox4x32 10.</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu,
        0x5001e420u, 0x24126ea1u)]
    public void BlocksMatchThePublishedAnswers(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3)
        => Assert.Equal((r0, r1, r2, r3), RandomStream.Philox((c0, c1, c2, c3), (k0, k1)));

    [Fact]
    public void SplittingDoesNotAdvanceAndGivesIndependentStreams()
    {
        var parent = new RandomStream(7);
        var first = new RandomStream(7).NextUInt64();
        var child = parent.Split("noise").NextUInt64();
        Assert.Equal(first, parent.NextUInt64());
        Assert.Equal(child, new RandomStream(7).Split("noise").NextUInt64());
        Assert.NotEqual(child, new RandomStream(7).Split("shuffle").NextUInt64());
    }

    [Fact]
    public void NormalsHaveTheMomentsOfANormal()
    {
        var x = new float[200_000];
        new RandomStream(1).FillNormal(x.AsSpan());
        Assert.Equal(0, x.Average(), 0.01);
        Assert.Equal(1, x.Average(v => (double)v * v), 0.02);
        Assert.Equal(3, x.Average(v => Math.Pow(v, 4)), 0.1);
    }

    [Fact]
    public void BulkUniformsAreTheWordsOfTheBlocks()
    {
        // Number 16·w + b of a chunk is word w of block b.
        var stream = new RandomStream(3);
        var words = new uint[16, 4];
        for (var block = 0; block < 16; block++)
            for (var word = 0; word < 4; word++)
                words[block, word] = stream.NextUInt32();
        var x = new float[64];
        new RandomStream(3).FillUniform(x.AsSpan());
        for (var i = 0; i < 64; i++)
            Assert.Equal((words[i % 16, i / 16] & 0xFFFFFF) / 16777216f, x[i]);
    }

    [Fact]
    public void BulkNormalsAreThoseOfBoxAndMuller()
    {
        var stream = new RandomStream(5);
        var words = new uint[16, 4];
        for (var block = 0; block < 16; block++)
            for (var word = 0; word < 4; word++)
                words[block, word] = stream.NextUInt32();
        var x = new float[64];
        new RandomStream(5).FillNormal(x.AsSpan());
        for (var i = 0; i < 64; i++)
        {
            var (first, second) = (words[i % 16, i / 32 * 2], words[i % 16, i / 32 * 2 + 1]);
            var radius = Math.Sqrt(-2 * Math.Log(((first & int.MaxValue) + 0.5) / (1u << 31)));
            var angle = 2 * Math.PI * (int)second / (1L << 34);
            var isSine = (i / 16 + second) % 2 == 1;
            var expected = radius * (isSine ? Math.Sin(angle) : Math.Cos(angle) * ((second & 2) != 0 ? -1 : 1));
            Assert.Equal(expected, x[i], 2e-6);
        }
    }

    [Fact]
    public void BulkNumbersOfALengthAreTheFirstOfALongerOne()
    {
        var all = new float[300];
        new RandomStream(9).FillNormal(all.AsSpan());
        for (var length = 0; length <= 256; length++)
        {
            var x = new float[length];
            var stream = new RandomStream(9);
            stream.FillNormal(x.AsSpan());
            Assert.Equal(all.AsSpan(0, length).ToArray(), x);
            var other = new RandomStream(9);
            for (var word = 0; word < (length + 63) / 64 * 64; word++)
                other.NextUInt32();
            Assert.Equal(other.NextUInt32(), stream.NextUInt32());
        }
    }

    [Fact]
    public void BulkNumbersAreIndependentOfTheirNeighbours()
    {
        var x = new float[64 * 4000];
        new RandomStream(2).FillNormal(x.AsSpan());
        foreach (var lag in new[] { 1, 16, 32, 48, 64 })
        {
            double plain = 0, squares = 0;
            for (var i = 0; i + lag < x.Length; i++)
            {
                plain += (double)x[i] * x[i + lag];
                squares += ((double)x[i] * x[i] - 1) * ((double)x[i + lag] * x[i + lag] - 1);
            }

            // Five standard deviations of the mean of such products.
            Assert.Equal(0, plain / x.Length, 5 / Math.Sqrt(x.Length));
            Assert.Equal(0, squares / x.Length, 5 * 2 / Math.Sqrt(x.Length));
        }
    }
}
