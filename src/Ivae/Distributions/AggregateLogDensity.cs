using System.Numerics;
using System.Numerics.Tensors;
using Ivae.Autodiff;
using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>
/// Y <c>[B, 2]</c>: log q(z) and Σ_d log q(z_d) of the aggregate of the batch's diagonal posteriors N(m_j, diag s_j²),
/// each with the weights of an <see cref="AggregateEstimator"/>: log Σ_j w_ij Π_d N(z_id; m_jd, s_jd²) and Σ_d log Σ_j
/// w_ij N(z_id; m_jd, s_jd²).
/// </summary>
/// <param name="z">z <c>[B, L]</c>, row i drawn from posterior i unless the weights are uniform.</param>
/// <param name="mean">m <c>[B, L]</c>.</param>
/// <param name="logDeviation">log s <c>[B, L]</c>.</param>
/// <param name="estimator">The weights.</param>
/// <param name="population">N, read at each run; taken as B where it is smaller.</param>
internal sealed class AggregateLogDensity<T>(
    Variable<T> z, Variable<T> mean, Variable<T> logDeviation, AggregateEstimator estimator, Func<int> population)
    : Operation<T>(z.Tape, 2, true)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Scratch<T> means = new(); // [L, B], as are the next two: what is read for one latent lies together
    private readonly Scratch<T> precisions = new(); // 1/s
    private readonly Scratch<T> normalisers = new(); // −log s − ½ log 2π
    private readonly Scratch<T> residuals = new(); // [B, L, B]: (z_id − m_jd)/s_jd
    private readonly Scratch<T> shares = new(); // [B, L + 1, B]: of posterior j in the density of z_id; last of z_i
    private readonly Scratch<T> slopes = new(); // [B]
    private readonly T[] logWeights = new T[3]; // of the row itself, of the next one, of the others

    public override void Forward()
    {
        Output.Resize(z.Rows);
        var (rows, columns) = (z.Rows, z.Columns);
        Transpose(mean.Value, means.Resize(z.Length));
        Transpose(logDeviation.Value, normalisers.Resize(z.Length));
        TensorPrimitives.Negate<T>(normalisers.Span, normalisers.Span);
        ElementFunctions.Exp<T>(normalisers.Span, precisions.Resize(z.Length));
        TensorPrimitives.Add(normalisers.Span, T.CreateChecked(-GaussianFamily.HalfLogTwoPi), normalisers.Span);
        for (var kind = 0; kind < 3; kind++)
            logWeights[kind] = T.CreateTruncating(LogWeight(estimator, 0, kind, rows, population()));
        residuals.Resize(rows * columns * rows);
        shares.Resize(rows * (columns + 1) * rows);
        for (var i = 0; i < rows; i++)
        {
            var joint = Share(i, columns);
            joint.Clear();
            var marginals = T.Zero;
            for (var d = 0; d < columns; d++)
            {
                var residual = Residual(i, d);
                var share = Share(i, d);
                TensorPrimitives.Subtract(z.Value[i * columns + d], means.Span.Slice(d * rows, rows), residual);
                TensorPrimitives.Multiply(residual, precisions.Span.Slice(d * rows, rows), residual);
                TensorPrimitives.Multiply(residual, residual, share);
                TensorPrimitives.MultiplyAdd(
                    share, T.CreateChecked(-0.5), normalisers.Span.Slice(d * rows, rows), share);
                TensorPrimitives.Add(joint, share, joint);
                marginals += LogOfWeightedSum(share, i);
            }

            Output.Value[2 * i] = LogOfWeightedSum(joint, i);
            Output.Value[2 * i + 1] = marginals;
        }
    }

    public override void Backward()
    {
        var (rows, columns) = (z.Rows, z.Columns);
        var dZ = z.RequiresGradient ? z.GradientToAdd() : default;
        var dMean = mean.GradientToAdd();
        var dDeviation = logDeviation.GradientToAdd();
        var slope = slopes.Resize(rows);
        for (var i = 0; i < rows; i++)
            for (var d = 0; d < columns; d++)
            {
                TensorPrimitives.Multiply(Share(i, columns), Output.Gradient[2 * i], slope);
                TensorPrimitives.MultiplyAdd(Share(i, d), Output.Gradient[2 * i + 1], slope, slope);
                var residual = Residual(i, d);
                var precision = precisions.Span.Slice(d * rows, rows);
                for (var j = 0; j < rows; j++)
                {
                    var pull = slope[j] * residual[j];
                    dMean[j * columns + d] += pull * precision[j];
                    dDeviation[j * columns + d] += pull * residual[j] - slope[j];
                    if (!dZ.IsEmpty)
                        dZ[i * columns + d] -= pull * precision[j];
                }
            }
    }

    /// <summary>
    /// log w_ij for row i of a batch of <paramref name="batch"/> out of <paramref name="population"/>.
    /// </summary>
    internal static double LogWeight(AggregateEstimator estimator, int i, int j, int batch, int population)
    {
        var (n, m) = ((double)Math.Max(population, batch), batch - 1);
        return estimator switch
        {
            AggregateEstimator.Weighted => -Math.Log(n * batch),
            AggregateEstimator.Stratified when m > 0 =>
                i == j ? -Math.Log(n) : j == (i + 1) % batch ? Math.Log((n - m) / (n * m)) : -Math.Log(m),
            _ => -Math.Log(batch),
        };
    }

    /// <summary>log Σ_j w_ij exp(a_j), and in place of a the share of each term.</summary>
    private T LogOfWeightedSum(Span<T> a, int i)
    {
        for (var j = 0; j < a.Length; j++)
            a[j] += logWeights[j == i ? 0 : j == (i + 1) % a.Length ? 1 : 2];
        var largest = TensorPrimitives.Max<T>(a);
        TensorPrimitives.Subtract(a, largest, a);
        ElementFunctions.Exp<T>(a, a);
        var sum = TensorPrimitives.Sum<T>(a);
        TensorPrimitives.Divide(a, sum, a);
        return largest + T.Log(sum);
    }

    private Span<T> Residual(int i, int d) => residuals.Span.Slice((i * z.Columns + d) * z.Rows, z.Rows);

    private Span<T> Share(int i, int d) => shares.Span.Slice((i * (z.Columns + 1) + d) * z.Rows, z.Rows);

    private void Transpose(ReadOnlySpan<T> source, Span<T> target)
    {
        for (var j = 0; j < z.Rows; j++)
            for (var d = 0; d < z.Columns; d++)
                target[d * z.Rows + j] = source[j * z.Columns + d];
    }
}
