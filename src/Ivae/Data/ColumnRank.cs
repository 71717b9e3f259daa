using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Ivae.Data;

/// <summary>How many of D columns are independent of each other, by the eigenvalues of their correlations.</summary>
/// <param name="Rank">The number of directions in which rows differ.</param>
/// <param name="Columns">D.</param>
/// <param name="Involved">Names of the columns of one dependence; none where all are independent.</param>
internal sealed record ColumnRank(int Rank, int Columns, IReadOnlyList<string> Involved)
{
    // Share of the variance below which a direction is rounding: single precision leaves about 1e-11 where columns lie
    // far from 0.
    private const double Flat = 1e-9;

    // A column takes part in a dependence with at least this share of its largest weight.
    private const double Involves = 0.1;

    /// <summary>Whether some column follows from others.</summary>
    public bool IsDeficient => Rank < Columns;

    /// <summary>What depends on what, and the rank.</summary>
    public string Sentence => $"columns {NearestName.List(Involved)} depend linearly on each other (equal, or one is a "
        + $"sum of others), so that the {Columns} columns have rank {Rank}";

    /// <summary>The rank of columns by the decomposition of their correlations <c>[D, D]</c>.</summary>
    public static ColumnRank Of(Evd<double> eigen, IReadOnlyList<string> names)
    {
        // MathNet sorts by rising eigenvalue.
        var flat = eigen.EigenValues.Count(variance => variance.Real < Flat);
        if (flat == 0)
            return new ColumnRank(names.Count, names.Count, []);
        var direction = eigen.EigenVectors.Column(0);
        var most = direction.AbsoluteMaximum();
        return new ColumnRank(names.Count - flat, names.Count,
            [.. names.Where((_, j) => Math.Abs(direction[j]) > Involves * most)]);
    }

    /// <summary>The rank of columns of correlations <c>[D, D]</c> row-major.</summary>
    public static ColumnRank Of(double[] correlation, IReadOnlyList<string> names) => Of(
        Matrix<double>.Build.DenseOfRowMajor(names.Count, names.Count, correlation).Evd(Symmetricity.Symmetric), names);
}
