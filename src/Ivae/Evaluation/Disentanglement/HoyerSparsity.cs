using Ivae.Numerics;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// Hoyer sparsity of latents: (√L − mean of ‖z̄‖₁/‖z̄‖₂ over rows) / (√L − 1), z̄ = z over its standard deviation,
/// column by column and not centred. 1 when one latent of a row is not 0, 0 when all are equally large. Rows of zeros
/// count as fully dense; so does everything with a single latent.
/// </summary>
/// <remarks>Source: Hurley and Rickard 2008; as a score of representations, Mathieu, Rainforth, Siddharth and Teh 2019,
/// equation 9.</remarks>
internal static class HoyerSparsity
{
    /// <summary>The score, 0 … 1.</summary>
    /// <param name="latents">z, <c>[N, L]</c>, N at least 1.</param>
    public static double Compute(Matrix latents)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (latents.Rows == 0)
            throw new ArgumentException("0 rows; sparsity needs some.", nameof(latents));
        if (latents.Columns < 2)
            return 0;
        var inverses = Standardisation.Of(latents).Inverses;
        var (root, mean) = (Math.Sqrt(latents.Columns), 0.0);
        for (var row = 0; row < latents.Rows; row++)
        {
            var (absolute, squares) = (0.0, 0.0);
            for (var i = 0; i < latents.Columns; i++)
            {
                var z = latents[row, i] * inverses[i];
                absolute += Math.Abs(z);
                squares += z * z;
            }

            mean += (squares > 0 ? absolute / Math.Sqrt(squares) : root) / latents.Rows;
        }

        return (root - mean) / (root - 1);
    }
}
