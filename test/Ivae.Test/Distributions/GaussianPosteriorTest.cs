using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Numerics;
using Ivae.Test.Autodiff;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Test.Distributions;

/// <summary>Laws of the posterior, against dense linear algebra written independently of it.</summary>
public class GaussianPosteriorTest
{
    private const int Latents = 3;
    private static readonly double[] Mean = [0.4, -1.2, 0.1];
    private static readonly double[] LogDiagonal = [-0.6, 0.2, -1.1];
    private static readonly double[] Lower = [0.7, -0.4, 1.3]; // rows (1,0), (2,0), (2,1)
    private static readonly double[] Location = [0.9, -0.3, 0];
    private static readonly double[] LogScale = [0.3, -0.2, 0.5];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SamplesHaveMeanAndCovarianceAndAreScoredWithTheirDensity(bool full)
    {
        var (sketch, q) = Posterior(full, 50_000);
        var noise = Noise(sketch, 50_000);
        var (z, density, entropy) = (q.Sample(noise), q.LogDensityOfSample(noise), q.Entropy);
        sketch.Tape.Forward();
        var covariance = Covariance(full);
        for (var i = 0; i < Latents; i++)
        {
            MonteCarlo.MeanIs(Mean[i], Column(z, i), $"mean {i}");
            for (var j = 0; j <= i; j++)
                MonteCarlo.MeanIs(covariance[i, j],
                    [.. Column(z, i).Zip(Column(z, j), (a, b) => (a - Mean[i]) * (b - Mean[j]))],
                    $"covariance {i}, {j}");
        }

        var constant = -0.5 * Latents * Math.Log(2 * Math.PI) - 0.5 * Math.Log(covariance.Determinant());
        for (var row = 0; row < 20; row++)
        {
            var r = Vector<double>.Build.DenseOfArray(z.Value.Slice(row * Latents, Latents).ToArray())
                - Vector<double>.Build.Dense(Mean);
            Assert.Equal(constant - 0.5 * (r * covariance.Solve(r)), density.Value[row], 1e-11);
        }

        MonteCarlo.MeanIs(entropy.Value[0], [.. density.Value.ToArray().Select(d => -d)], "entropy");
    }

    /// <summary>
    /// The factor of a covariance that is diagonal but for one vector is made of two, which give the same draws and
    /// variances; so do two pairs with a share of it each.
    /// </summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.3, 0.7)]
    public void AFactorOfRankOneHoldsADiagonalAndAVector(params double[] shares)
    {
        const int n = 5;
        var vector = Vector<double>.Build.Dense(n, i => 0.5 - 0.3 * i);
        var covariance = Matrix<double>.Build.DenseDiagonal(n, n, i => 0.2 + 0.1 * i) + vector.OuterProduct(vector);
        var factor = covariance.Cholesky().Factor;
        double Entry(int i, int j) => factor[i, j] / factor[i, i];
        var sketch = new Sketch();
        Variable<double> Row(Func<int, double> value) => Repeat(sketch, 1, [.. Enumerable.Range(0, n).Select(value)]);
        (Variable<double>, Variable<double>) Pair(double share) => (Row(i => share * (i == 0 ? 7 : Entry(i, 0))),
            Row(j => j == n - 1 ? 7 : Entry(n - 1, j) / Entry(n - 1, 0)));
        var q = new LowRankPosterior<double>(Row(_ => 0), Row(i => Math.Log(factor[i, i])), [.. shares.Select(Pair)]);
        var noise = Row(i => 1.5 - i);
        var (z, variance) = (q.Sample(noise), q.Variance);
        sketch.Tape.Forward();
        var expected = factor * Vector<double>.Build.DenseOfArray(noise.Value.ToArray());
        for (var i = 0; i < n; i++)
        {
            Assert.Equal(expected[i], z.Value[i], 1e-12);
            Assert.Equal(covariance[i, i], variance.Value[i], 1e-12);
        }
    }

