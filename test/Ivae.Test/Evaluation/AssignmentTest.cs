using Ivae.Evaluation;
using Ivae.Numerics;

namespace Ivae.Test.Evaluation;

public class AssignmentTest
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 6)]
    [InlineData(6, 1)]
    [InlineData(3, 5)]
    [InlineData(5, 3)]
    [InlineData(6, 6)]
    public void CostsAsMuchAsTheBestOfAllMatchings(int rows, int columns)
    {
        var random = new RandomStream(3).Split((ulong)(10 * rows + columns));
        for (var trial = 0; trial < 100; trial++)
        {
            // Small whole numbers make ties; the odd trials have none.
            var cost = new double[rows, columns];
            for (var i = 0; i < rows; i++)
                for (var j = 0; j < columns; j++)
                    cost[i, j] = trial % 2 == 0 ? random.NextInt32(4) - 2 : random.NextNormal();
            var assignment = Assignment.Solve(cost);
            var matched = assignment.Where(column => column >= 0).ToArray();
            Assert.Equal(Math.Min(rows, columns), matched.Length);
            Assert.Equal(matched.Length, matched.Distinct().Count());
            Assert.Equal(Best(cost, 0, 0, Math.Max(0, rows - columns)), Cost(cost, assignment), 1e-12);
        }
    }

    [Fact]
    public void GreedyIsNotBest() => Assert.Equal([1, 0], Assignment.Solve(new[,] { { 0.0, 1 }, { 1, 100 } }));

    [Fact]
    public void NothingToMatchIsAnEmptyMatching()
    {
        Assert.Empty(Assignment.Solve(new double[0, 3]));
        Assert.Equal([-1, -1], Assignment.Solve(new double[2, 0]));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void RefusesACostThatIsNoNumber(double value)
        => Assert.Throws<ArgumentException>(() => Assignment.Solve(new[,] { { 1, value } }));

    private static double Cost(double[,] cost, int[] assignment)
        => assignment.Select((column, row) => column < 0 ? 0 : cost[row, column]).Sum();

    private static double Best(double[,] cost, int row, int taken, int toSkip)
    {
        if (row == cost.GetLength(0))
            return 0;
        var best = toSkip > 0 ? Best(cost, row + 1, taken, toSkip - 1) : double.PositiveInfinity;
        for (var column = 0; column < cost.GetLength(1); column++)
            if ((taken >> column & 1) == 0)
                best = Math.Min(best, cost[row, column] + Best(cost, row + 1, taken | 1 << column, toSkip));
        return best;
    }
}
