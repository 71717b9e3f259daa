using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Methods.Linear;

/// <summary>Mean of log p over values z <c>[N]</c> of a latent, with ψ = −d log p/dz and ψ′ of each.</summary>
internal delegate double MarginalScore(ReadOnlySpan<double> z, Span<double> score, Span<double> slope);

/// <summary>
/// Raises the likelihood log|det W| + Σ_i mean log p_i(z_i), z = W y, of latents of given densities: steps W ← (I + D)
/// W, of relative gradient G = mean ψ(z) zᵀ − I, D from L-BFGS preconditioned by the Hessian of independent latents, in
/// pairs [[h_ij, 1], [1, h_ji]], h_ij = mean ψ′(z_i) z_j². Under the constraint that W is orthogonal, G and D are
/// antisymmetric.
/// </summary>
/// <remarks>
/// Source: Ablin, Cardoso and Gramfort, "Faster independent component analysis by preconditioning with Hessian
/// approximations", IEEE Trans. Signal Processing 66, 2018; "Faster ICA under orthogonal constraint", ICASSP 2018. The
/// map of an antisymmetric D is here Cayley's in place of exp D, equal to second order.
/// </remarks>
internal sealed class PicardSolver
{
    /// <summary>Largest entry of G at which W has settled.</summary>
    public const double Tolerance = 1e-6;

    private const double LeastCurvature = 0.01;
    private const int Memory = 7;
    private const int Halvings = 12;

    private readonly bool orthogonal;
    private readonly int latents;
    private readonly int rows;
    private readonly List<(Matrix<double> Step, Matrix<double> Change)> memory = [];
    private readonly double[][] score;
    private readonly double[][] slope;
    private double[][] candidate;

    /// <summary>Starts from the given latents.</summary>
    /// <param name="z">
    /// Latents <c>[L][N]</c>; of mean square 1 and uncorrelated if <paramref name="orthogonal"/>.
    /// </param>
    /// <param name="orthogonal">Whether W stays orthogonal.</param>
    public PicardSolver(double[][] z, bool orthogonal)
    {
        (Latents, this.orthogonal, latents, rows) = (z, orthogonal, z.Length, z[0].Length);
        Unmixing = Identity;
        (score, slope, candidate) = (Empty(), Empty(), Empty());
    }

    /// <summary>W <c>[L, L]</c>, of the rows that the solver was given.</summary>
    public Matrix<double> Unmixing { get; private set; }

    /// <summary>z <c>[L][N]</c>.</summary>
    public double[][] Latents { get; private set; }

    /// <summary>log|det W|.</summary>
    public double LogVolume { get; private set; }

    /// <summary>log|det W| + Σ_i mean log p_i(z_i) after every accepted step.</summary>
    public List<double> History { get; } = [];

    /// <summary>Accepted steps.</summary>
    public int Iterations { get; private set; }

    /// <summary>
    /// Whether the gradient is 0 to <see cref="Tolerance"/>, or no step raises the likelihood by more than rounding.
    /// </summary>
    public bool Converged { get; private set; }

    /// <summary>Takes steps for given densities.</summary>
    /// <param name="marginals">Densities <c>[L]</c>.</param>
    /// <param name="iterations">Steps at most.</param>
    /// <param name="replace">
    /// Puts another density at i where W cannot be a maximum with the present one, mean ψ′ · mean z² &lt; mean ψ z.
    /// </param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>log|det W| + Σ_i mean log p_i(z_i).</returns>
    public double Run(
        MarginalScore[] marginals, int iterations, Action<int>? replace = null,
        CancellationToken cancellation = default)
    {
        memory.Clear();
        Converged = false;
        var likelihood = LogVolume + Evaluate(marginals);
        (Matrix<double>? step, Matrix<double>? before) = (null, null);
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (replace is not null && Replaced(marginals, replace))
            {
                likelihood = LogVolume + Evaluate(marginals);
                memory.Clear();
                step = null;
            }

            var gradient = Gradient();
            Converged = gradient.Enumerate().Max(Math.Abs) < Tolerance;
            if (Converged)
                return likelihood;
            if (step is not null)
                Remember(step, gradient - before!);
            var curvature = Curvature();
            if (Search(marginals, Direction(gradient, curvature), likelihood) is not { } accepted)
            {
                memory.Clear();
                if (Search(marginals, -gradient, likelihood) is not { } steepest)
                {
                    Converged = gradient.Enumerate().Max(Math.Abs) < Math.Sqrt(Tolerance);
                    return likelihood;
                }

                accepted = steepest;
            }

            (step, before, likelihood) = (accepted.Step, gradient, accepted.Likelihood);
            History.Add(likelihood);
            Iterations++;
        }

