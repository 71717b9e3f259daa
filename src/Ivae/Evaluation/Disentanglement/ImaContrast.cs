using Ivae.Methods;
using MathNet.Numerics.LinearAlgebra.Double;
using Matrix = Ivae.Numerics.Matrix;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// C_IMA: how far the columns of a decoder's Jacobian are from orthogonal, Σ_i log‖∂f/∂z_i‖ − ½ log det JᵀJ, in nats; 0
/// when they are orthogonal (Hadamard's inequality). It is also the gap between the likelihood and the evidence lower
/// bound of a diagonal posterior when the noise vanishes.
/// </summary>
/// <remarks>Source: Gresele et al. 2021, equation 9; Reizinger et al. 2022 for the bound.</remarks>
internal static class ImaContrast
{
    /// <summary>The contrast of a model's decoder in data units at each of some latents, <c>[N]</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="latents">z, <c>[N, L]</c>; L at most D.</param>
    /// <exception cref="ArgumentException">
    /// The latents have other columns than the model, or there are more latents than columns.
    /// </exception>
    public static double[] OfDecoder(IvaeModel model, Matrix latents)
        => [.. model.DecoderJacobians(latents).Select(Compute)];

    /// <summary>The contrast at one point; infinite where J loses rank.</summary>
    /// <param name="jacobian">J = ∂f/∂z, <c>[D, L]</c>, D at least L.</param>
    public static double Compute(double[,] jacobian)
    {
        ArgumentNullException.ThrowIfNull(jacobian);
        var columns = DenseMatrix.OfArray(jacobian);
        // |det R| is the volume √det JᵀJ
        var pivots = columns.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).R.Diagonal();
        return columns.ColumnNorms(2).Sum(Math.Log) - pivots.Sum(pivot => Math.Log(Math.Abs(pivot)));
    }
}
