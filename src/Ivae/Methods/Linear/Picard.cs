using Ivae.Networks;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Methods.Linear;

/// <summary>
/// Linear independent component analysis by the likelihood of extended Infomax, Σ_i log p_i(z_i) + log|det W|, every
/// p_i one of two densities, of more and of less kurtosis than a normal one, whichever W is stable with. Picard-O keeps
/// latents uncorrelated, as FastICA does; without that constraint its solution is that of extended Infomax.
/// </summary>
/// <remarks>
/// Sources: Lee, Girolami and Sejnowski 1999 (see <see cref="HyperbolicDensity"/>) for the likelihood; Ablin, Cardoso
/// and Gramfort 2018 (two papers, see <see cref="PicardSolver"/>) for how it is raised.
/// </remarks>
internal static class Picard
{
    /// <summary>Steps after which it is given up.</summary>
    public const int MaxIterations = 500;

    /// <summary>The unmixing of rows into L latents, whose order and signs mean nothing, with its densities.</summary>
    /// <param name="x">
    /// Rows <c>[N, D]</c>; of D &gt; L columns, the L principal components are unmixed. Of only r &lt; L linearly
    /// independent columns, the latents after the first r are 0.
    /// </param>
    /// <param name="latents">L, 1 to D.</param>
    /// <param name="stream">Where the first rotation comes from.</param>
    /// <param name="orthogonal">
    /// Whether latents are kept uncorrelated: Picard-O; else they solve extended Infomax.
    /// </param>
    /// <param name="cancellation">Stops it between two steps.</param>
    /// <exception cref="ArgumentException">L or N is out of range, or all rows are alike.</exception>
    public static LinearIca Fit(
        Matrix x, int latents, RandomStream stream, bool orthogonal = true, CancellationToken cancellation = default)
    {
        var whitening = PrincipalComponents.Fit(x, latents);
        var living = LinearChart.LivingColumns(whitening);
        if (living == 0)
            throw new ArgumentException($"All {x.Rows} rows are alike: there is nothing to unmix.", nameof(x));
        var rotation = Initial.Orthonormal(living, living, stream);
        var start = whitening.Then(Matrix<double>.Build.DenseOfRowMajor(living, living, rotation));
        var densities = Enumerable.Repeat(HyperbolicDensity.SuperGaussian, living).ToArray();
        MarginalScore[] scores = [.. densities.Select(density => (MarginalScore)density.MeanLogDensity)];
        var solver = new PicardSolver(LinearChart.Components(start, x), orthogonal);
        solver.Run(scores, MaxIterations, Replace, cancellation);
        return new LinearIca(new LinearChart(solver.Unmix(start), x), densities);

        void Replace(int i)
        {
            densities[i] = densities[i].Other;
            scores[i] = densities[i].MeanLogDensity;
        }
    }
}
