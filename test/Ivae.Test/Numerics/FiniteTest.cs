using Ivae.Numerics;

namespace Ivae.Test.Numerics;

public class FiniteTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(99)]
    public void One_number_anywhere_that_is_not_finite_is_found(int at)
    {
        var numbers = Enumerable.Range(0, 100).Select(i => i - 50f).ToArray();
        Assert.Equal(50, Finite.Furthest<float>(numbers));
        Assert.False(Finite.LackAny<float>(numbers));
        numbers[at] = float.NegativeInfinity;
        Assert.Equal(float.PositiveInfinity, Finite.Furthest<float>(numbers));
        Assert.False(Finite.LackAny<float>(numbers));
        numbers[99 - at] = float.NaN;
        Assert.True(float.IsNaN(Finite.Furthest<float>(numbers)));
        Assert.True(Finite.LackAny<float>(numbers));
    }

    [Fact]
    public void No_numbers_are_finite()
    {
        Assert.Equal(0, Finite.Furthest<double>([]));
        Assert.False(Finite.LackAny<double>([]));
    }
}
