using System.Numerics.Tensors;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Methods.Linear;

/// <summary>
/// A linear model with a density given levels of u: log p(x | u) = Σ_i log p_i(z_i | u) + log|det W| for z = (x − c) W,
/// each p_i one free shape moved and scaled by the level (<see cref="LevelMarginal"/>).
/// </summary>
/// <remarks>
/// Both what is not normal and what moves with u determine W: Pham and Cardoso, "Blind separation of instantaneous
/// mixtures of nonstationary sources", IEEE Trans. Signal Processing 49, 2001, with normal shapes.
/// </remarks>
internal sealed class LevelIca
{
    private const int MaxRounds = 100;
    private const double LeastChange = 1e-5; // nats per row
    private readonly LinearChart chart;

    private LevelIca(LinearChart chart, IReadOnlyList<LevelMarginal> marginals)
        => (this.chart, Marginals) = (chart, marginals);

    /// <summary>c and W.</summary>
    public LinearUnmixing Unmixing => chart.Unmixing;

    /// <summary>p_i of the latents that are not 0 for every row, which come first.</summary>
    public IReadOnlyList<LevelMarginal> Marginals { get; }

    /// <summary>W, shapes, and their moves and scales for each level, in turns, from a linear map without u.</summary>
    /// <param name="x">Rows <c>[N, D]</c>.</param>
    /// <param name="levels">Level of every row <c>[N]</c>, from 0.</param>
    /// <param name="start">The map without u.</param>
    /// <param name="components">Normal densities in the mixture of each shape.</param>
    /// <param name="cancellation">Stops it between two steps.</param>
    /// <exception cref="ArgumentException">There are not as many levels as rows, or one is negative.</exception>
    public static LevelIca Fit(
        Matrix x, IReadOnlyList<int> levels, LinearUnmixing start, int components = 6,
        CancellationToken cancellation = default)
    {
        if (levels.Count != x.Rows || levels.Min() < 0)
            throw new ArgumentException(
                $"{levels.Count} levels from {levels.Min()} on for {x.Rows} rows; give one from 0 for each row.",
                nameof(levels));
        var rowsOf = Enumerable.Range(0, levels.Max() + 1).Select(_ => new List<int>()).ToArray();
        for (var row = 0; row < levels.Count; row++)
            rowsOf[levels[row]].Add(row);
        var rows = Array.ConvertAll(rowsOf, list => list.ToArray());

        var solver = new PicardSolver(LinearChart.Components(start, x), orthogonal: false);
        var shapes = Array.ConvertAll(solver.Latents, z => NormalMixture.Fit(z, components, iterations: 20));
        var marginals = Array.ConvertAll(shapes, shape => new LevelMarginal(shape, rows));
        var (likelihood, change) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var round = 0; round < MaxRounds && change > LeastChange; round++)
        {
            for (var i = 0; i < marginals.Length; i++)
                marginals[i].Improve(solver.Latents[i], steps: 3);
            MarginalScore[] scores = [.. marginals.Select(density => (MarginalScore)density.MeanLogDensity)];
            var next = solver.Run(scores, iterations: 5, cancellation: cancellation);
            (change, likelihood) = (Math.Abs(next - likelihood), next);
        }

        var scale = Array.ConvertAll(solver.Latents, z => 1 / Math.Sqrt(TensorPrimitives.SumOfSquares(z) / z.Length));
        for (var i = 0; i < marginals.Length; i++)
            marginals[i].Rescale(scale[i]);
        var unit = Matrix<double>.Build.DenseOfDiagonalArray(scale);
        var unmixing = solver.Unmix(start).Then(unit) with { Converged = change <= LeastChange };
        return new LevelIca(new LinearChart(unmixing, x), marginals);
    }

    /// <summary>log p(x | u) of every row <c>[N]</c>, in nats, each row by itself.</summary>
    /// <param name="x">Rows <c>[N, D]</c>.</param>
    /// <param name="levels">Level of every row <c>[N]</c>; −1 for one that training had no row of.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="x"/> has other columns than the training rows, or a level is not known.
    /// </exception>
    public double[] LogLikelihood(Matrix x, IReadOnlyList<int> levels)
    {
        var known = Marginals[0].Locations.Count;
        if (levels.Count != x.Rows || levels.Any(level => level < -1 || level >= known))
            throw new ArgumentException(
                $"{levels.Count} levels for {x.Rows} rows; give one for each row, of {known}, or −1.", nameof(levels));
        var (z, log) = (chart.Components(x), chart.LogRest(x));
        for (var i = 0; i < z.Length; i++)
            for (var row = 0; row < log.Length; row++)
                log[row] += Marginals[i].LogDensity(z[i][row], levels[row]);
        return log;
    }
}
