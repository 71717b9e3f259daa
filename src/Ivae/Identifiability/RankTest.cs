using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Identifiability;

/// <summary>
/// In how many directions λ moves across levels beyond what estimation error explains. "At most r" says that λ stays in
/// a plane of r dimensions: p − r directions w have wᵀλ(u) constant. The statistic is the sum over these directions of
/// Σ_m (wᵀλ̂_m − b)² / (wᵀΣ_m w), with w where it is least and Σ_m the error of level m; if it is true, about χ² with
/// (p − r)(M − 1 − r) degrees of freedom.
/// </summary>
/// <remarks>A total least squares fit with a different known error at every point; compare Anderson, "Estimating linear
/// restrictions on regression coefficients", Ann. Math. Statist. 22, 1951.</remarks>
internal static class RankTest
{
    private const int Iterations = 30;

    /// <summary>
    /// p-values of "the rank is at most r" for r = 0 … p − 1, and the direction in which λ moves least <c>[p]</c>.
    /// </summary>
    /// <param name="lambda">λ̂ of at least p + 1 levels, and its errors.</param>
    public static (double[] PValues, double[] Weakest) Run(NaturalParameters lambda)
    {
        var (levels, p) = (lambda.Levels, lambda.Count);
        var basis = Matrix<double>.Build.DenseIdentity(p);
        var average = lambda.Noise.Aggregate((a, b) => a + b);
        var (pValues, weakest, sum) = (new double[p], new double[p], 0.0);
        for (var found = 1; found <= p; found++)
        {
            var (statistic, direction) = Least(lambda, basis);
            if (found == 1)
                weakest = [.. direction];
            sum += statistic;
            var rank = p - found;
            pValues[rank] = SpecialFunctions.GammaUpperRegularized(found * (levels - 1.0 - rank) / 2, sum / 2);
            if (found < p)
                basis = Complement(basis, average * direction);
        }

        return (pValues, weakest);
    }

    /// <summary>
    /// The direction among those that <paramref name="basis"/> spans in which λ moves least in units of its error.
    /// </summary>
    private static (double Statistic, Vector<double> Direction) Least(NaturalParameters lambda, Matrix<double> basis)
    {
        var best = (Statistic: double.PositiveInfinity, Direction: Vector<double>.Build.Dense(basis.RowCount));
        var weights = lambda.Noise.Select(noise => 1 / (basis.Transpose() * noise * basis).Trace()).ToArray();
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var total = weights.Sum();
            var mean = Vector<double>.Build.DenseOfArray(weights) * lambda.Values / total;
            var scatter = Matrix<double>.Build.Dense(basis.ColumnCount, basis.ColumnCount);
            var error = scatter.Clone();
            for (var level = 0; level < weights.Length; level++)
            {
                var away = basis.Transpose() * (lambda.Values.Row(level) - mean);
                scatter += weights[level] * away.OuterProduct(away);
                error += weights[level] * (basis.Transpose() * lambda.Noise[level] * basis);
            }

            var direction = basis * SmallestGeneralisedEigenvector(scatter, error);
            for (var level = 0; level < weights.Length; level++)
                weights[level] = 1 / (direction * lambda.Noise[level] * direction);
            var statistic = Statistic(lambda, direction, weights);
            if (statistic < best.Statistic)
                best = (statistic, direction.Normalize(2));
            else if (iteration > 3 && statistic > best.Statistic * (1 - 1e-9))
                break;
        }

        return best;
    }

    private static double Statistic(NaturalParameters lambda, Vector<double> direction, double[] weights)
    {
        var along = lambda.Values * direction;
        var (total, weighted) = (weights.Sum(), 0.0);
        for (var level = 0; level < weights.Length; level++)
            weighted += weights[level] * along[level];
        return Enumerable.Range(0, weights.Length)
            .Sum(level => weights[level] * Math.Pow(along[level] - weighted / total, 2));
    }

    private static Vector<double> SmallestGeneralisedEigenvector(Matrix<double> scatter, Matrix<double> error)
    {
        var inverse = error.Cholesky().Factor.Inverse();
        var eigen = (inverse * scatter * inverse.Transpose()).Evd(Symmetricity.Symmetric);
        return inverse.Transpose() * eigen.EigenVectors.Column(0);
    }

    /// <summary>A basis of what <paramref name="basis"/> spans and is orthogonal to <paramref name="away"/>.</summary>
    private static Matrix<double> Complement(Matrix<double> basis, Vector<double> away)
    {
        var inside = (basis.Transpose() * away).Normalize(2);
        var q = Matrix<double>.Build.DenseOfColumnVectors(inside)
            .QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Full).Q;
        return basis * q.SubMatrix(0, q.RowCount, 1, q.ColumnCount - 1);
    }
}
