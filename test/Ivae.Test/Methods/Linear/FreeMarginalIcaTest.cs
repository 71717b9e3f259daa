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

    [Fact]
    public void WrongUsageIsRefused()
    {
        var pca = PrincipalComponents.Fit(X, 4);
        var free = LinearIca.Of(pca, X);
        Assert.Contains("fitted to 4", Message(() => free.LogLikelihood(new Matrix(1, 3))));
        var twice = pca with { Matrix = [.. Enumerable.Range(0, 16).Select(i => pca.Matrix[i / 4 * 4])] };
        Assert.Contains("linearly independent", Message(() => LinearIca.Of(twice, X)));

        static string Message(Action wrong) => Assert.Throws<ArgumentException>(wrong).Message;
    }
}
