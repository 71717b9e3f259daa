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
    public void AMonotoneMapHasTheGradientsOfCentralDifferences(int hidden)
    {
        var sketch = new Sketch();
        var map = sketch.Tape.Record(new MonotoneMap<double>(sketch.Data(5, 1), sketch.Leaf(5, hidden + 3), hidden == 0 ? null : sketch.Leaf(2, hidden)));
        GradientCheck.EveryEntry(sketch.Tape, sketch.Parameters, sketch.Probe(map), "monotone map");
    }

    /// <summary>The second column is the logarithm of the slope of the first.</summary>
    [Fact]
    public void AMonotoneMapKnowsItsSlope()
    {
        double[] Map(double x)
        {
            var sketch = new Sketch(3);
            var map = sketch.Tape.Record(new MonotoneMap<double>(sketch.Data(1, 1, [x]), sketch.Leaf(1, 6), sketch.Leaf(2, 3)));
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
        Assert.Equal(DirectionAnswer.Undetermined, PairDirection.Of(CausalData.Of(made.ToDataset()), CausalExample.Quick).Answer);
    }

    /// <summary>Negative control: a hidden common cause.</summary>
    [Fact]
    public void AConfoundedPairGetsNoDirection()
    {
        var result = PairDirection.Of(CausalData.Of(CausalExample.Confounded(1)), CausalExample.Quick);
        Assert.True(result.Answer is DirectionAnswer.Confounded or DirectionAnswer.Undetermined, result.ToString());
    }

    [Fact]
    public void FourTestsOnTheTrueDisturbancesNameTheCause()
    {
        var made = AcyclicSimulator.Generate(new AcyclicOptions { Segments = 8, RowsPerSegment = 200, Layers = 3 }, 2);
        var result = FourTests.Decide(made.Observed, made.Disturbances, made.Segment);
        Assert.Equal(made.Graph[0, 1] ? DirectionAnswer.Forward : DirectionAnswer.Backward, result.Answer);
        Assert.Equal(DirectionAnswer.Undetermined, FourTests.Decide(made.Disturbances, made.Disturbances, made.Segment).Answer);
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
        void Refused(Dataset data, string words) => Assert.Contains(words, Assert.Throws<DataException>(() => CausalData.Of(data)).Message);

        var constant = x.TakeRows([.. Enumerable.Range(0, x.Rows)]);
        for (var row = 0; row < x.Rows; row++)
            constant[row, 1] = 4;
        Refused(With(constant, u), "\"b\" is 4 in all 320 rows");
        Refused(With(x.TakeColumns([0, 0]), u), "\"b\" equals \"a\"");
        Refused(With(x.TakeRows([.. Enumerable.Range(0, 50)]), u.TakeRows([.. Enumerable.Range(0, 50)])), "50 rows; direction tests need at least 100");
        Refused(With(x, Auxiliary.Of(new CategoricalVariable("s", ["1"], new int[320]))), "one segment");
        Refused(With(x, Auxiliary.None(320)), "no auxiliary variable");
        Refused(With(x, new Auxiliary([], x.TakeColumns([0]), ["t"])), "\"t\" is numeric");
        Refused(With(x, Auxiliary.Of(new CategoricalVariable("s", ["1", "2"], [.. Enumerable.Range(0, 320).Select(i => i < 5 ? 0 : 1)]))), "the smallest of 2 segments has 5 rows");
    }
}
