using Ivae.Simulation;

namespace Ivae.Test.Simulation;

public class AcyclicSimulatorTest
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    [InlineData(10, 5)]
    public void AFullGraphHasEveryPairOnceAndNoCycle(int variables, int layers)
    {
        var made = AcyclicSimulator.Generate(
            new AcyclicOptions { Variables = variables, Layers = layers, Segments = 3, RowsPerSegment = 20 }, 1);
        for (var i = 0; i < variables; i++)
            for (var j = 0; j < i; j++)
                Assert.True(made.Graph[i, j] ^ made.Graph[j, i]);
        Assert.All(made.Observed.Values, value => Assert.True(float.IsFinite(value)));
        Assert.Equal(["x", "u", "s", "graph"], made.NamedArrays().Select(array => array.Key));
    }

    /// <summary>
    /// A variable without causes is a function of its disturbance alone, here increasing or decreasing.
    /// </summary>
    [Fact]
    public void AFirstCauseIsAMonotoneFunctionOfItsDisturbance()
    {
        var made = AcyclicSimulator.Generate(new AcyclicOptions { Segments = 2, RowsPerSegment = 100 }, 3);
        var cause = made.Graph[0, 1] ? 0 : 1;
        int[] order = [.. Enumerable.Range(0, 200).OrderBy(row => made.Disturbances[row, cause])];
        var signs = order.Zip(order.Skip(1))
            .Select(pair => Math.Sign(made.Observed[pair.Second, cause] - made.Observed[pair.First, cause]))
            .Where(sign => sign != 0).Distinct();
        Assert.Single(signs);
    }

    [Fact]
    public void AStaircaseShowsItsFirstCauseAsItIs()
    {
        var made =
            AcyclicSimulator.Generate(new AcyclicOptions { Segments = 8, RowsPerSegment = 50, Staircase = true }, 3);
        var cause = made.Graph[0, 1] ? 0 : 1;
        Assert.Equal(made.Disturbances.Column(cause), made.Observed.Column(cause));
        Assert.True(made.Observed.Column(cause).Max() > 12);
    }

    [Fact]
    public void ProblemsAreAllNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => AcyclicSimulator.Generate(
            new AcyclicOptions { Variables = 11, Layers = 6, Graph = new bool[1, 1] }, 0)).Message;
        Assert.Contains("Variables is 11; give 2 to 10.", error);
        Assert.Contains("Layers is 6; give 1 to 5.", error);
        Assert.Contains("Graph has 1 rows", error);
    }
}
