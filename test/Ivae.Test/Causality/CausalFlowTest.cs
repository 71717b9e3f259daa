using Ivae.Causality;
using Ivae.Data;
using Ivae.Numerics;
using Ivae.Simulation;

namespace Ivae.Test.Causality;

public class CausalFlowTest
{
    private static readonly string[] Names = ["x1", "x2", "x3"];

    /// <summary>
    /// x₁ = n₁, x₂ = x₁ + n₂, x₃ = ½x₂ − 3/2 x₁ + n₃, moved and stretched. Under do(x₂ = v), x₃ has mean ½v; regression
    /// on x₂ alone, which does not undo the common cause x₁, would say −¼v. Each row's counterfactual is x₃ + ½(v −
    /// x₂).
    /// </summary>
    [Fact]
    public void ALinearModelHasItsKnownInterventionsAndCounterfactuals()
    {
        var stream = new RandomStream(4);
        var (x, segment) = (new Matrix(4000, 3), new int[4000]);
        for (var row = 0; row < x.Rows; row++)
        {
            segment[row] = row / 400;
            var scale = 0.6 + 0.1 * segment[row];
            double x1 = scale * stream.NextNormal(), x2 = x1 + scale * stream.NextNormal(),
                x3 = 0.5 * x2 - 1.5 * x1 + 0.5 * stream.NextNormal();
            (x[row, 0], x[row, 1], x[row, 2]) = ((float)x1, (float)(10 + 2 * x2), (float)x3);
        }

        var flow = Fit(x, segment, [new(0, 1, true, 0), new(0, 2, true, 0), new(1, 2, true, 0)], 600);
        const double V = 1;
        var after = flow.Do(new Dictionary<int, double> { [1] = 10 + 2 * V });
        var truth = Enumerable.Range(0, x.Rows).Select(row => x[row, 2] + 0.5 * (V - (x[row, 1] - 10) / 2)).ToArray();
        var effect = flow.Effects(after)[2].After;
        Assert.Equal(truth.Average(), effect.Mean, 0.06);
        Assert.Equal(
            Math.Sqrt(truth.Average(t => t * t) - truth.Average() * truth.Average()), effect.StandardDeviation, 0.06);
        Assert.True(RootMeanSquare(truth.Select((t, row) => t - after[row, 2])) < 0.1,
            $"{RootMeanSquare(truth.Select((t, row) => t - after[row, 2]))}");

        // Causes of what is set stand still, and what is set is set.
        Assert.Equal(x.Column(0), after.Column(0), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.All(after.Column(1), value => Assert.Equal(12, value, 1e-4));
    }

    /// <summary>A row set to what it is stays as it is: the inverse of the flow undoes the flow.</summary>
    [Fact]
    public void NothingChangesWhereNothingIsChanged()
    {
        var made = AcyclicSimulator.Generate(Chain, 3);
        var flow = Fit(made.Observed, made.Segment, [new(0, 1, true, 0), new(1, 2, true, 0)], 200);
        const int Row = 1234;
        var after = flow.Do(new Dictionary<int, double> { [0] = made.Observed[Row, 0] });
        Assert.Equal(made.Observed[Row, 1], after[Row, 1], 1e-3);
        Assert.Equal(made.Observed[Row, 2], after[Row, 2], 1e-3);
    }

    /// <summary>
    /// Two nonlinear layers: rows under the intervention against those that the simulator makes of the same
    /// disturbances.
    /// </summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void ANonlinearModelComesNearTheSimulatorsTruth(int seed)
    {
        var made = AcyclicSimulator.Generate(Chain, (ulong)seed);
        var flow = Fit(made.Observed, made.Segment, [new(0, 1, true, 0), new(1, 2, true, 0)], 2000);
        foreach (var (cause, share) in new[] { (0, 0.2), (0, 0.8), (1, 0.8) })
        {
            var value = made.Observed.Column(cause).Order().ElementAt((int)(share * made.Observed.Rows));
            var intervention = new Dictionary<int, double> { [cause] = value };
            var truth = AcyclicSimulator.Generate(Chain, (ulong)seed, intervention).Observed;
            var after = flow.Do(intervention);
            foreach (var j in new[] { 1, 2 })
            {
                if (j == cause)
                    continue;
                var wrong = RootMeanSquare(
                    Enumerable.Range(0, truth.Rows).Select(row => (double)truth[row, j] - after[row, j]));
                var changed = RootMeanSquare(
                    Enumerable.Range(0, truth.Rows).Select(row => (double)truth[row, j] - made.Observed[row, j]));
                var (mean, found) = (truth.Column(j).Average(), after.Column(j).Average());
                var deviation = RootMeanSquare(truth.Column(j).Select(t => (double)t - mean));
                Assert.True(wrong < 0.3 * changed && wrong < 0.2 * deviation, $"do(x{cause + 1} = {value}): x{j + 1} "
                    + $"is wrong by {wrong}, changed by {changed}, of spread {deviation}");
                Assert.True(Math.Abs(mean - found) < 0.1 * deviation,
                    $"mean of x{j + 1} is {found}, true {mean}, of spread {deviation}");
            }
        }
    }

    [Fact]
    public void MisuseNamesValueAndRemedy()
    {
        var made = AcyclicSimulator.Generate(Chain with { RowsPerSegment = 50 }, 3);
        var flow = Fit(made.Observed, made.Segment, [new(0, 1, true, 0), new(1, 2, false, 0)], 1);
        Assert.Contains("do(x1 = 1000) lies outside",
            Assert.Throws<ArgumentException>(() => flow.Do(new Dictionary<int, double> { [0] = 1000 })).Message);
        Assert.Contains("x2 — x3 has no direction",
            Assert.Throws<ArgumentException>(() => flow.Do(new Dictionary<int, double> { [0] = 0 })).Message);
        Assert.Contains("name at least one of 0 to 2",
            Assert.Throws<ArgumentException>(() => flow.Do(new Dictionary<int, double> { [3] = 0 })).Message);
    }

    /// <summary>Bootstrap samples on the disk are gone on from, and only by the same search.</summary>
    [Fact]
    public void FinishedSamplesAreTakenFromTheDisk()
    {
        using var folder = new Data.TemporaryFolder();
        var data = CausalData.Of(
            AcyclicSimulator.Generate(CausalExample.Pair with { Shuffle = false, RowsPerSegment = 60 }, 5).ToDataset());
        var options = new GraphOptions
        {
            Pair = new PairOptions { Mechanism = CausalExample.Mechanisms(20) },
            Bootstrap = 2,
            Threads = 1,
        };
        var whole = GraphSearch.Run(data, options, CausalKnowledge.None);
        var first =
            GraphSearch.Run(data, options with { Bootstrap = 1 }, CausalKnowledge.None, samplesFolder: folder.Path);
        var kept = Assert.Single(Directory.GetFiles(folder.Path));
        var second = GraphSearch.Run(data, options, CausalKnowledge.None, samplesFolder: folder.Path);
        Assert.Equal(whole.Frequencies, second.Frequencies);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);

        // What stands in the file is what is used; of another search it is not.
        File.WriteAllText(kept, "01\n00\n");
        var forward =
            GraphSearch.Run(data, options with { Bootstrap = 1 }, CausalKnowledge.None, samplesFolder: folder.Path);
        Assert.Equal((1.0, 0.0), (forward.Frequencies[0, 1], forward.Frequencies[1, 0]));
        File.WriteAllText(kept, "0");
        Assert.Equal(first.Frequencies, GraphSearch.Run(
            data, options with { Bootstrap = 1 }, CausalKnowledge.None, samplesFolder: folder.Path).Frequencies);
        GraphSearch.Run(
            data, options with { Bootstrap = 1, MinGain = 0.01 }, CausalKnowledge.None, samplesFolder: folder.Path);
        Assert.Equal(3, Directory.GetFiles(folder.Path).Length);
    }

    private static AcyclicOptions Chain { get; } = new()
    {
        Variables = 3,
        Layers = 2,
        Segments = 12,
        RowsPerSegment = 300,
        Shuffle = false,
        Graph = new[,] { { false, true, false }, { false, false, true }, { false, false, false } },
    };

    private static CausalFlow Fit(Matrix x, int[] segment, CausalEdge[] edges, int steps)
    {
        var data = CausalData.Of(new Dataset
        {
            Observed = x,
            ObservedNames = Names,
            Auxiliary =
                Auxiliary.Of(new CategoricalVariable("segment", [.. segment.Distinct().Select(m => $"{m}")], segment)),
            RowNumbers = [.. Enumerable.Range(1, x.Rows)],
        });
        return CausalFlow.Fit(data, new CausalGraph(Names, edges), CausalExample.Mechanisms(steps), 1);
    }

    private static double RootMeanSquare(IEnumerable<double> values) =>
        Math.Sqrt(values.Average(value => value * value));
}
