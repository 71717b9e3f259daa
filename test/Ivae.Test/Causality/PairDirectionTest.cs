using Ivae.Causality;
using Ivae.Data;
using Ivae.Numerics;
using Ivae.Simulation;
using Ivae.Test.Autodiff;

namespace Ivae.Test.Causality;

public class PairDirectionTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void AMonotoneTransformerHasTheGradientsOfCentralDifferences(int hidden)
    {
        var sketch = new Sketch();
        var map = sketch.Tape.Record(new MonotoneTransformer<double>(
            sketch.Data(5, 1), sketch.Leaf(5, hidden + 3), hidden == 0 ? null : sketch.Leaf(2, hidden)));
        GradientCheck.EveryEntry(sketch.Tape, sketch.Parameters, sketch.Probe(map), "monotone map");
    }

    /// <summary>The second column is the logarithm of the slope of the first.</summary>
    [Fact]
    public void AMonotoneTransformerKnowsItsSlope()
    {
        double[] Map(double x)
        {
            var sketch = new Sketch(3);
            var map = sketch.Tape.Record(new MonotoneTransformer<double>(
                sketch.Data(1, 1, [x]), sketch.Leaf(1, 6), sketch.Leaf(2, 3)));
            sketch.Tape.Forward();
            return map.Value.ToArray();
        }

        Assert.Equal(Math.Log((Map(0.3 + 1e-5)[0] - Map(0.3 - 1e-5)[0]) / 2e-5), Map(0.3)[1], 1e-6);
    }

    [Fact]
    public void TheDirectionOfLinearPairsIsFound()
    {
        for (var seed = 0UL; seed < 2; seed++)
        {
            var made = AcyclicSimulator.Generate(CausalExample.Pair, seed);
            var result = PairDirection.Of(CausalData.Of(made.ToDataset()), CausalExample.Quick);
            Assert.Equal(made.Graph[0, 1] ? DirectionAnswer.Forward : DirectionAnswer.Backward, result.Answer);
            Assert.InRange(result.EvidenceLow * result.EvidenceHigh, 0, double.MaxValue);
        }
    }

    /// <summary>Negative control: linear, Gaussian, and no variance moves, so that both orders fit equally.</summary>
    [Fact]
    public void ALinearGaussianPairOfEqualVariancesIsUndetermined()
    {
        var made = AcyclicSimulator.Generate(CausalExample.Pair with { ScaleLow = 1, ScaleHigh = 1 }, 1);
        Assert.Equal(DirectionAnswer.Undetermined,
            PairDirection.Of(CausalData.Of(made.ToDataset()), CausalExample.Quick).Answer);
    }

    /// <summary>
    /// One normal variable: −½ log 2πes² in each block, s its standard deviation there, up to what the fit of one map
    /// costs.
    /// </summary>
    [Fact]
    public void TheLogLikelihoodOfANormalVariableIsThatOfItsSegments()
    {
        var data = CausalData.Of(AcyclicSimulator.Generate(CausalExample.Pair with { Shuffle = false }, 1).ToDataset());
        var scores = new MechanismScores(data, CausalExample.Mechanisms(600), new RandomStream(1), null, default);
        double[] expected = [.. scores.Blocks.Select(rows =>
        {
            double[] x = [.. rows.Select(row => (double)data.Standardised[row, 0])];
            return -0.5 * Math.Log(
                Math.Tau * Math.E * x.Average(value => (value - x.Average()) * (value - x.Average())));
        })];
        Assert.Equal(expected.Average(), scores.LogLikelihood(0, []).Average(), 0.005);
    }

    /// <summary>Negative control: a hidden common cause.</summary>
    [Fact]
    public void AConfoundedPairGetsNoDirection()
    {
        var result = PairDirection.Of(CausalData.Of(CausalExample.Confounded(1)), CausalExample.Quick);
        Assert.True(result.Answer is DirectionAnswer.Confounded or DirectionAnswer.Undetermined, result.ToString());
    }

    /// <summary>
    /// Negative control: a hidden common cause behind networks of three layers, which makes up nearly all of one
    /// variable and leaves next to no dependence.
    /// </summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void ANonlinearConfoundedPairGetsNoDirection()
    {
        var result = PairDirection.Of(CausalData.Of(
            CausalExample.Confounded(2015, CausalExample.Pair with { Layers = 3, RowsPerSegment = 512 }, 48)), new());
        Assert.True(result.Answer is DirectionAnswer.Confounded or DirectionAnswer.Undetermined, result.ToString());
    }

    /// <summary>
    /// An error of the mechanism is the same in all segments and is taken out; a slope that differs between segments,
    /// as under a hidden cause, is not.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OnlyWhatSegmentsShareIsTakenOut(bool differs)
    {
        const int segments = 20, length = 400;
        var stream = new RandomStream(3);
        float[] cause = new float[segments * length], effect = new float[segments * length];
        for (var row = 0; row < cause.Length; row++)
        {
            var spread = 0.5 + row / length % 5;
            var (a, n) = (spread * stream.NextNormal(), spread * stream.NextNormal());
            var slope = !differs ? 0.3 * Math.Tanh(a) : row / length % 2 == 0 ? 0.3 * a : -0.3 * a;
            (cause[row], effect[row]) = ((float)a, (float)(n * (1 + 0.2 * Math.Tanh(a)) + slope));
        }

        int[][] blocks = [.. Enumerable.Range(0, cause.Length).GroupBy(row => (row / length, row % 2))
            .OrderBy(group => group.Key).Select(group => group.ToArray())];
        var own = SharedError.Standardised(cause, blocks);
        var before = ResidualDependence.BySegment(own, SharedError.Standardised(effect, blocks), blocks).Average();
        var after = ResidualDependence.BySegment(own, SharedError.Remove(effect, cause, blocks), blocks).Average();
        Assert.True(before > 0.01, $"{before}");
        var limit = 3 * ResidualDependence.StandardErrorByChance(blocks);
        Assert.True(differs ? after > 10 * limit : Math.Abs(after) < limit, $"{after}, limit {limit}");
    }

    /// <summary>
    /// A normal variable has no skewness in any segment; a bent sum of two whose scales move apart has another one in
    /// each.
    /// </summary>
    [Fact]
    public void TheShapeOfASumOfTwoDisturbancesChanges()
    {
        const int segments = 30, length = 500;
        var stream = new RandomStream(4);
        double[] one = new double[segments * length], two = new double[segments * length];
        for (var row = 0; row < one.Length; row++)
        {
            var spread = 0.3 + row / length % 3;
            one[row] = stream.NextNormal();
            two[row] = Math.Max(stream.NextNormal(), -0.5) + spread * stream.NextNormal();
        }

        int[][] blocks = [.. Enumerable.Range(0, one.Length).GroupBy(row => (row / length, row % 2))
            .OrderBy(group => group.Key).Select(group => group.ToArray())];
        Assert.InRange(SegmentSkewness.Changes(one, blocks), -0.001, 0.001);
        Assert.True(
            SegmentSkewness.Changes(SharedError.Standardised([.. two.Select(value => (float)value)], blocks), blocks)
                > 0.003);
    }

    [Fact]
    public void FourTestsOnTheTrueDisturbancesNameTheCause()
    {
        var made = AcyclicSimulator.Generate(new AcyclicOptions { Segments = 8, RowsPerSegment = 200, Layers = 3 }, 2);
        var result = FourTests.Decide(made.Observed, made.Disturbances, made.Segment);
        Assert.Equal(made.Graph[0, 1] ? DirectionAnswer.Forward : DirectionAnswer.Backward, result.Answer);
        Assert.Equal(
            DirectionAnswer.Undetermined, FourTests.Decide(made.Disturbances, made.Disturbances, made.Segment).Answer);
    }

    [Fact]
    public void DataThatCannotTellIsRefusedWithARemedy()
    {
        var made = AcyclicSimulator.Generate(CausalExample.Pair with { RowsPerSegment = 20 }, 1);
        var (x, u) = (made.Observed, made.ToDataset().Auxiliary);
        Dataset With(Matrix observed, Auxiliary auxiliary) => new()
        {
            Observed = observed,
            ObservedNames = ["a", "b"],
            Auxiliary = auxiliary,
            RowNumbers = [.. Enumerable.Range(1, observed.Rows)],
        };
        void Refused(Dataset data, string words) =>
            Assert.Contains(words, Assert.Throws<DataException>(() => CausalData.Of(data)).Message);

        var constant = x.TakeRows([.. Enumerable.Range(0, x.Rows)]);
        for (var row = 0; row < x.Rows; row++)
            constant[row, 1] = 4;
        Refused(With(constant, u), "\"b\" is 4 in all 320 rows");
        Refused(With(x.TakeColumns([0, 0]), u), "\"b\" equals \"a\"");
        Refused(With(x.TakeRows([.. Enumerable.Range(0, 50)]), u.TakeRows([.. Enumerable.Range(0, 50)])),
            "50 rows; direction tests need at least 100");
        Refused(With(x, Auxiliary.Of(new CategoricalVariable("s", ["1"], new int[320]))), "one segment");
        Refused(With(x, Auxiliary.None(320)), "no auxiliary variable");
        Refused(With(x, new Auxiliary([], x.TakeColumns([0]), ["t"])), "\"t\" is numeric");
        Refused(With(x, Auxiliary.Of(
            new CategoricalVariable("s", ["1", "2"], [.. Enumerable.Range(0, 320).Select(i => i < 5 ? 0 : 1)]))),
            "the smallest of 2 segments has 5 rows");
    }
}
