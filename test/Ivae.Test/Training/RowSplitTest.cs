using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Test.Training;

public class RowSplitTest
{
    [Theory]
    [InlineData(1000, 0.2, false, 200)]
    [InlineData(1000, 0.2, true, 200)]
    [InlineData(997, 0.13, true, 130)]
    [InlineData(100, 0.001, false, 1)]
    [InlineData(100, 0.999, true, 99)]
    [InlineData(2, 0.2, false, 1)]
    [InlineData(2, 0.9, true, 1)]
    [InlineData(1, 0.2, false, 0)]
    [InlineData(0, 0.2, true, 0)]
    [InlineData(50, 0, true, 0)]
    public void EveryRowIsEitherTrainedOnOrHeldOut(int rows, double fraction, bool ordered, int heldOut)
    {
        var split = RowSplit.Make(rows, fraction, ordered, new RandomStream(1));
        Assert.Equal(heldOut, split.HeldOut.Length);
        Assert.Equal(Enumerable.Range(0, rows), split.Training.Concat(split.HeldOut).Order());
        Assert.Equal(split.Training.Order(), split.Training);
        Assert.Equal(split.HeldOut.Order(), split.HeldOut);
    }

    [Fact]
    public void RowsOrderedInTimeAreHeldOutInBlocksSpreadOverAllOfIt()
    {
        var held = RowSplit.Make(10_000, 0.2, true, new RandomStream(1)).HeldOut;
        var starts = held.Where((row, i) => i == 0 || held[i - 1] != row - 1).ToArray();
        Assert.InRange(starts.Length, 20, 50); // 50 blocks of 40 rows, some of them side by side
        Assert.All(starts, start => Assert.Equal(0, start % 40));
        foreach (var quarter in Enumerable.Range(0, 4))
            Assert.InRange(held.Count(row => row / 2500 == quarter), 200, 900);
    }

    [Fact]
    public void UnorderedRowsAreHeldOutOneByOne()
    {
        var held = RowSplit.Make(10_000, 0.2, false, new RandomStream(1)).HeldOut;
        // Of 2000 single rows each has its successor held out with probability 1/5.
        Assert.InRange(held.Zip(held.Skip(1)).Count(p => p.Second == p.First + 1), 320, 480);
    }

    [Fact]
    public void TheSplitDependsOnlyOnTheSeed()
    {
        Assert.Equal(RowSplit.Make(100, 0.2, true, new RandomStream(5)).HeldOut,
            RowSplit.Make(100, 0.2, true, new RandomStream(5)).HeldOut);
        Assert.NotEqual(RowSplit.Make(100, 0.2, true, new RandomStream(5)).HeldOut,
            RowSplit.Make(100, 0.2, true, new RandomStream(6)).HeldOut);
    }
}
