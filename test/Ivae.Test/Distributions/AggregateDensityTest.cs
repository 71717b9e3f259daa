using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Numerics;
using Ivae.Test.Autodiff;

namespace Ivae.Test.Distributions;

/// <summary>
/// The estimators of log q(z) against the exact aggregate posterior of a toy: N Gaussians, one a row.
/// </summary>
public class AggregateDensityTest
{
    private const int Population = 30;
    private const int Batch = 6;
    private const int Own = 11; // the row that z comes from

    public static TheoryData<int> Columns => [1, 2, 3];

    /// <summary>
    /// Over batches that hold z's own row the mean is q(z) when stratified, and [q(z | own) + (B − 1)·mean of the
    /// others]/(N·B) when weighted; of z from elsewhere, q(z) when uniform.
    /// </summary>
    [Theory]
    [MemberData(nameof(Columns))]
    public void TheMeanOverBatchesIsTheExactDensityOrTheDocumentedOne(int columns)
    {
        var toy = new Toy(columns, 1);
        double[] z = [.. Enumerable.Range(0, columns).Select(d => toy.Means[Own][d] + 0.3 * toy.Deviations[Own][d])];
        double[] terms = [.. Enumerable.Range(0, Population).Select(n => toy.Density(z, n))];
        var (exact, own) = (terms.Average(), terms[Own]);
        var others = (terms.Sum() - own) / (Population - 1);

        MonteCarlo.MeanIs(exact, toy.Estimates(AggregateEstimator.Stratified, z, Own, 4000), "stratified");
        MonteCarlo.MeanIs((own + (Batch - 1) * others) / (Population * Batch),
            toy.Estimates(AggregateEstimator.Weighted, z, Own, 4000), "weighted");
        MonteCarlo.MeanIs(exact, toy.Estimates(AggregateEstimator.Uniform, z, null, 4000), "uniform");

        // Negative control: what MSS corrects. Taking the batch with its own row for all of the data is far off.
        var naive = toy.Estimates(AggregateEstimator.Uniform, z, Own, 2000).Average();
        Assert.True(naive > 1.15 * exact, $"{naive} against {exact}");
    }

    /// <summary>
    /// The bias of MWS in log q: −log B where encodings do not overlap, −log N where they coincide; MSS has none in
    /// either.
    /// </summary>
    [Theory]
    [MemberData(nameof(Columns))]
    public void TheBiasOfWeightedSamplingIsBetweenLogBAndLogN(int columns)
    {
        foreach (var (spread, bias) in new[] { (1e4, Math.Log(Batch)), (0, Math.Log(Population)) })
        {
            var toy = new Toy(columns, spread, coinciding: spread == 0);
            var z = toy.Means[Own];
            var exact = Math.Log(Enumerable.Range(0, Population).Average(n => toy.Density(z, n)));
            Assert.Equal(exact - bias, Math.Log(toy.Estimates(AggregateEstimator.Weighted, z, Own, 3)[2]), 1e-9);
            Assert.Equal(exact, Math.Log(toy.Estimates(AggregateEstimator.Stratified, z, Own, 3)[2]), 1e-9);
        }
    }

    [Fact]
    public void TheMarginalsAreTheJointOfEachLatentAlone()
    {
        var sketch = new Sketch();
        var (z, mean, deviation) = (sketch.Leaf(5, 3), sketch.Leaf(5, 3), sketch.Leaf(5, 3));
        foreach (var estimator in Enum.GetValues<AggregateEstimator>())
        {
            Variable<double> Density(int start, int count) => sketch.Tape.Record(new AggregateLogDensity<double>(
                z.Slice(start, count), mean.Slice(start, count), deviation.Slice(start, count), estimator, () => 40));
            var all = Density(0, 3);
            var each = Enumerable.Range(0, 3).Select(d => Density(d, 1)).ToArray();
            sketch.Tape.Forward();
            for (var row = 0; row < 5; row++)
                Assert.Equal(each.Sum(one => one.Value[2 * row]), all.Value[2 * row + 1], 1e-12);
        }
    }

    [Fact]
    public void StratifiedWeightsOfARowSumToOneOnceForEachPair()
    {
        foreach (var (batch, population) in new[] { (1, 1), (1, 50), (2, 50), (7, 50), (7, 7), (50, 7) })
            for (var i = 0; i < batch; i++)
                Assert.Equal(1, Enumerable.Range(0, batch).Sum(j => Math.Exp(
                    AggregateLogDensity<double>.LogWeight(AggregateEstimator.Stratified, i, j, batch, population))),
                    1e-12);
    }

    /// <summary>N posteriors with means of a given spread.</summary>
    private sealed class Toy
    {
        private readonly int columns;
        private readonly RandomStream stream = new(3);

        public Toy(int columns, double spread, bool coinciding = false)
        {
            this.columns = columns;
            Means = [.. Enumerable.Range(0, Population).Select(_ => Numbers(() => spread * stream.NextNormal()))];
            Deviations = [.. Enumerable.Range(0, Population)
                .Select(_ => Numbers(() => coinciding ? 0.5 : stream.NextUniform(0.3, 1)))];
        }

        public double[][] Means { get; }

        public double[][] Deviations { get; }

        public double Density(double[] z, int n) => Math.Exp(Enumerable.Range(0, columns).Sum(d =>
            -0.5 * Math.Pow((z[d] - Means[n][d]) / Deviations[n][d], 2) - Math.Log(Deviations[n][d])
                - 0.5 * Math.Log(2 * Math.PI)));

        /// <summary>
        /// Estimates of q(z) from random batches, of which the first row is <paramref name="own"/> and z's, if there is
        /// one.
        /// </summary>
        public double[] Estimates(AggregateEstimator estimator, double[] z, int? own, int count)
        {
            var tape = new Tape<double>();
            var (point, mean, deviation) = (tape.Input(columns), tape.Input(columns), tape.Input(columns));
            var log = tape.Record(new AggregateLogDensity<double>(point, mean, deviation, estimator, () => Population));
            foreach (var input in new[] { point, mean, deviation })
                input.Resize(Batch);
            var estimates = new double[count];
            for (var trial = 0; trial < count; trial++)
            {
                var order = stream.Permutation(Population).ToList();
                if (own is { } row)
                {
                    order.Remove(row);
                    order.Insert(0, row);
                }

                point.Value.Clear();
                z.CopyTo(point.Value);
                for (var j = 0; j < Batch; j++)
                    for (var d = 0; d < columns; d++)
                        (mean.Value[j * columns + d], deviation.Value[j * columns + d]) =
                            (Means[order[j]][d], Math.Log(Deviations[order[j]][d]));
                tape.Forward();
                estimates[trial] = Math.Exp(log.Value[0]);
            }

            return estimates;
        }

        private double[] Numbers(Func<double> next) => [.. Enumerable.Range(0, columns).Select(_ => next())];
    }
}