        return likelihood;
    }

    private Matrix<double> Identity => Matrix<double>.Build.DenseIdentity(latents);

    /// <summary>The unmixing that the solver has made of the one whose latents it was given.</summary>
    public LinearUnmixing Unmix(LinearUnmixing start)
        => start.Then(Unmixing) with { Iterations = Iterations, Converged = Converged };

    /// <summary>G, or its antisymmetric part, at the latents last evaluated.</summary>
    internal Matrix<double> Gradient()
    {
        var gradient = Square((i, j) => TensorPrimitives.Dot(score[i], Latents[j]) / rows);
        return orthogonal ? (gradient - gradient.Transpose()) / 2 : gradient - Identity;
    }

    /// <summary>
    /// h at the latents last evaluated; under the constraint ½ (h_ij + h_ji − mean ψ_i z_i − mean ψ_j z_j).
    /// </summary>
    internal Matrix<double> Curvature()
    {
        var squares = Array.ConvertAll(Latents, z => Array.ConvertAll(z, value => value * value));
        var h = Square((i, j) => TensorPrimitives.Dot(slope[i], squares[j]) / rows);
        if (!orthogonal)
            return h;
        var own = Enumerable.Range(0, latents).Select(i => TensorPrimitives.Dot(score[i], Latents[i]) / rows).ToArray();
        return Square((i, j) => Math.Max((h[i, j] + h[j, i] - own[i] - own[j]) / 2, LeastCurvature));
    }

    /// <summary>Σ_i mean log p_i(z_i), and the scores.</summary>
    internal double Evaluate(MarginalScore[] marginals)
        => Enumerable.Range(0, latents).Sum(i => marginals[i](Latents[i], score[i], slope[i]));

    private bool Replaced(MarginalScore[] marginals, Action<int> replace)
    {
        var any = false;
        for (var i = 0; i < latents; i++)
        {
            var stable = TensorPrimitives.Sum(slope[i]) / rows * TensorPrimitives.SumOfSquares(Latents[i])
                >= TensorPrimitives.Dot(score[i], Latents[i]);
            if (stable)
                continue;
            replace(i);
            any = true;
        }

        return any;
    }

    /// <summary>
    /// The first of D, D/2, D/4, … that raises the likelihood, with the likelihood after it; none if no one does.
    /// </summary>
    private (Matrix<double> Step, double Likelihood)? Search(
        MarginalScore[] marginals, Matrix<double> direction, double likelihood)
    {
        for (var halving = 0; halving < Halvings; halving++, direction /= 2)
        {
            var map = Map(direction);
            var logVolume = LogVolume + (orthogonal ? 0 : Math.Log(Math.Abs(map.Determinant())));
            for (var i = 0; i < latents; i++)
            {
                TensorPrimitives.Multiply(Latents[0], map[i, 0], candidate[i]);
                for (var j = 1; j < latents; j++)
                    TensorPrimitives.MultiplyAdd(Latents[j], map[i, j], candidate[i], candidate[i]);
            }

            (Latents, candidate) = (candidate, Latents);
            var next = logVolume + Evaluate(marginals);
            if (next > likelihood)
            {
                (Unmixing, LogVolume) = (map * Unmixing, logVolume);
                return (direction, next);
            }

            (Latents, candidate) = (candidate, Latents);
        }

        Evaluate(marginals); // the scores of where W has stayed
        return null;
    }

    /// <summary>I + D, or the rotation (I − D/2)⁻¹ (I + D/2).</summary>
    private Matrix<double> Map(Matrix<double> direction)
        => orthogonal ? (Identity - direction / 2).Solve(Identity + direction / 2) : Identity + direction;

    private void Remember(Matrix<double> step, Matrix<double> change)
    {
        if (!(Inner(step, change) > 0))
            return;
        memory.Add((step, change));
        if (memory.Count > Memory)
            memory.RemoveAt(0);
    }

    /// <summary>
    /// −H⁻¹ G by the two loops of L-BFGS (Nocedal and Wright 2006, algorithm 7.4), started from the preconditioner.
    /// </summary>
    private Matrix<double> Direction(Matrix<double> gradient, Matrix<double> curvature)
    {
        var (q, weights) = (gradient, new double[memory.Count]);
        for (var k = memory.Count - 1; k >= 0; k--)
        {
            weights[k] = Inner(memory[k].Step, q) / Inner(memory[k].Step, memory[k].Change);
            q -= weights[k] * memory[k].Change;
        }

        var r = Preconditioned(q, curvature);
        for (var k = 0; k < memory.Count; k++)
            r += (weights[k] - Inner(memory[k].Change, r) / Inner(memory[k].Step, memory[k].Change)) * memory[k].Step;
        return -r;
    }

    /// <summary>
    /// The approximate Hessian's inverse times q, in pairs whose least eigenvalue is raised where it is small.
    /// </summary>
    internal Matrix<double> Preconditioned(Matrix<double> q, Matrix<double> h)
    {
        if (orthogonal)
            return q.PointwiseDivide(h);
        var result = Square((_, _) => 0);
        for (var i = 0; i < latents; i++)
        {
            result[i, i] = q[i, i] / Math.Max(h[i, i] + 1, LeastCurvature);
            for (var j = 0; j < i; j++)
            {
                var least = (h[i, j] + h[j, i] - Math.Sqrt(Math.Pow(h[i, j] - h[j, i], 2) + 4)) / 2;
                var raise = Math.Max(LeastCurvature - least, 0);
                var (a, b) = (h[i, j] + raise, h[j, i] + raise);
                result[i, j] = (b * q[i, j] - q[j, i]) / (a * b - 1);
                result[j, i] = (a * q[j, i] - q[i, j]) / (a * b - 1);
            }
        }

        return result;
    }

    private static double Inner(Matrix<double> a, Matrix<double> b) => a.PointwiseMultiply(b).Enumerate().Sum();

    private Matrix<double> Square(Func<int, int, double> entry) => Matrix<double>.Build.Dense(latents, latents, entry);

    private double[][] Empty() => [.. Enumerable.Range(0, latents).Select(_ => new double[rows])];
}
