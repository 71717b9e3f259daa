using Ivae.Distributions;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Matrix = Ivae.Numerics.Matrix;

namespace Ivae.Methods;

/// <summary>
/// First regimes of latents that nothing has been learned of: in each regime a row is a sum of functions of one past
/// latent each, of two slopes that meet at 0, plus normal errors of any covariance, fitted by expectation and
/// maximisation from several starts. Without a past it is a hidden Markov model of normals.
/// </summary>
/// <remarks>Source: Hamilton, "Analysis of time series subject to changes in regime", Journal of Econometrics 45,
/// 1990, of straight lines.</remarks>
internal sealed class RegimeStart
{
    private const double Stay = 0.8; // of the first chain; the data soon say more
    private const double Lasting = 1 - 1e-6; // of a chain that is held: no row alone is worth a change and back
    private const double LeastRise = 1e-5; // nats per row, below which a start has ended
    private const double LeastWeight = 1e-6; // of a row in a regime, below which it says nothing of it
    private const double Ridge = 1e-6; // of slopes, by number of rows
    private const double ErrorBefore = 0.05; // variance of errors, as seen in as many rows as there are slopes
    private const int WindowLengths = 4; // each twice the one before
    private readonly Matrix latents;
    private readonly int past;
    private readonly IReadOnlyList<(int Start, int End)> runs;
    private readonly int width;

    /// <param name="latents">Latents before training, of variance about 1 <c>[N, L]</c>.</param>
    /// <param name="past">P.</param>
    /// <param name="runs">Rows to fit to, each with P rows before it.</param>
    public RegimeStart(Matrix latents, int past, IReadOnlyList<(int Start, int End)> runs)
    {
        (this.latents, this.past, this.runs) = (latents, past, runs);
        width = 1 + 2 * past * latents.Columns;
    }

    /// <summary>The chain and the regimes of the most likely of several starts.</summary>
    /// <param name="regimes">K.</param>
    /// <param name="stream">Where first windows come from.</param>
    /// <param name="isLasting">Whether regimes are held to last, so that they cannot be regions of curved data, between
    /// which rows go to and fro.</param>
    public (HiddenMarkovChain Chain, RegimePosterior Found) Fit(int regimes, RandomStream stream, bool isLasting)
    {
        var all = runs.Sum(run => run.End - run.Start);
        var step = (all + MethodDecisions.FirstRegimesRows - 1) / MethodDecisions.FirstRegimesRows;
        var used = runs.Where((_, i) => i % step == 0).ToArray();
        var (rows, starts) = (Rows(used), regimes == 1 ? 1 : MethodDecisions.FirstRegimesStarts);
        State[] begun = [];
        for (var start = 0; start < starts; start++)
        {
            var windows = Windows(regimes, rows, start, stream.Split((ulong)start));
            var chain = HiddenMarkovChain.Staying(regimes, isLasting ? Lasting : Stay);
            var state = new State(chain, windows, double.NegativeInfinity);
            begun = [.. begun.Append(Rise(state, used, rows, MethodDecisions.FirstRegimesTrial, isLasting))
                .OrderByDescending(one => one.LogLikelihood).Take(MethodDecisions.FirstRegimesKept)];
        }

        var best = begun.Select(state => Rise(state, used, rows, MethodDecisions.FirstRegimesRounds, isLasting))
            .MaxBy(state => state.LogLikelihood)!;
        var found = best.Chain.Given(Densities(best.Weights, rows, Rows(runs)), runs);
        return (HiddenMarkovChain.Of(found), found);
    }

    /// <summary>Rounds of expectation and maximisation.</summary>
    private State Rise(State state, (int Start, int End)[] used, int[] rows, int rounds, bool isLasting)
    {
        for (var round = 0; round < rounds; round++)
        {
            var found = state.Chain.Given(Densities(state.Weights, rows, rows), used);
            var rise = found.LogLikelihood - state.LogLikelihood;
            var chain = isLasting ? state.Chain : HiddenMarkovChain.Of(found);
            state = new(chain, found.Probability, found.LogLikelihood);
            if (round > 0 && rise < LeastRise * rows.Length)
                break;
        }

        return state;
    }

    private static int[] Rows(IEnumerable<(int Start, int End)> runs) =>
        [.. runs.SelectMany(run => Enumerable.Range(run.Start, run.End - run.Start))];

