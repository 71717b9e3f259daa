using Ivae.Numerics;

namespace Ivae.Methods.Linear;

/// <summary>
/// A linear model with a density: log p(x) = Σ_i log p_i(z_i) + log|det W| for z = (x − c) W. With fewer latents than
/// columns, principal components v of what z leaves out are beside them, as independent normal numbers. Immutable; safe
/// to use from many threads.
/// </summary>
/// <remarks>
/// Where every p_i has a free shape and is learned with W, this is the maximum of the likelihood of linear ICA (Pham
/// and Garat 1997, IEEE Trans. Signal Processing 45): sources that are not normal are found up to order, sign and
/// scale, whatever their densities.
/// </remarks>
internal sealed class LinearIca
{
    private const int MaxRounds = 100;
    private const double LeastGain = 1e-5; // nats per row
    private readonly LinearChart chart;

    internal LinearIca(LinearChart chart, IReadOnlyList<MarginalDensity> marginals)
        => (this.chart, Marginals) = (chart, marginals);

    /// <summary>c and W.</summary>
    public LinearUnmixing Unmixing => chart.Unmixing;

    /// <summary>
    /// p_i of the latents that are not 0 for every row, which come first: all L unless columns depend on each other
    /// linearly.
    /// </summary>
    public IReadOnlyList<MarginalDensity> Marginals { get; }

    /// <summary>
    /// W and densities of free shape of most likelihood: in turns, steps of Picard for W and of
    /// expectation–maximisation for each density.
    /// </summary>
    /// <param name="x">Rows <c>[N, D]</c>; of D &gt; L columns, the L principal components are unmixed.</param>
    /// <param name="latents">L, 1 to D.</param>
    /// <param name="stream">Where the first rotation of the extended Infomax that it starts from comes from.</param>
    /// <param name="components">Normal densities in each mixture.</param>
    /// <param name="cancellation">Stops it between two steps.</param>
    /// <exception cref="ArgumentException">L or N is out of range, or all rows are alike.</exception>
    public static LinearIca Fit(
        Matrix x, int latents, RandomStream stream, int components = 6, CancellationToken cancellation = default)
    {
        var start = Picard.Fit(x, latents, stream, orthogonal: true, cancellation).Unmixing;
        var solver = new PicardSolver(LinearChart.Components(start, x), orthogonal: false);
        var marginals = Array.ConvertAll(solver.Latents, z => NormalMixture.Fit(z, components, iterations: 20));
        var (likelihood, gain) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var round = 0; round < MaxRounds && gain > LeastGain; round++)
        {
            MarginalScore[] scores = [.. marginals.Select(density => (MarginalScore)density.MeanLogDensity)];
            var next = solver.Run(scores, iterations: 5, cancellation: cancellation);
            for (var step = 0; step < 10; step++)
                marginals = [.. marginals.Select((density, i) => density.Improved(solver.Latents[i]).Mixture)];
            (gain, likelihood) = (next - likelihood, next);
        }

        var unmixing = solver.Unmix(start) with { Converged = gain <= LeastGain };
        return new LinearIca(new LinearChart(unmixing, x), marginals);
    }

    /// <summary>
    /// The likelihood of a given linear map, such as FastICA's: densities of free shape for its latents, the map as it
    /// is.
    /// </summary>
    /// <param name="unmixing">Latents made of principal components of x.</param>
    /// <param name="x">Rows <c>[N, D]</c>.</param>
    /// <param name="components">Normal densities in each mixture.</param>
    /// <exception cref="ArgumentException">
    /// Latents depend on each other linearly, or x has other columns than the map.
    /// </exception>
    public static LinearIca Of(LinearUnmixing unmixing, Matrix x, int components = 6)
    {
        var chart = new LinearChart(unmixing, x);
        return new LinearIca(chart, [.. chart.Components(x).Select(z => NormalMixture.Fit(z, components))]);
    }

    /// <summary>log p(x) of every row <c>[N]</c>, in nats.</summary>
    /// <exception cref="ArgumentException"><paramref name="x"/> has other columns than the training rows.</exception>
    public double[] LogLikelihood(Matrix x)
    {
        var (z, log) = (chart.Components(x), chart.LogRest(x));
        for (var i = 0; i < z.Length; i++)
            for (var row = 0; row < log.Length; row++)
                log[row] += Marginals[i].LogDensity(z[i][row]);
        return log;
    }
}
