using Ivae.Numerics;

namespace Ivae.Test.Numerics;

public class RandomStreamTest
{
    /// <summary>Known answers published with Random123 (Salmon et al. 2011), file kat_vectors, philox4x32 10.</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void BlocksMatchThePublishedAnswers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3)
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
}
