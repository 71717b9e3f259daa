using Ivae.Evaluation;
using Ivae.Methods.Linear;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Test.Methods.Linear;

public class FreeMarginalIcaTest
{
    private static readonly Matrix Sources = SourceTables.Mixed(3000, 1);
    private static readonly double[,] Mixing = SourceTables.Mixing(4, 4, 2);
    private static readonly Matrix X = SourceTables.Times(Sources, Mixing);

    /// <summary>
    /// With densities of free shape, held-out likelihood exceeds that of Picard, of FastICA's map and of principal
    /// components, and the sources are found more exactly than by fixed densities.
    /// </summary>
    [Fact]
    public void FreeShapesExplainAndFindMoreThanFixedOnes()
    {
        var held = SourceTables.Times(SourceTables.Mixed(3000, 12), Mixing);
        var (free, picard) = (LinearIca.Fit(X, 4, new RandomStream(3)), Picard.Fit(X, 4, new RandomStream(3)));
        var likelihood = free.LogLikelihood(held).Average();
        Assert.True(free.Unmixing.Converged);
        Assert.True(likelihood > picard.LogLikelihood(held).Average() + 0.1);
        Assert.True(likelihood > LinearIca.Of(FastIca.Fit(X, 4, new RandomStream(3)), X).LogLikelihood(held).Average());
        Assert.True(likelihood > LinearIca.Of(PrincipalComponents.Fit(X, 4), X).LogLikelihood(held).Average() + 0.1);
        Assert.True(Score(free) > Score(picard) && Score(free) > 0.999, $"{Score(free)} after {Score(picard)}");

        static double Score(LinearIca fit) => MeanCorrelationCoefficient.Compute(fit.Unmixing.Apply(X), Sources).Score;
    }

    /// <summary>
    /// Of normal sources, log p(x) is that of their normal density whatever the columns left out, and free shapes gain
    /// nothing.
    /// </summary>
    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    [InlineData(1)]
    public void NormalRowsHaveTheirNormalDensity(int latents)
    {
        var mixing = SourceTables.Mixing(3, 3, 5);
        var x = SourceTables.Times(SourceTables.Normal(4000, 3, 1), mixing);
        var held = SourceTables.Times(SourceTables.Normal(4000, 3, 2), mixing);
        var logDeterminant = Math.Log(Math.Abs(Matrix<double>.Build.DenseOfArray(mixing).Determinant()));
        var truth = -1.5 * (Math.Log(2 * Math.PI) + 1) - logDeterminant;
        var normal = LinearIca.Of(PrincipalComponents.Fit(x, latents), x, components: 1).LogLikelihood(held).Average();
        Assert.Equal(truth, normal, 0.05);
        var free = LinearIca.Fit(x, latents, new RandomStream(3)).LogLikelihood(held).Average();
        Assert.InRange(free, normal - 0.02, normal + 0.003);
    }

    /// <summary>
    /// A negative control: normal sources are not found, and another half of the rows gives other latents.
    /// </summary>
    [Fact]
    public void NormalSourcesAreNotFound()
    {
        var s = SourceTables.Normal(4000, 4, 1);
        var x = SourceTables.Times(s, Mixing);
        var (first, second) = (Latents(0), Latents(2000));
        Assert.True(MeanCorrelationCoefficient.Compute(first, s).Score < 0.95);
        Assert.True(MeanCorrelationCoefficient.Compute(first, second).Score < 0.95);

        Matrix Latents(int from)
            => LinearIca.Fit(x.TakeRows([.. Enumerable.Range(from, 2000)]), 4, new RandomStream(3)).Unmixing.Apply(x);
    }