    /// <summary>∂ log q/∂z = −Σ⁻¹(z − m) = −L⁻ᵀε, so that Lᵀ times it is −ε; q itself gets no gradient.</summary>
    [Theory]
    [InlineData("full")]
    [InlineData("diagonal")]
    [InlineData("rank 2")]
    public void ADensityThatIsGivenHasItsGradientInTheDrawAlone(string covariance)
    {
        const int rows = 2;
        var sketch = new Sketch();
        var (mean, logDiagonal) = (sketch.Leaf(rows, Latents), sketch.Leaf(rows, Latents));
        Variable<double> Vector() => sketch.Leaf(rows, Latents);
        GaussianPosterior<double> q = covariance switch
        {
            "full" => new FullPosterior<double>(mean, logDiagonal, Vector()),
            "diagonal" => new DiagonalPosterior<double>(mean, logDiagonal),
            _ => new LowRankPosterior<double>(mean, logDiagonal, [(Vector(), Vector()), (Vector(), Vector())]),
        };
        var (noise, z) = (Noise(sketch, rows), sketch.Leaf(rows, Latents));
        var (given, density) = (q.LogDensityGiven(z, noise), q.LogDensityOfSample(noise));
        Variable<double>[] columns =
        [
            .. from j in Enumerable.Range(0, Latents)
               let unit = Enumerable.Range(0, Latents).Select(i => i == j ? 1.0 : 0).ToArray()
               select q.Sample(Repeat(sketch, rows, unit)) - mean,
        ];
        var loss = given.Average();
        sketch.Tape.Forward();
        sketch.Tape.Backward(loss);

        Assert.All(density.Value.ToArray().Zip(given.Value.ToArray()), p => Assert.Equal(p.First, p.Second, 1e-12));
        for (var row = 0; row < rows; row++)
            for (var j = 0; j < Latents; j++)
            {
                var product = 0.0;
                for (var i = 0; i < Latents; i++)
                    product += columns[j].Value[row * Latents + i] * rows * z.Gradient[row * Latents + i];
                Assert.Equal(-noise.Value[row * Latents + j], product, 1e-10);
            }

        Assert.All(mean.Gradient.ToArray().Concat(logDiagonal.Gradient.ToArray()), g => Assert.Equal(0, g));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void MarginalVariancesAreTheDiagonalOfTheCovariance(bool full)
    {
        var (sketch, q) = Posterior(full, 2);
        var variance = q.Variance;
        sketch.Tape.Forward();
        Assert.All(Enumerable.Range(0, 2 * Latents),
            i => Assert.Equal(Covariance(full)[i % Latents, i % Latents], variance.Value[i], 1e-12));
    }

    /// <summary>KL(N₀ ‖ N₁) = ½[tr(Σ₁⁻¹Σ₀) + δᵀΣ₁⁻¹δ − L + log |Σ₁|/|Σ₀|].</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheAnalyticDivergenceIsTheTextbookOneAndTheMonteCarloOne(bool full)
    {
        var (sketch, q) = Posterior(full, 50_000);
        var noise = Noise(sketch, 50_000);
        var prior = Prior(sketch, 50_000);
        var z = q.Sample(noise);
        var divergence = -(prior.ExpectedLogDensity(q, z) + q.Entropy);
        var drawn = q.LogDensityOfSample(noise) - prior.LogDensity(z);
        sketch.Tape.Forward();

        var precision = Matrix<double>.Build.DenseOfDiagonalArray([.. LogScale.Select(s => Math.Exp(-2 * s))]);
        var difference = Vector<double>.Build.Dense(Location) - Vector<double>.Build.Dense(Mean);
        var textbook = 0.5 * ((precision * Covariance(full)).Trace() + difference * (precision * difference) - Latents
            - Math.Log(precision.Determinant()) - Math.Log(Covariance(full).Determinant()));
        Assert.True(textbook > 0);
        Assert.Equal(textbook, divergence.Value[0], 1e-12);
        MonteCarlo.MeanIs(textbook, drawn.Value.ToArray(), "Monte Carlo");
    }

    [Fact]
    public void TheDivergenceIsZeroAtEqualityAndPositiveElsewhere()
    {
        var sketch = new Sketch();
        const int rows = 200;
        var (mean, scale) = (sketch.Data(rows, Latents), sketch.Data(rows, Latents));
        var (otherMean, otherScale) = (sketch.Data(rows, Latents), sketch.Data(rows, Latents));
        var equal = Divergence(new DiagonalPosterior<double>(mean, scale), mean, scale);
        var unequal = Divergence(new DiagonalPosterior<double>(mean, scale), otherMean, otherScale);
        var correlated = Divergence(new FullPosterior<double>(mean, scale, sketch.Data(rows, Latents)), mean, scale);
        sketch.Tape.Forward();
        for (var row = 0; row < rows; row++)
        {
            Assert.Equal(0, equal.Value[row], 1e-12);
            Assert.True(unequal.Value[row] > 0);
            Assert.True(correlated.Value[row] > 0);
        }

        static Variable<double> Divergence(
            GaussianPosterior<double> q, Variable<double> location, Variable<double> logScale)
            =>
            -(new LocationScaleDensity<double>(PriorFamily.Gaussian, location, logScale).ExpectedLogDensity(q, q.Mean)
                + q.Entropy);
    }

    [Theory]
    [InlineData("laplace")]
    [InlineData("student_t")]
    public void OtherPriorsAreScoredAtTheSample(string family)
    {
        var (sketch, q) = Posterior(true, 4);
        var z = q.Sample(Noise(sketch, 4));
        var prior = Prior(sketch, 4) with { Family = PriorFamily.Named(family) };
        var (expected, scored) = (prior.ExpectedLogDensity(q, z), prior.LogDensity(z));
        sketch.Tape.Forward();
        Assert.Equal(scored.Value.ToArray(), expected.Value.ToArray());
    }

    /// <summary>
    /// Bayes for Gaussians: precisions add, and the mean is weighted by them; also where one is a thousand times as
    /// wide as the other.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-20)]
    [InlineData(20)]
    public void TheProductWithAPriorAddsPrecisions(double shift)
    {
        foreach (var (hasLocation, hasScale) in new[] { (true, true), (true, false), (false, true), (false, false) })
        {
            var sketch = new Sketch();
            var logDiagonal = Array.ConvertAll(LogDiagonal, d => d + shift);
            var prior = new LocationScaleDensity<double>(PriorFamily.Gaussian,
                hasLocation ? Repeat(sketch, 2, Location) : null, hasScale ? Repeat(sketch, 2, LogScale) : null);
            var posterior = new DiagonalPosterior<double>(Repeat(sketch, 2, Mean), Repeat(sketch, 2, logDiagonal));
            var product = posterior.ProductWithPrior(prior);
            var variance = product.Variance;
            sketch.Tape.Forward();
            for (var i = 0; i < Latents; i++)
            {
                var (p, q) = (Math.Exp(-2 * logDiagonal[i]), hasScale ? Math.Exp(-2 * LogScale[i]) : 1);
                var expected = (p * Mean[i] + q * (hasLocation ? Location[i] : 0)) / (p + q);
                Assert.Equal(expected, product.Mean.Value[Latents + i], 1e-12);
                Assert.Equal(1, variance.Value[Latents + i] * (p + q), 1e-10);
            }
        }

        var (_, full) = Posterior(true, 2);
        Assert.Throws<InvalidOperationException>(() =>
            full.ProductWithPrior(new LocationScaleDensity<double>(PriorFamily.Gaussian, null, null)));
    }

    private static (Sketch Sketch, GaussianPosterior<double> Posterior) Posterior(bool full, int rows)
    {
        var sketch = new Sketch();
        var (mean, logDiagonal) = (Repeat(sketch, rows, Mean), Repeat(sketch, rows, LogDiagonal));
        return (sketch, full
            ? new FullPosterior<double>(mean, logDiagonal, Repeat(sketch, rows, Lower))
            : new DiagonalPosterior<double>(mean, logDiagonal));
    }

    private static LocationScaleDensity<double> Prior(Sketch sketch, int rows)
        => new(PriorFamily.Gaussian, Repeat(sketch, rows, Location), Repeat(sketch, rows, LogScale));

    private static Variable<double> Repeat(Sketch sketch, int rows, double[] row)
        => sketch.Data(rows, row.Length, [.. Enumerable.Repeat(row, rows).SelectMany(r => r)]);

    private static Variable<double> Noise(Sketch sketch, int rows)
    {
        var noise = sketch.Data(rows, Latents);
        new RandomStream(6).FillNormal(noise.Value);
        return noise;
    }

    private static double[] Column(Variable<double> x, int column)
        => [.. Enumerable.Range(0, x.Rows).Select(row => x.Value[row * x.Columns + column])];

    private static Matrix<double> Covariance(bool full)
    {
        var unit = Matrix<double>.Build.DenseIdentity(Latents);
        if (full)
            (unit[1, 0], unit[2, 0], unit[2, 1]) = (Lower[0], Lower[1], Lower[2]);
        var factor = Matrix<double>.Build.DenseOfDiagonalArray([.. LogDiagonal.Select(Math.Exp)]) * unit;
        return factor * factor.Transpose();
    }
}