    /// <summary>
    /// Each regime from a window of rows, few in the first start and more in the next ones, as weights <c>[N, K]</c>.
    /// </summary>
    private Matrix Windows(int regimes, int[] rows, int start, RandomStream stream)
    {
        var weights = new Matrix(latents.Rows, regimes);
        var length = Math.Min(rows.Length, 2 * (width + latents.Columns) << (start % WindowLengths));
        for (var k = 0; k < regimes; k++)
        {
            var from = stream.NextInt32(rows.Length - length + 1);
            for (var i = 0; i < length; i++)
                weights[rows[from + i], k] = 1;
        }

        return weights;
    }

    /// <summary>
    /// log N(z_t; B_k·φ(past), Σ_k) of some rows at the B_k and Σ_k that are most likely <c>[N, K]</c>.
    /// </summary>
    private Matrix Densities(Matrix weights, int[] fitted, int[] asked)
    {
        var density = new Matrix(latents.Rows, weights.Columns);
        for (var k = 0; k < weights.Columns; k++)
            Density(Sums(weights, k, fitted, out var total), total, fitted.Length, asked, density, k);
        return density;
    }

    /// <summary>Σ w (φ, z)(φ, z)ᵀ.</summary>
    private Matrix<double> Sums(Matrix weights, int k, int[] rows, out double total)
    {
        var all = width + latents.Columns;
        var (sums, joined) = (new double[all * all], new double[all]);
        total = 0;
        foreach (var row in rows)
        {
            double weight = weights[row, k];
            if (weight < LeastWeight)
                continue;
            total += weight;
            Join(row, joined);
            for (var a = 0; a < all; a++)
            {
                var scaled = weight * joined[a];
                for (var b = 0; b <= a; b++)
                    sums[a * all + b] += scaled * joined[b];
            }
        }

        for (var a = 0; a < all; a++)
            for (var b = a + 1; b < all; b++)
                sums[a * all + b] = sums[b * all + a];
        return Matrix<double>.Build.DenseOfRowMajor(all, all, sums);
    }

    private void Density(Matrix<double> sums, double total, int count, int[] asked, Matrix density, int k)
    {
        var n = latents.Columns;
        var features = sums.SubMatrix(0, width, 0, width);
        var crossed = sums.SubMatrix(0, width, width, n);
        var slopes = (features + Matrix<double>.Build.DenseIdentity(width) * (Ridge * (1 + count)))
            .Cholesky().Solve(crossed);
        var fit = crossed.Transpose() * slopes;
        var errors = sums.SubMatrix(width, n, width, n) - fit - fit.Transpose()
            + slopes.Transpose() * features * slopes;
        var covariance = (errors + Matrix<double>.Build.DenseIdentity(n) * (ErrorBefore * width)) / (total + width);
        var cholesky = ((covariance + covariance.Transpose()) / 2).Cholesky();
        var whitening = cholesky.Factor.Inverse();
        var constant = -0.5 * (n * Math.Log(2 * Math.PI) + cholesky.DeterminantLn);
        // whitened errors are linear in (φ, z)
        var map = Matrix<double>.Build.Dense(n, width + n);
        map.SetSubMatrix(0, 0, -whitening * slopes.Transpose());
        map.SetSubMatrix(0, width, whitening);
        var (rows, joined) = (map.ToRowMajorArray(), new double[width + n]);
        foreach (var row in asked)
        {
            Join(row, joined);
            var squares = 0.0;
            for (var a = 0; a < n; a++)
            {
                var sum = 0.0;
                for (var b = 0; b < joined.Length; b++)
                    sum += rows[a * joined.Length + b] * joined[b];
                squares += sum * sum;
            }

            density[row, k] = (float)(constant - squares / 2);
        }
    }

    /// <summary>1, each past latent, its absolute value, and the latents of the row.</summary>
    private void Join(int row, double[] joined)
    {
        var (n, at) = (latents.Columns, 1);
        joined[0] = 1;
        for (var lag = 1; lag <= past; lag++)
            for (var j = 0; j < n; j++)
            {
                double value = latents[row - lag, j];
                (joined[at], joined[at + 1]) = (value, Math.Abs(value));
                at += 2;
            }

        for (var j = 0; j < n; j++)
            joined[at + j] = latents[row, j];
    }

    /// <summary>A chain and the weights of rows in regimes <c>[N, K]</c> that it is of.</summary>
    private sealed record State(HiddenMarkovChain Chain, Matrix Weights, double LogLikelihood);
}