    /// <summary>
    /// Normal sources whose scales move over levels are found by what moves, which no shape for all rows can tell.
    /// </summary>
    [Fact]
    public void LevelsFindWhatShapesCannot()
    {
        var (random, s, levels) = (new RandomStream(6), SourceTables.Normal(4000, 3, 1), new int[4000]);
        var scales = Enumerable.Range(0, 60).Select(_ => Math.Exp(0.7 * random.NextNormal())).ToArray();
        var moves = Enumerable.Range(0, 60).Select(_ => random.NextNormal()).ToArray();
        for (var row = 0; row < 4000; row++)
        {
            levels[row] = row / 200;
            for (var j = 0; j < 3; j++)
                s[row, j] = (float)(s[row, j] * scales[3 * levels[row] + j] + moves[3 * levels[row] + j]);
        }

        var x = SourceTables.Times(s, SourceTables.Mixing(3, 3, 5));
        var start = PrincipalComponents.Fit(x, 3);
        var fit = LevelIca.Fit(x, levels, start);
        Assert.True(MeanCorrelationCoefficient.Compute(fit.Unmixing.Apply(x), s).Score > 0.995);
        Assert.True(fit.LogLikelihood(x, levels).Average() > LinearIca.Of(start, x).LogLikelihood(x).Average() + 0.3);
        Assert.All(fit.Marginals, marginal => Assert.InRange(marginal.LogScaleSpread, 0.4, 1.2));
    }

    /// <summary>
    /// Levels of ten rows that do not differ: the prior over levels keeps them together, and held-out rows lose next
    /// to nothing.
    /// </summary>
    [Fact]
    public void LevelsThatDoNotDifferAreShrunkTogether()
    {
        int[] levels = [.. Enumerable.Range(0, 3000).Select(row => row / 10)];
        var free = LinearIca.Fit(X, 4, new RandomStream(3));
        var fit = LevelIca.Fit(X, levels, free.Unmixing);
        Assert.All(fit.Marginals, marginal => Assert.InRange(marginal.LocationSpread, 0, 0.15));
        Assert.All(fit.Marginals, marginal => Assert.InRange(marginal.LogScaleSpread, 0, 0.15));
        var held = SourceTables.Times(SourceTables.Mixed(3000, 12), Mixing);
        var withoutLevels = free.LogLikelihood(held).Average();
        Assert.InRange(fit.LogLikelihood(held, levels).Average() - withoutLevels, -0.05, 0.01);
        int[] unknown = [.. Enumerable.Repeat(-1, 3000)];
        Assert.InRange(fit.LogLikelihood(held, unknown).Average() - withoutLevels, -0.03, 0.01);
    }

    /// <summary>Given a level and of a new one, what a latent may be integrates to one.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void DensitiesGivenALevelIntegrateToOne(int level)
    {
        int[] levels = [.. Enumerable.Range(0, 3000).Select(row => row / 300)];
        foreach (var marginal in LevelIca.Fit(X, levels, PrincipalComponents.Fit(X, 4)).Marginals)
        {
            var mass = Enumerable.Range(-3000, 6001).Sum(i => Math.Exp(marginal.LogDensity(i * 0.01, level))) * 0.01;
            Assert.Equal(1, mass, 1e-3);
        }
    }

    [Fact]
    public void WrongUsageIsRefused()
    {
        var pca = PrincipalComponents.Fit(X, 4);
        var (fit, free) = (LevelIca.Fit(X, new int[3000], pca), LinearIca.Of(pca, X));
        int[] second = [.. Enumerable.Repeat(1, 3000)];
        Assert.Contains("2 levels", Message(() => LevelIca.Fit(X, [0, 1], pca)));
        Assert.Contains("of 1, or −1", Message(() => fit.LogLikelihood(X, second)));
        Assert.Contains("fitted to 4", Message(() => free.LogLikelihood(new Matrix(1, 3))));
        var twice = pca with { Matrix = [.. Enumerable.Range(0, 16).Select(i => pca.Matrix[i / 4 * 4])] };
        Assert.Contains("linearly independent", Message(() => LinearIca.Of(twice, X)));

        static string Message(Action wrong) => Assert.Throws<ArgumentException>(wrong).Message;
    }
}
