using Ivae.Numerics;

namespace Ivae.Evaluation;

/// <summary>How far a reconstruction is from what was observed.</summary>
/// <param name="MeanSquaredError">Mean squared difference over rows and columns, in squared data units.</param>
/// <param name="RSquared">1 − squared differences over squared deviations from the column means, all columns pooled;
/// below 0 where the means do better.</param>
/// <param name="RSquaredPerColumn">The same for each column, <c>[D]</c>; 0 for a constant column.</param>
internal sealed record ReconstructionError(double MeanSquaredError, double RSquared, double[] RSquaredPerColumn)
{
    /// <summary>The error of one table against another.</summary>
    /// <param name="observed">x, <c>[N, D]</c>.</param>
    /// <param name="reconstruction">E[x|z], <c>[N, D]</c>.</param>
    /// <exception cref="ArgumentException">The shapes differ, there are no rows, or a value is infinite.</exception>
    public static ReconstructionError Compute(Matrix observed, Matrix reconstruction)
    {
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentNullException.ThrowIfNull(reconstruction);
        Correlation.Check(reconstruction, reconstruction);
        if (Array.Exists(observed.Values, float.IsInfinity))
            throw new ArgumentException("An observed value is infinite; leave such rows out.", nameof(observed));
        if (observed.Rows != reconstruction.Rows)
            throw new ArgumentException($"{reconstruction.Rows} reconstructed rows and {observed.Rows} observed; they "
                + "must agree.", nameof(reconstruction));
        var there = observed.Values.Length - observed.Values.Count(float.IsNaN);
        if (observed.Columns != reconstruction.Columns)
            throw new ArgumentException($"{reconstruction.Columns} reconstructed columns and {observed.Columns} "
                + "observed; they must agree.", nameof(reconstruction));
        var (errors, deviations) = Numerics.RSquared.SquaredSums(observed, reconstruction);
        return new ReconstructionError(
            there == 0 ? 0 : errors.Sum() / there,
            Numerics.RSquared.Of(errors.Sum(), deviations.Sum()),
            [.. errors.Zip(deviations, Numerics.RSquared.Of)]);
    }
}
