using Ivae.Numerics;

namespace Ivae.Evaluation;

/// <summary>
/// The best map of one latent to one source: least squares over continuous piecewise-linear functions whose knots are
/// the 17 quantiles 0, 1/16, … 1 of the latent (equal ones merged), held constant outside them. Knots and heights come
/// from the fitting half of the rows.
/// </summary>
internal sealed class ComponentMap
{
    private const int Intervals = 16;
    private readonly float[] knots;
    private readonly double[] heights;

    /// <summary>Fits source ≈ g(latent), both <c>[N]</c>, N at least 1.</summary>
    public ComponentMap(float[] latent, float[] source)
    {
        var sorted = (float[])latent.Clone();
        Array.Sort(sorted);
        knots = [.. Enumerable.Range(0, Intervals + 1)
            .Select(i => sorted[(int)((long)i * (sorted.Length - 1) / Intervals)]).Distinct()];

        // Normal equations of the hat functions: tridiagonal, since each row touches two neighbours.
        var (diagonal, offDiagonal) = (new double[knots.Length], new double[knots.Length]);
        heights = new double[knots.Length];
        for (var row = 0; row < latent.Length; row++)
        {
            var (left, share) = Locate(latent[row]);
            diagonal[left] += (1 - share) * (1 - share);
            heights[left] += (1 - share) * source[row];
            if (left + 1 == knots.Length)
                continue;
            diagonal[left + 1] += share * share;
            offDiagonal[left] += share * (1 - share);
            heights[left + 1] += share * source[row];
        }

        // Elimination without pivoting: every knot is itself a row of the data, so the matrix is positive definite.
        for (var i = 1; i < knots.Length; i++)
        {
            var factor = offDiagonal[i - 1] / diagonal[i - 1];
            diagonal[i] -= factor * offDiagonal[i - 1];
            heights[i] -= factor * heights[i - 1];
        }

        heights[^1] /= diagonal[^1];
        for (var i = knots.Length - 2; i >= 0; i--)
            heights[i] = (heights[i] - offDiagonal[i] * heights[i + 1]) / diagonal[i];
    }

    /// <summary>g(latent).</summary>
    public double Evaluate(float latent)
    {
        var (left, share) = Locate(latent);
        return left + 1 == knots.Length ? heights[left] : (1 - share) * heights[left] + share * heights[left + 1];
    }

    /// <summary>Held-out R² of each source from its matched latent, <c>[n]</c>; 0 for a source left over.</summary>
    public static double[] RSquared(Matrix latents, Matrix sources, int[] assignment)
    {
        var (z, s) = (RowHalves.Of(latents), RowHalves.Of(sources));
        var predicted = new Matrix(s.Held.Rows, sources.Columns);
        Parallel.For(0, sources.Columns, i =>
        {
            if (assignment[i] < 0)
                return;
            var map = new ComponentMap(z.Fit.Column(assignment[i]), s.Fit.Column(i));
            for (var row = 0; row < predicted.Rows; row++)
                predicted[row, i] = (float)map.Evaluate(z.Held[row, assignment[i]]);
        });
        var rSquared = Numerics.RSquared.PerColumn(s.Held, predicted);
        for (var i = 0; i < rSquared.Length; i++)
            if (assignment[i] < 0)
                rSquared[i] = 0;
        return rSquared;
    }

    /// <summary>The knot at or below a latent, and how far it is to the next, 0 … 1.</summary>
    private (int Left, double Share) Locate(float latent)
    {
        var position = Array.BinarySearch(knots, latent);
        if (position >= 0)
            return (position, 0);
        var right = ~position;
        if (right == 0)
            return (0, 0);
        return right == knots.Length
            ? (right - 1, 0)
            : (right - 1, ((double)latent - knots[right - 1]) / ((double)knots[right] - knots[right - 1]));
    }
}
