using Ivae.Numerics;

namespace Ivae.Distributions;

/// <summary>What rows say of the regimes of a hidden chain; of rows in no piece all regimes are alike.</summary>
internal sealed class RegimePosterior
{
    private const double Least = 1e-30; // whose logarithm single precision holds

    /// <param name="rows">N.</param>
    /// <param name="regimes">K.</param>
    public RegimePosterior(int rows, int regimes)
    {
        (Probability, LogPredicted, LogOfOthers) =
            (new Matrix(rows, regimes), new Matrix(rows, regimes), new Matrix(rows, regimes));
        Probability.Values.AsSpan().Fill(1f / regimes);
        LogPredicted.Values.AsSpan().Fill(-MathF.Log(regimes));
        LogOfOthers.Values.AsSpan().Fill(-MathF.Log(regimes));
        (First, Changes) = (new double[regimes], new double[regimes * regimes]);
    }

    /// <summary>log p(pieces), exact, in nats.</summary>
    public double LogLikelihood { get; set; }

    /// <summary>p(k_t | all rows of the piece) <c>[N, K]</c>.</summary>
    public Matrix Probability { get; }

    /// <summary>log p(k_t | the rows of the piece before) <c>[N, K]</c>.</summary>
    public Matrix LogPredicted { get; }

    /// <summary>log p(k_t | all other rows of the piece) <c>[N, K]</c>.</summary>
    public Matrix LogOfOthers { get; }

    /// <summary>Expected number of pieces that begin in each regime <c>[K]</c>.</summary>
    public double[] First { get; }

    /// <summary>Expected number of rows in a regime, by that of the row before <c>[K·K]</c>.</summary>
    public double[] Changes { get; }

    /// <summary>The most probable regime of each row given all rows of its piece <c>[N]</c>.</summary>
    public int[] Path()
    {
        var path = new int[Probability.Rows];
        for (var row = 0; row < path.Length; row++)
            for (var k = 1; k < Probability.Columns; k++)
                if (Probability[row, k] > Probability[row, path[row]])
                    path[row] = k;
        return path;
    }

    /// <summary>p(k_t | the rows before) of a row, as a logarithm.</summary>
    internal void SetLogPredicted(int row, ReadOnlySpan<double> predicted) => Logs(predicted, LogPredicted.Row(row));

    /// <summary>The same given all other rows, and given all.</summary>
    internal void SetGivenAll(
        int row, ReadOnlySpan<double> predicted, ReadOnlySpan<double> later, ReadOnlySpan<float> logDensity)
    {
        Span<double> others = stackalloc double[predicted.Length];
        var sum = 0.0;
        for (var k = 0; k < others.Length; k++)
            sum += others[k] = predicted[k] * later[k];
        for (var k = 0; k < others.Length; k++)
            others[k] /= sum;
        Logs(others, LogOfOthers.Row(row));
        var largest = double.NegativeInfinity;
        for (var k = 0; k < others.Length; k++)
            largest = Math.Max(largest, others[k] = Math.Log(Math.Max(others[k], 1e-300)) + logDensity[k]);
        sum = 0;
        for (var k = 0; k < others.Length; k++)
            sum += others[k] = Math.Exp(others[k] - largest);
        for (var k = 0; k < others.Length; k++)
            Probability[row, k] = (float)(others[k] / sum);
    }

    private static void Logs(ReadOnlySpan<double> probabilities, Span<float> logs)
    {
        for (var k = 0; k < logs.Length; k++)
            logs[k] = (float)Math.Log(Math.Max(probabilities[k], Least));
    }
}
