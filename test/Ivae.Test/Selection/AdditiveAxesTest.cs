using Ivae.Distributions;
using Ivae.Evaluation;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Selection;
using Ivae.Simulation.Mechanisms;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Test.Selection;

/// <summary>The axes along which the past moves latents by sums of functions of one each.</summary>
public class AdditiveAxesTest
{
    private const int N = 5;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_rotation_that_makes_matrices_diagonal_is_found(ulong seed)
    {
        var stream = new RandomStream(seed);
        var turn = Matrix<double>.Build.DenseOfRowMajor(N, N, Initial.Orthonormal(N, N, stream));
        double[][,] matrices = [.. Enumerable.Range(0, 3 * N).Select(_ =>
            (turn * Matrix<double>.Build.Diagonal(N, N, _ => stream.NextNormal()) * turn.Transpose()).ToArray())];
        var found = turn.Transpose() * AdditiveAxes.Diagonal(matrices);
        foreach (var row in found.EnumerateRows())
            Assert.Equal(1, row.AbsoluteMaximum(), 6); // a permutation with signs
        Assert.All(matrices, one => Assert.Equal(0, one[0, N - 1], 6)); // turned in place
    }

    /// <summary>Ten seconds of training from a usual start end along other axes: .72 on these data.</summary>
    [Fact]
    public void Latents_that_follow_by_sums_come_out_alone_with_their_graph()
    {
        var data = TimeSimulator.Generate(new() { Sequences = 3000, Latent = 4, Observed = 6 }, 1).ToDataset();
        var fit = new IvaeEstimator(new()
        {
            LatentDimension = 4,
            Prior = new() { Past = 1, Transition = Transition.AdditiveAxes },
            Training = new() { Steps = 2000, Restarts = 1 },
            Threads = 1,
        }).Fit(data);
        Assert.Equal([FitStage.Axes, "flow"], fit.Stages.Select(stage => stage.Name));
        var model = (IvaeModel)fit.Model;
        var score = MeanCorrelationCoefficient.Compute(model.Transform(data), data.Sources!).Score;
        Assert.True(score > 0.95, $"{score}");
        Assert.Equal(10, LatentTransitions.Of(model, data)!.Edges.Count); // of 16
    }

    [Fact]
    public void Of_products_no_axes_make_sums_and_the_fit_says_so()
    {
        var stream = new RandomStream(1);
        var rows = new double[4000][];
        for (var t = 0; t < rows.Length; t += 2)
        {
            double[] z = [.. Enumerable.Range(0, 3).Select(_ => stream.NextNormal())];
            (rows[t], rows[t + 1]) = (z, [z[0] * z[1] + Noise(), z[1] * z[2] + Noise(), z[0] * z[2] + Noise()]);
        }

        var fit = new IvaeEstimator(new()
        {
            Method = new FlowMethod { Depth = 1 },
            Prior = new() { Past = 1, Transition = Transition.AdditiveAxes },
            Training = new() { Steps = 1500, Restarts = 1 },
            Threads = 1,
        }).Fit(Ivae.Data.Dataset.Of(rows) with { Starts = [.. Enumerable.Range(0, 2000).Select(i => 2 * i)] });
        Assert.Contains(fit.Warnings, warning => warning.Contains("Along no axes", StringComparison.Ordinal));
        Assert.True(fit.Training.HasModel);

        double Noise() => 0.1 * stream.NextNormal();
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    public void Axes_need_a_past_and_two_latents(int past, int latents) => Assert.Contains(
        "prior.transition is additive_axes",
        Assert.Throws<ArgumentException>(() => new IvaeOptions
        {
            LatentDimension = latents,
            Prior = new() { Past = past, Transition = Transition.AdditiveAxes },
        }.Validate()).Message);

    /// <summary>Latents of scale 1/100 and a network that began anywhere gave an infinite loss at once.</summary>
    [Fact]
    public void A_prior_of_any_function_of_the_past_begins_at_none()
    {
        var data = TimeSimulator.Generate(new() { Sequences = 300 }, 1).ToDataset();
        var fit = new IvaeEstimator(new()
        {
            LatentDimension = 10,
            Prior = new() { Past = 1, Transition = Transition.Network },
            Training = new() { Steps = 20, Restarts = 1 },
        }).Fit(data);
        Assert.True(fit.Training.HasModel);
    }
}
