using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra.Double;
using Matrix = Ivae.Numerics.Matrix;

namespace Ivae.Evaluation;

/// <summary>The best linear map between two tables, fitted on one half of the rows and judged on the other.</summary>
internal static class LinearMap
{
    /// <summary>
    /// Share of the correlation matrix's diagonal added to it, so that constant and collinear columns have a solution.
    /// It sits just above the rounding of single-precision data and shrinks a true relation by the same negligible
    /// share.
    /// </summary>
    private const double Ridge = 1e-7;

    /// <summary>Held-out R² of each target from all features by least squares with an intercept, <c>[q]</c>.</summary>
    /// <param name="features">z, <c>[N, p]</c>.</param>
    /// <param name="targets">s, <c>[N, q]</c>.</param>
    public static double[] RSquared(Matrix features, Matrix targets)
    {
        var (x, y) = (RowHalves.Of(features), RowHalves.Of(targets));
        var (xScale, yScale) = (Standardisation.Of(x.Fit), Standardisation.Of(y.Fit));
        var coefficients =
            WithRidge(Correlation.Pearson(x.Fit, x.Fit)).Solve(DenseMatrix.OfArray(Correlation.Pearson(x.Fit, y.Fit)));
        var predicted = Project(xScale.Apply(x.Held), coefficients);
        return Numerics.RSquared.PerColumn(yScale.Apply(y.Held), predicted);
    }

    /// <summary>
    /// Weak MCC: canonical directions of both tables from one half of the rows, and on the other half the mean absolute
    /// correlation of the min(p, q) pairs.
    /// </summary>
    /// <remarks>Source: Hotelling 1936; as a score for the linear class, Khemakhem, Monti, Kingma and Hyvärinen
    /// 2020.</remarks>
    /// <param name="a"><c>[N, p]</c>.</param>
    /// <param name="b"><c>[N, q]</c>.</param>
    public static double WeakMcc(Matrix a, Matrix b)
    {
        var pairs = Math.Min(a.Columns, b.Columns);
        if (pairs == 0)
            return 0;
        var (x, y) = (RowHalves.Of(a), RowHalves.Of(b));
        var (whitenX, whitenY) = (InverseRoot(x.Fit), InverseRoot(y.Fit));
        var decomposition = (whitenX * DenseMatrix.OfArray(Correlation.Pearson(x.Fit, y.Fit)) * whitenY).Svd(true);
        var variatesX = Project(
            Standardisation.Of(x.Fit).Apply(x.Held), whitenX * decomposition.U.SubMatrix(0, a.Columns, 0, pairs));
        var variatesY = Project(Standardisation.Of(y.Fit).Apply(y.Held),
            whitenY * decomposition.VT.SubMatrix(0, pairs, 0, b.Columns).Transpose());
        var correlations = Correlation.Pearson(variatesX, variatesY);
        var sum = 0.0;
        for (var i = 0; i < pairs; i++)
            sum += Math.Abs(correlations[i, i]);
        return sum / pairs;
    }

    /// <summary>
    /// Least-squares coefficients of every target on all features over all rows, both standardised, <c>[p, q]</c>.
    /// </summary>
    public static double[,] Coefficients(Matrix features, Matrix targets)
        => WithRidge(Correlation.Pearson(features, features))
            .Solve(DenseMatrix.OfArray(Correlation.Pearson(features, targets))).ToArray();

    private static DenseMatrix WithRidge(double[,] correlations)
    {
        // A constant column has 0 on the diagonal: putting 1 + ridge everywhere also gives it coefficient 0.
        for (var i = 0; i < correlations.GetLength(0); i++)
            correlations[i, i] = 1 + Ridge;
        return DenseMatrix.OfArray(correlations);
    }

    private static MathNet.Numerics.LinearAlgebra.Matrix<double> InverseRoot(Matrix fit)
    {
        var eigen = WithRidge(Correlation.Pearson(fit, fit)).Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric);
        var scaled = eigen.EigenVectors.MapIndexed((_, j, value) =>
            value / Math.Sqrt(Math.Max(eigen.EigenValues[j].Real, Ridge)));
        return scaled * eigen.EigenVectors.Transpose();
    }

    private static Matrix Project(Matrix rows, MathNet.Numerics.LinearAlgebra.Matrix<double> directions)
    {
        var projected = new Matrix(rows.Rows, directions.ColumnCount);
        var sums = new double[directions.ColumnCount];
        for (var row = 0; row < rows.Rows; row++)
        {
            var values = rows.Row(row);
            Array.Clear(sums);
            for (var i = 0; i < values.Length; i++)
                for (var j = 0; j < sums.Length; j++)
                    sums[j] += values[i] * directions[i, j];
            for (var j = 0; j < sums.Length; j++)
                projected[row, j] = (float)sums[j];
        }

        return projected;
    }
}
