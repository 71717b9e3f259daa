using Ivae.Distributions;
using Ivae.Methods;
using Ivae.Networks;
using Ivae.Numerics;
using Ivae.Selection;
using Ivae.Simulation.Mechanisms;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Test.Selection;

/// <summary>The rotation in which levels of u move fewest latents.</summary>
public class SparsestAxesTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Axes_that_were_turned_are_found_again(ulong seed)
    {
        var stream = new RandomStream(seed);
        const int N = 5;
        var movements = Matrix<double>.Build.Dense(8, N, (row, column) =>
            column == row % N || (row > 4 && column == (row + 1) % N) ? stream.NextUniform(1, 3) : 0);
        var turn = Matrix<double>.Build.DenseOfRowMajor(N, N, Initial.Orthonormal(N, N, stream));
        var product = turn.Transpose() * turn;
        var found = turn * SparsestAxes.Rotation(movements * turn, stream.Split("start"));
        Assert.Equal(N, product.Trace(), 9);
        foreach (var row in found.EnumerateRows())
            Assert.Equal(1, row.AbsoluteMaximum(), 6); // a permutation with signs
    }

    [Fact]
    public void The_origin_is_the_level_nearest_to_all_others()
    {
        var means = Matrix<double>.Build.DenseOfArray(new double[,] { { 2, 0 }, { 0, 0 }, { 0, 2 }, { -2, 0 } });
        Assert.Equal(1, SparsestAxes.Origin(means));
    }

    [Fact]
    public void A_fit_whose_means_alone_move_is_turned_and_explains_rows_as_well()
    {
        var data = InterventionSimulator.Generate(new() { Latent = 3, RowsPerEnvironment = 500 }, 1).ToDataset();
        var fit = new IvaeEstimator(new IvaeOptions
        {
            Method = new FlowMethod { Depth = 2, LayerwiseStart = true },
            Prior = new PriorOptions { Modulates = Modulation.Mean, SparsestAxes = true },
            Training = new() { Steps = 300, Restarts = 1 },
        }).Fit(data);
        var model = (IvaeModel)fit.Model;
        var means = model.RotatableMeans!;
        Assert.Contains(fit.Warnings, warning => warning.Contains("leaves a rotation", StringComparison.Ordinal));
        Assert.Contains(means.EnumerateRows(), row => row.L2Norm() == 0);

        var before = Score(model);
        var turn = Matrix<double>.Build.DenseOfRowMajor(3, 3, Initial.Orthonormal(3, 3, new RandomStream(5)));
        model.Rotate(Vector<double>.Build.Dense(3, 0.5), turn);
        Assert.Equal(before, Score(model), 4);
        Assert.True(Size(model.RotatableMeans!) > Size(means), "another rotation is less sparse");
        Assert.True(SparsestAxes.Turn(model, new RandomStream(2)));
        Assert.Equal(Size(means), Size(model.RotatableMeans!), 3);

        double Score(IvaeModel some) => some.Score(data, samples: 1, seed: 0).ImportanceWeighted.Average();
        static double Size(Matrix<double> table) => table.Enumerate().Sum(Math.Abs);
    }

    [Fact]
    public void Where_scales_move_or_targets_are_given_nothing_is_turned()
    {
        var data = InterventionSimulator.Generate(new() { Latent = 2, RowsPerEnvironment = 60 }, 1).ToDataset();
        PriorOptions[] priors =
            [new(), new() { Modulates = Modulation.Mean, Targets = [new("1", 1), new("2", 2)] }];
        foreach (var prior in priors)
        {
            var fit = new IvaeEstimator(new IvaeOptions
            {
                Method = new FlowMethod { Depth = 1, SimplerPrior = false },
                Prior = prior,
                Training = new() { Steps = 5, Restarts = 1 },
            }).Fit(data);
            Assert.False(SparsestAxes.Turn((IvaeModel)fit.Model, new RandomStream(1)));
            var asked = new IvaeOptions { Prior = prior with { SparsestAxes = true } };
            Assert.Contains("prior.sparsest_axes", Assert.Throws<ArgumentException>(asked.Validate).Message);
        }
    }
}
