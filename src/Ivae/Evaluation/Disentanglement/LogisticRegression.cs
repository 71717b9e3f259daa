using MathNet.Numerics.LinearAlgebra.Double;
using Matrix = Ivae.Numerics.Matrix;

namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// Two-class logistic regression that minimises Σ log(1 + exp(−y·(w·x + b))) + ½‖w‖², by Newton's method with halved
/// steps. Features should be standardised.
/// </summary>
internal sealed class LogisticRegression
{
    private const int MaxSteps = 50;
    private readonly double[] weights; // the last one is b

    /// <summary>Fits features <c>[N, p]</c> to classes <c>[N]</c>.</summary>
    public LogisticRegression(Matrix features, bool[] positive)
    {
        weights = new double[features.Columns + 1];
        var loss = Loss(features, positive, weights);
        for (var step = 0; step < MaxSteps; step++)
        {
            var direction = NewtonDirection(features, positive);
            var (length, moved, lower) = (1.0, weights, loss);
            for (; length > 1e-6; length /= 2)
            {
                moved = [.. weights.Zip(direction, (w, d) => w - length * d)];
                lower = Loss(features, positive, moved);
                if (lower <= loss)
                    break;
            }

            if (!(loss - lower > 1e-10 * loss))
                break;
            (weights, loss) = (moved, lower);
        }
    }

    /// <summary>w·x + b of each row <c>[N]</c>.</summary>
    public double[] Logits(Matrix features)
    {
        var logits = new double[features.Rows];
        for (var row = 0; row < logits.Length; row++)
            logits[row] = Logit(features.Row(row), weights);
        return logits;
    }

    private static double Logit(ReadOnlySpan<float> x, double[] w)
    {
        var sum = w[^1];
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * w[i];
        return sum;
    }

    private static double Loss(Matrix features, bool[] positive, double[] w)
    {
        var sum = 0.5 * w.Take(w.Length - 1).Sum(value => value * value);
        for (var row = 0; row < features.Rows; row++)
        {
            var margin = positive[row] ? Logit(features.Row(row), w) : -Logit(features.Row(row), w);
            sum += Math.Max(-margin, 0) + Math.Log(1 + Math.Exp(-Math.Abs(margin)));
        }

        return sum;
    }

    private double[] NewtonDirection(Matrix features, bool[] positive)
    {
        var p = features.Columns;
        var (gradient, hessian) = (new double[p + 1], new double[p + 1, p + 1]);
        for (var i = 0; i <= p; i++)
        {
            gradient[i] = i < p ? weights[i] : 0;
            hessian[i, i] = i < p ? 1 : 1e-9; // of one class only, the intercept's curvature vanishes
        }

        var x = new double[p + 1];
        for (var row = 0; row < features.Rows; row++)
        {
            for (var i = 0; i < p; i++)
                x[i] = features[row, i];
            x[p] = 1;
            var probability = 1 / (1 + Math.Exp(-Logit(features.Row(row), weights)));
            var residual = probability - (positive[row] ? 1 : 0);
            for (var i = 0; i <= p; i++)
            {
                gradient[i] += residual * x[i];
                for (var j = 0; j <= i; j++)
                    hessian[i, j] += probability * (1 - probability) * x[i] * x[j];
            }
        }

        for (var i = 0; i <= p; i++)
            for (var j = 0; j < i; j++)
                hessian[j, i] = hessian[i, j];
        return DenseMatrix.OfArray(hessian).Cholesky().Solve(DenseVector.OfArray(gradient)).ToArray();
    }
}
