using System.Numerics.Tensors;
using System.Text.Json;
using Ivae.Evaluation;
using Ivae.Methods.Linear;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Test.Methods.Linear;

public class PicardTest
{
    private static readonly Matrix Sources = SourceTables.Mixed(4000, 1);
    private static readonly Matrix X = SourceTables.Times(Sources, SourceTables.Mixing(4, 4, 2));

    /// <summary>
    /// G and the Hessian of independent latents are differences of the likelihood along W ← (I + ε E) W.
    /// </summary>
    [Fact]
    public void GradientAndCurvatureAreDifferences()
    {
        var z = Columns(Sources);
        MarginalScore[] scores = [.. Laws().Select(density => (MarginalScore)density.MeanLogDensity)];
        var solver = new PicardSolver(z, orthogonal: false);
        solver.Evaluate(scores);
        var (gradient, h) = (solver.Gradient(), solver.Curvature());
        var at = Likelihood(0, 0, 0);
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 4; j++)
            {
                var (up, down) = (Likelihood(i, j, 1e-4), Likelihood(i, j, -1e-4));
                Assert.Equal((down - up) / 2e-4, gradient[i, j], 1e-6);
                Assert.Equal((2 * at - up - down) / 1e-8, h[i, j] + (i == j ? 1 : 0), 1e-4);
            }

