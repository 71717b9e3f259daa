using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Test.Autodiff;

/// <summary>
/// Every operation of the tape against central differences in double, for one and several rows and columns.
/// </summary>
public class OperationGradientTest
{
    private static readonly (int Rows, int Columns)[] Shapes = [(1, 1), (1, 3), (4, 1), (5, 3)];

    private static readonly Dictionary<string, Func<Sketch, int, int, Variable<double>>> Operations
        = All().ToDictionary(o => o.Name, o => o.Build);

    public static TheoryData<string> Names => [.. Operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientsAgreeWithCentralDifferences(string operation)
    {
        foreach (var (rows, columns) in Shapes)
        {
            var sketch = new Sketch((ulong)(10 * rows + columns));
            var loss = sketch.Probe(Operations[operation](sketch, rows, columns));
            GradientCheck.EveryEntry(sketch.Tape, sketch.Parameters, loss, $"{operation} [{rows}, {columns}]");
        }
    }

    [Fact]
    public void ALeafThatTheLossDoesNotReachHasZeroGradient()
    {
        var sketch = new Sketch();
        var (used, unused) = (sketch.Leaf(1, 2), sketch.Leaf(1, 2));
        _ = unused.Activate(Activation.Tanh);
        var loss = used.Average();
        sketch.Parameters.Gradients.AsSpan().Fill(double.NaN);
        sketch.Tape.Forward();
        sketch.Tape.Backward(loss);
        Assert.Equal([0.5, 0.5, 0, 0], sketch.Parameters.Gradients);
    }

    [Fact]
    public void AFactorIsReadAtEveryRun()
    {
        var sketch = new Sketch();
        var factor = 2.0;
        var loss = sketch.Leaf(1, 1).Times(() => factor).Average();
        foreach (var next in new[] { 2.0, -3 })
        {
            factor = next;
            sketch.Tape.Forward();
            sketch.Tape.Backward(loss);
            Assert.Equal(next, sketch.Parameters.Gradients[0]);
            Assert.Equal(next * sketch.Parameters.Values[0], loss.Value[0]);
        }
    }

    [Fact]
    public void BeyondItsLimitsAValueGoesOnAsALogarithm()
    {
        var sketch = new Sketch();
        var limited = sketch.Tape.Record(
            new SoftLimit<double>(sketch.Data(6, 1, [-60, -10, -9, 2.5, 3, 60]), -10, 3));
        sketch.Tape.Forward();
        Assert.Equal([-10, -9, 2.5, 3], limited.Value[1..5].ToArray());
        Assert.Equal(3 + Math.Log(58), limited.Value[5], 1e-12);
        Assert.Equal(-10 - Math.Log(51), limited.Value[0], 1e-12);
    }

    private static IEnumerable<(string Name, Func<Sketch, int, int, Variable<double>> Build)> All()
    {
        yield return ("a product by levels", (sketch, rows, columns) => sketch.Tape.Record(new LevelProduct<double>(
            sketch.Leaf(rows, columns), sketch.Leaf(3 * columns, 2), sketch.Codes(rows, 3))));
        yield return ("affine", (s, b, c) => s.Leaf(b, c).Affine(s.Leaf(c, 2), s.Leaf(1, 2)));
        yield return ("affine without bias", (s, b, c) => s.Leaf(b, c).Affine(s.Leaf(c, 2)));
        yield return ("affine of data", (s, b, c) => s.Data(b, c).Affine(s.Leaf(c, 2), s.Leaf(1, 2)));
        yield return ("affine, input and weights used twice",
            (s, b, c) => AffineTwice(s.Leaf(b, c), s.Leaf(c, c), s.Leaf(1, c)));
        foreach (var activation in Enum.GetValues<Activation>())
        {
            yield return ($"{activation}", (s, b, c) => s.Leaf(b, c).Activate(activation));
            yield return ($"{activation}, input used twice", (s, b, c) =>
                Use(s.Leaf(b, c), x => x * x.Activate(activation) + x.Activate(activation)));
        }

        foreach (var activation in Enum.GetValues<Activation>())
            yield return ($"layer of {activation}", (s, b, c) =>
                s.Tape.Record(new Layer<double>((s.Leaf(b, c), s.Leaf(c, 3)), s.Leaf(1, 3), [], activation)));
        yield return ("layer of data and two tables", (s, b, c) => s.Tape.Record(new Layer<double>(
            (s.Data(b, c), s.Leaf(c, 3)), s.Leaf(1, 3), [(s.Leaf(4, 3), s.Codes(b, 4)), (s.Leaf(2, 3), s.Codes(b, 2))],
            Activation.Silu)));
        yield return ("layer of one table twice, linear",
            (s, b, c) => Use(s.Leaf(3, c), t => s.Tape.Record(new Layer<double>(
                null, s.Leaf(1, c), [(t, s.Codes(b, 3)), (t, s.Codes(b, 3))], Activation.None))));
        yield return ("layer of a whole table", (s, b, c) =>
            s.Tape.Record(new Layer<double>(null, s.Leaf(1, c), [(s.Leaf(b, c), null)], Activation.Xtanh)));
        yield return ("layer whose input and weights are used twice",
            (s, b, c) => Use(s.Leaf(b, c), x => Use(s.Leaf(c, c), w => Use(s.Leaf(1, c), bias =>
                x + s.Tape.Record(
                    new Layer<double>((s.Tape.Record(new Layer<double>((x, w), bias, [], Activation.Tanh)), w), bias,
                        [], Activation.Elu))))));

        foreach (var activation in Enum.GetValues<Activation>().Where(a => a != Activation.None))
            yield return ($"tangents of {activation}",
                (s, b, c) => Tangents(s, s.Leaf(b, c), s.Leaf(c, 3), s.Leaf(1, 3), activation));
        yield return ("log determinant", (s, b, c) => s.Tape.Record(new LogAbsDeterminant<double>(s.Leaf(b * c, c))));

        yield return ("limits far away", (s, b, c) => s.Tape.Record(new SoftLimit<double>(s.Leaf(b, c), -2, 2)));
        yield return ("limits near by", (s, b, c) => s.Tape.Record(new SoftLimit<double>(s.Leaf(b, c), -0.7, 0.2)));

        yield return ("sum", (s, b, c) => s.Leaf(b, c) + s.Leaf(b, c));
        yield return ("sum with a row", (s, b, c) => s.Leaf(b, c) + s.Leaf(1, c));
        yield return ("sum with a scalar", (s, b, c) => s.Leaf(b, c) + s.Leaf(1, 1));
        yield return ("sum of data and a row", (s, b, c) => s.Data(b, c) + s.Leaf(1, c));
        yield return ("sum with data", (s, b, c) => s.Leaf(b, c) + s.Data(b, c));
        yield return ("sum of x and x", (s, b, c) => Use(s.Leaf(b, c), x => x + x));
        yield return ("difference", (s, b, c) => s.Leaf(b, c) - s.Leaf(b, c));
        yield return ("difference with a row", (s, b, c) => s.Leaf(b, c) - s.Leaf(1, c));
        yield return ("difference with a scalar", (s, b, c) => s.Leaf(b, c) - s.Leaf(1, 1));
        yield return ("minus", (s, b, c) => -s.Leaf(b, c));
        yield return ("product", (s, b, c) => s.Leaf(b, c) * s.Leaf(b, c));
        yield return ("product with data", (s, b, c) => s.Data(b, c) * s.Leaf(b, c));
        yield return ("square", (s, b, c) => Use(s.Leaf(b, c), x => x * x));
        yield return ("scaled and shifted", (s, b, c) => 0.3 * s.Leaf(b, c) * -2 + 1.5);
        yield return ("exponential",
            (s, b, c) => Use(s.Leaf(b, c), x => s.Tape.Record(new Exponential<double>(x, 2)) + x));
        yield return ("slices that overlap", (s, b, c) =>
            Use(s.Leaf(b, c + 2), x => x.Slice(0, c) * x.Slice(2, c) + x.Slice(1, c)));
        yield return ("gather", (s, b, c) => s.Leaf(3, c).Gather(s.Codes(b, 3)));
        yield return ("gather twice from one table", (s, b, c) =>
            Use(s.Leaf(3, c), x => x.Gather(s.Codes(b, 3)) * x.Gather(s.Codes(b, 3))));
        yield return ("gather from one level", (s, b, c) => s.Leaf(1, c).Gather(s.Codes(b, 1)));
        yield return ("sums of rows", (s, b, c) => Use(s.Leaf(b, c), x => (x * x).SumOfRow()));
        yield return ("mean", (s, b, c) => Use(s.Leaf(b, c), x => (x * x).Average()));

        yield return ("absolute value", (s, b, c) => s.Tape.Record(new Absolute<double>(s.Leaf(b, c))));
        yield return ("maxout", (s, b, c) => s.Tape.Record(new Maxout<double>(s.Leaf(b, 3 * c), 3)));
        yield return ("rising maps", (s, b, c) => s.Tape.Record(Monotone(s, s.Leaf(b, c))));
        yield return ("rising maps of data", (s, b, c) => s.Tape.Record(Monotone(s, s.Data(b, c))));
        yield return ("rising maps used twice, and their slopes", (s, b, c) =>
            Use(s.Leaf(b, c), x => x * s.Tape.Record(Monotone(s, x)) + LogSlope(s, Monotone(s, x)).Average()));
        yield return ("slopes of rising maps alone", (s, b, c) => LogSlope(s, Monotone(s, s.Leaf(b, c))));
        yield return ("value and slopes of rising maps", (s, b, c) => Use(
            Monotone(s, s.Leaf(b, c)), map => s.Tape.Record(map) + (map.SecondOutput * map.SecondOutput).Average()));
        yield return ("rising and linear layers", (s, b, c) => Use(RisingAndLinear(s, s.Leaf(b, c), c),
            all => s.Tape.Record(all) + (all.SecondOutput * all.SecondOutput).Average()));
        yield return ("scaled columns",
            (s, b, c) => Use(s.Leaf(b, c), x => s.Tape.Record(new ScaledColumns<double>(x * x, s.Leaf(1, c)))));
        yield return ("scaled columns of data",
            (s, b, c) => s.Tape.Record(new ScaledColumns<double>(s.Data(b, c), s.Leaf(1, c))));
        yield return ("blocks of rows", (s, b, c) =>
            Use(s.Leaf(3 * b, c),
                x => s.Tape.Record(new RowBlock<double>(x, 0, 3)) * s.Tape.Record(new RowBlock<double>(x, 2, 3))));
        yield return ("columns next to each other",
            (s, b, c) => s.Tape.Record(new Concatenate<double>(s.Leaf(b, c), s.Leaf(b, 2))));
        yield return ("columns next to data",
            (s, b, c) => s.Tape.Record(new Concatenate<double>(s.Leaf(b, c), s.Data(b, 1))));
        yield return ("standardised columns",
            (s, b, c) => s.Tape.Record(new BatchStandardise<double>(s.Leaf(b + 2, c))));
        yield return ("log mean exp", (s, b, c) => s.Tape.Record(new LogMeanExp<double>(s.Leaf(b, c))));
        yield return ("log softmax", (s, b, c) => s.Tape.Record(new LogSoftmaxAt<double>(s.Leaf(b, c), s.Codes(b, c))));
        yield return ("tangents times weights",
            (s, b, c) => s.Tape.Record(new TangentProduct<double>(s.Leaf(2 * b, c), s.Leaf(b, c), 2)));
        yield return ("tangents times data",
            (s, b, c) => s.Tape.Record(new TangentProduct<double>(s.Leaf(3 * b, c), s.Data(b, c), 3)));

        foreach (var family in PriorFamily.All)
            foreach (var location in new[] { "none", "data", "leaf" })
                foreach (var scale in new[] { "none", "each", "row", "scalar", "data" })
                    foreach (var value in new[] { "data", "leaf" })
                        if (value == "leaf" || location == "leaf" || scale is "each" or "row" or "scalar")
                            yield return ($"{family}: value {value}, location {location}, scale {scale}", (s, b, c) =>
                                new LocationScaleDensity<double>(
                                    family, Optional(s, location, b, c), Optional(s, scale, b, c))
                                    .LogDensity(Optional(s, value, b, c)!));
        foreach (var location in new[] { "none", "data", "leaf" })
            foreach (var scale in new[] { "none", "data", "leaf" })
                foreach (var value in new[] { "data", "leaf" })
                    yield return ($"free shape: value {value}, location {location}, scale {scale}", (s, b, c) =>
                        new FreeShapeDensity<double>(
                            Optional(s, location, b, c), Optional(s, scale, b, c), s.Leaf(3, c), s.Leaf(3, c),
                            s.Leaf(3, c)).LogDensity(Optional(s, value, b, c)!));
        yield return ("Student-t of one variable in all places", (s, b, c) =>
            Use(s.Leaf(b, c), x => new LocationScaleDensity<double>(PriorFamily.StudentT, x * x, x).LogDensity(x)));
        foreach (var location in new[] { "none", "data", "leaf" })
            foreach (var scale in new[] { "none", "data", "each" })
                yield return ($"expected normal: location {location}, scale {scale}",
                    (s, b, c) => s.Tape.Record(new ExpectedNormalLogDensity<double>(
                        s.Leaf(b, c), s.Leaf(b, c).Activate(Activation.Softplus), Optional(s, location, b, c),
                        Optional(s, scale, b, c))));
        yield return ("Cholesky product", (s, b, c) =>
            s.Tape.Record(new CholeskyProduct<double>(s.Leaf(b, c), s.Leaf(b, c * (c - 1) / 2), s.Data(b, c))));
        yield return ("Cholesky variance", (s, b, c) =>
            s.Tape.Record(new CholeskyVariance<double>(s.Leaf(b, c), s.Leaf(b, c * (c - 1) / 2))));
        PosteriorCovariance[] covariances =
            [.. PosteriorCovariance.All.Where(one => one.HasDensity), new LowRankCovariance(2)];
        foreach (var covariance in covariances)
            yield return ($"{covariance.GetType().Name}, every quantity of a posterior", (s, b, c) =>
                Everything(Posterior(covariance, s, b, c), s.Data(b, c)));
        foreach (var estimator in Enum.GetValues<AggregateEstimator>())
        {
            yield return ($"aggregate density, {estimator}", (s, b, c) =>
                s.Tape.Record(
                    new AggregateLogDensity<double>(s.Leaf(b, c), s.Leaf(b, c), s.Leaf(b, c), estimator, () => 9)));
            yield return ($"aggregate density of data, {estimator}", (s, b, c) =>
                s.Tape.Record(
                    new AggregateLogDensity<double>(s.Data(b, c), s.Leaf(b, c), s.Leaf(b, c), estimator, () => 2)));
        }

        yield return ("discrepancy",
            (s, b, c) => s.Tape.Record(new ImqDiscrepancy<double>(s.Leaf(b, c), s.Leaf(b, c))));
        yield return ("discrepancy from data",
            (s, b, c) => s.Tape.Record(new ImqDiscrepancy<double>(s.Leaf(b, c), s.Data(b, c))));
        yield return ("discrepancy of data",
            (s, b, c) => s.Tape.Record(new ImqDiscrepancy<double>(s.Data(b, c), s.Leaf(b, c))));
        yield return ("moments of means",
            (s, b, c) => s.Tape.Record(new MomentPenalty<double>(s.Leaf(b, c), null, 3, 7)));
        yield return ("moments of samples",
            (s, b, c) => s.Tape.Record(new MomentPenalty<double>(s.Leaf(b, c), s.Leaf(b, c), 3, 7)));
        yield return ("mixture on axes",
            (s, b, c) => new MixtureDensity<double>(GaussianMixture.OnAxes(c, 0.4)).LogDensity(s.Leaf(b, c)));
        yield return ("spike and slab",
            (s, b, c) => new MixtureDensity<double>(GaussianMixture.SpikeAndSlab(0.8, 0.3)).LogDensity(s.Leaf(b, c)));
        yield return ("Student-t of any degrees", (s, b, c) =>
            new LocationScaleDensity<double>(new StudentTFamily(2.5), null, null).LogDensity(s.Leaf(b, c)));
        foreach (var family in LikelihoodFamily.All)
            yield return ($"{family} likelihood", (s, b, c) => family.LogDensity(
                s.Data(b, c, [.. Enumerable.Range(0, b * c).Select(i => i % 2)]),
                s.Leaf(b, c),
                family.HasScale ? s.Leaf(1, c) : null));
    }

    private static Variable<double> Use<TValue>(TValue x, Func<TValue, Variable<double>> formula) => formula(x);

    private static Variable<double> AffineTwice(Variable<double> x, Variable<double> weight, Variable<double> bias)
        => x + x.Affine(weight, bias).Affine(weight, bias);

    /// <summary>Values and Jacobian of a layer, both of which reach its input and weights.</summary>
    private static Variable<double> Tangents(
        Sketch sketch, Variable<double> x, Variable<double> weight, Variable<double> bias, Activation activation)
    {
        var hidden = x.Affine(weight, bias);
        var operation = new ActivationOperation<double>(hidden, activation);
        var activated = sketch.Tape.Record(operation);
        var tangent = sketch.Tape.Record(new IdentityTangent<double>(x)).Affine(weight);
        var moved = sketch.Tape.Record(new ActivatedTangent<double>(operation, tangent));
        return (moved * moved + tangent).SumOfRow() * activated.Average().Gather(Zeros(x.Length));

        static Codes Zeros(int count)
        {
            var codes = new Codes();
            codes.Resize(count).Clear();
            return codes;
        }
    }

    private static Variable<double>? Optional(Sketch sketch, string kind, int rows, int columns) => kind switch
    {
        "none" => null,
        "data" => sketch.Data(rows, columns),
        "row" => sketch.Leaf(1, columns),
        "scalar" => sketch.Leaf(1, 1),
        _ => sketch.Leaf(rows, columns),
    };

    private static Variable<double> LogSlope(Sketch s, RisingLayers<double> map)
    {
        s.Tape.Record(map);
        return map.SecondOutput;
    }

    private static RisingLayers<double> Monotone(Sketch s, Variable<double> x) => new(x, [new(Map(s, x.Columns))]);

    private static RisingLayers<double> RisingAndLinear(Sketch s, Variable<double> x, int n) => new(x,
    [
        new(Map(s, n), s.Leaf(n, n), s.Leaf(1, n)),
        new(Map(s, n)),
        new(Map(s, n), s.Leaf(n, n)),
    ]);

    private static MonotoneMap<double> Map(Sketch s, int n) =>
        new(s.Leaf(1, n), s.Leaf(3, n), s.Leaf(3, n), s.Leaf(3, n));

    private static GaussianPosterior<double> Posterior(PosteriorCovariance covariance, Sketch s, int b, int c)
    {
        var entries = s.Leaf(b, covariance.Entries(c));
        return covariance.Posterior(s.Leaf(b, c), s.Leaf(b, c), (start, count) => entries.Slice(start, count));
    }

    private static Variable<double> Everything(GaussianPosterior<double> q, Variable<double> noise)
        => q.Sample(noise).SumOfRow() + q.Variance.SumOfRow() + q.Entropy * q.LogDensityOfSample(noise);
}
