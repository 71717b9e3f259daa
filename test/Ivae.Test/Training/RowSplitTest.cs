using Ivae.Data;
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

    [Theory]
    [InlineData(103, 4, 0.2, 21)]
    [InlineData(500, 7, 0.13, 65)]
    [InlineData(90, 9, 0.05, 4)]
    public void OfSegmentsTheLastRowsOfEachAreHeldOut(int rows, int segments, double fraction, int heldOut)
    {
        var data = Dataset.Of(Rising(rows)).WithSegments(segments);
        var split = RowSplit.Of(data, fraction, ordered: true, new RandomStream(1));
        Assert.Equal(heldOut, split.HeldOut.Length);
        Assert.Equal(Enumerable.Range(0, rows), split.Training.Concat(split.HeldOut).Order());
        var codes = data.Auxiliary.Categorical[0].Codes;
        foreach (var segment in Enumerable.Range(0, rows).GroupBy(row => codes[row]))
        {
            var held = segment.Intersect(split.HeldOut).ToArray();
            Assert.Equal(segment.TakeLast(held.Length), held);
            var part = segment.Count() * fraction;
            Assert.InRange(held.Length, Math.Floor(part), Math.Ceiling(part));
        }
    }

    [Fact]
    public void OfSegmentsOfFewRowsOrOfRowsWithoutOrderNothingIsSpecial()
    {
        var few = Dataset.Of(Rising(90)).WithSegments(10);
        var many = Dataset.Of(Rising(90)).WithSegments(3);
        Assert.Equal(
            RowSplit.Make(90, 0.2, true, new RandomStream(1)).HeldOut,
            RowSplit.Of(few, 0.2, ordered: true, new RandomStream(1)).HeldOut);
        Assert.Equal(
            RowSplit.Make(90, 0.2, false, new RandomStream(1)).HeldOut,
            RowSplit.Of(many, 0.2, ordered: false, new RandomStream(1)).HeldOut);
    }

    private static Matrix Rising(int rows) => new(rows, 1, [.. Enumerable.Range(0, rows).Select(row => (float)row)]);
}