        double Likelihood(int i, int j, double step)
        {
            var moved = z.Select(column => (double[])column.Clone()).ToArray();
            TensorPrimitives.MultiplyAdd(z[j], step, moved[i], moved[i]);
            return (i == j ? Math.Log(1 + step) : 0) + new PicardSolver(moved, orthogonal: false).Evaluate(scores);
        }
    }

    /// <summary>The preconditioner is the inverse of the Hessian's pairs [[h_ij, 1], [1, h_ji]].</summary>
    [Fact]
    public void ThePreconditionerInvertsThePairs()
    {
        var solver = new PicardSolver(Columns(Sources), orthogonal: false);
        var h = Matrix<double>.Build.Dense(4, 4, (i, j) => 1.5 + i + 2 * j);
        var q = Matrix<double>.Build.Dense(4, 4, (i, j) => Math.Cos(i + 3 * j));
        var d = solver.Preconditioned(q, h);
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 4; j++)
                Assert.Equal(q[i, j], h[i, j] * d[i, j] + d[j, i], 1e-12);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AcceptedStepsRaiseTheLikelihoodUntilTheGradientIsZero(bool orthogonal)
    {
        var whitening = PrincipalComponents.Fit(X, 4);
        var solver = new PicardSolver(LinearChart.Components(whitening, X), orthogonal);
        var likelihood = solver.Run([.. Laws().Select(density => (MarginalScore)density.MeanLogDensity)], 300);
        Assert.True(solver.Converged, $"{solver.Iterations} iterations");
        Assert.InRange(solver.Iterations, 5, 100);
        Assert.All(solver.History.Zip(solver.History.Skip(1)), pair => Assert.True(pair.Second > pair.First));
        Assert.Equal(solver.History[^1], likelihood);
        Assert.True(solver.Gradient().Enumerate().Max(Math.Abs) < 1e-3);
        Assert.Equal(Math.Log(Math.Abs(solver.Unmixing.Determinant())), solver.LogVolume, 1e-8);
        if (orthogonal)
            Assert.All(solver.Unmixing.Svd().S, stretch => Assert.Equal(1, stretch, 1e-8));
    }

    /// <summary>
    /// Sources of more and of less kurtosis than a normal density are found, each with the density of its kind.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SourcesAreFound(bool orthogonal)
    {
        var fit = Picard.Fit(X, 4, new RandomStream(3), orthogonal);
        Assert.True(fit.Unmixing.Converged);
        var score = MeanCorrelationCoefficient.Compute(fit.Unmixing.Apply(X), Sources);
        Assert.All(score.PairCorrelations, correlation => Assert.InRange(Math.Abs(correlation), 0.995, 1));
        Assert.Equal(2, fit.Marginals.Count(density => density == HyperbolicDensity.SubGaussian));
    }

    /// <summary>
    /// An invertible linear map of x leaves the latents as they are and moves log p(x) by its log-determinant.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LinearMapsOfTheRowsChangeNothing(bool orthogonal)
    {
        var map = SourceTables.Mixing(4, 4, 9);
        var (one, two) = (X, SourceTables.Times(X, map));
        var first = Picard.Fit(one, 4, new RandomStream(3), orthogonal);
        var second = Picard.Fit(two, 4, new RandomStream(3), orthogonal);
        var score = MeanCorrelationCoefficient.Compute(first.Unmixing.Apply(one), second.Unmixing.Apply(two));
        Assert.All(score.PairCorrelations, correlation => Assert.InRange(Math.Abs(correlation), 0.99999, 1.00001));
        var logDeterminant = Math.Log(Math.Abs(Matrix<double>.Build.DenseOfArray(map).Determinant()));
        Assert.Equal(first.LogLikelihood(one).Average() - logDeterminant, second.LogLikelihood(two).Average(), 1e-4);
    }

    /// <summary>
    /// The maximum of extended Infomax's likelihood is where the natural gradient of an independent implementation
    /// ends.
    /// </summary>
    [Fact]
    public void WithoutConstraintLatentsAreThoseOfInfomaxInMne()
    {
        var path = Path.Combine(SharedData.Repository, "test", "golden", "linear", "infomax.json");
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        var (x, z) = (Table(json, "x"), Table(json, "z"));
        var fit = Picard.Fit(x, 3, new RandomStream(1), orthogonal: false);
        Assert.True(fit.Unmixing.Converged);
        var ours = fit.Unmixing.Apply(x);
        var latentOf = MeanCorrelationCoefficient.Compute(ours, z).Assignment;
        for (var j = 0; j < 3; j++)
        {
            var (a, b) = (ours.Column(latentOf[j]), z.Column(j));
            var sign = Math.Sign(TensorPrimitives.Dot<float>(a, b));
            Assert.All(a.Zip(b), values => Assert.Equal(values.Second, sign * values.First, 1e-4f));
        }
    }

    /// <summary>Uncorrelated latents of the same contrast: Picard-O and FastICA meet.</summary>
    [Fact]
    public void WithTheConstraintLatentsAreThoseOfFastIca()
    {
        var (fast, picard) = (FastIca.Fit(X, 4, new RandomStream(5)), Picard.Fit(X, 4, new RandomStream(6)).Unmixing);
        var score = MeanCorrelationCoefficient.Compute(fast.Apply(X), picard.Apply(X));
        Assert.All(score.PairCorrelations, correlation => Assert.True(Math.Abs(correlation) > 0.999, $"{correlation}"));
    }

    /// <summary>
    /// Of six columns of four sources with a little noise, and of columns that depend on each other, the sources are
    /// found.
    /// </summary>
    [Theory]
    [InlineData(0.01, 4)]
    [InlineData(0, 4)]
    [InlineData(0, 6)]
    public void MoreColumnsThanSources(double noise, int latents)
    {
        var x = SourceTables.Times(Sources, SourceTables.Mixing(4, 6, 7));
        var random = new RandomStream(8);
        for (var i = 0; i < x.Values.Length; i++)
            x.Values[i] += (float)(noise * random.NextNormal());
        var fit = Picard.Fit(x, latents, new RandomStream(3));
        var z = fit.Unmixing.Apply(x);
        Assert.Equal((latents, 4), (z.Columns, fit.Marginals.Count));
        Assert.True(MeanCorrelationCoefficient.Compute(z, Sources).Score > 0.99);
        Assert.All(Enumerable.Range(4, latents - 4), j => Assert.All(z.Column(j), value => Assert.Equal(0, value)));
        Assert.All(fit.LogLikelihood(x), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void WrongUsageIsRefused()
    {
        var stream = new RandomStream(1);
        Assert.Contains("give 1 to 4", Assert.Throws<ArgumentException>(() => Picard.Fit(X, 5, stream)).Message);
        var dead = new Matrix(5, 2);
        Assert.Contains("alike", Assert.Throws<ArgumentException>(() => Picard.Fit(dead, 2, stream)).Message);
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => Picard.Fit(X, 4, new RandomStream(1), cancellation: cancelled));
    }

    private static MarginalDensity[] Laws() =>
    [
        HyperbolicDensity.SuperGaussian, HyperbolicDensity.SubGaussian,
        new NormalMixture([0.5, 0.5], [-0.9, 0.9], [0.5, 0.5]), HyperbolicDensity.SuperGaussian,
    ];

    private static double[][] Columns(Matrix table)
        => [.. Enumerable.Range(0, table.Columns).Select(table.Column)
            .Select(column => Array.ConvertAll(column, value => (double)value))];

    private static Matrix Table(JsonDocument json, string name)
    {
        var values = json.RootElement.GetProperty(name).EnumerateArray().Select(value => value.GetSingle()).ToArray();
        return new Matrix(values.Length / 3, 3, values);
    }
}
