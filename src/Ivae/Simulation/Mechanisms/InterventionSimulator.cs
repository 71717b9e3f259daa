using Ivae.Data;
using Ivae.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Ivae.Simulation.Mechanisms;

/// <summary>Makes data of <see cref="InterventionOptions"/>.</summary>
internal static class InterventionSimulator
{
    private const double LeastDeterminant = 0.1;
    private const double Slope = 0.1; // of x ← tanh(a) + 0.1·a far from 0

    /// <summary>Draws a mixing and its data.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every problem.</exception>
    public static SparseData Generate(InterventionOptions options, ulong seed)
    {
        OptionProblems.ThrowIfAny(options.Validate(), nameof(options));
        var random = new RandomStream(seed).Split("interventions");
        var (n, rows) = (options.Latent, (options.Latent + 1) * options.RowsPerEnvironment);
        Matrix<double>[] matrices = [.. Enumerable.Range(0, options.MixingLayers).Select(
            layer => DrawMatrix(n, random.Split("matrix").Split((ulong)layer)))];
        var logDeterminants = matrices.Sum(matrix => Math.Log(Math.Abs(matrix.Determinant())));
        var (observed, sources, likelihood) = (new Matrix(rows, n), new Matrix(rows, n), new Matrix(rows, 1));
        var codes = new int[rows];
        var stream = random.Split("latents");
        var (layers, h) = (Array.ConvertAll(matrices, matrix => matrix.ToArray()), new double[n]);
        for (var row = 0; row < rows; row++)
        {
            codes[row] = row / options.RowsPerEnvironment;
            var logDensity = -n / 2.0 * Math.Log(2 * Math.PI) - logDeterminants;
            for (var i = 0; i < n; i++)
            {
                var draw = stream.NextNormal();
                h[i] = draw + (codes[row] == i + 1 ? options.Shift : 0);
                (sources[row, i], logDensity) = ((float)h[i], logDensity - draw * draw / 2);
            }

            foreach (var matrix in layers)
                logDensity -= Step(matrix, h);
            for (var i = 0; i < n; i++)
                observed[row, i] = (float)h[i];
            likelihood[row, 0] = (float)logDensity;
        }

        var targets = new bool[n + 1, n];
        for (var i = 0; i < n; i++)
            targets[i + 1, i] = true;
        return new()
        {
            Observed = observed,
            Sources = sources,
            Auxiliary = Auxiliary.Of(new CategoricalVariable(
                "environment", [.. Enumerable.Range(0, n + 1).Select(i => $"{i}")], codes)),
            Targets = targets,
            LogLikelihood = likelihood,
        };
    }

    /// <summary>h ← tanh(hM) + 0.1·hM in place, and the sum of the log slopes.</summary>
    private static double Step(double[,] matrix, double[] h)
    {
        var (sum, given) = (0.0, h.ToArray());
        for (var j = 0; j < h.Length; j++)
        {
            var a = 0.0;
            for (var i = 0; i < h.Length; i++)
                a += given[i] * matrix[i, j];
            var t = Math.Tanh(a);
            (h[j], sum) = (t + Slope * a, sum + Math.Log(1 - t * t + Slope));
        }

        return sum;
    }

    /// <summary>Entries of U(0, 1), drawn again from N(0, 1) until the determinant is at least .1.</summary>
    private static Matrix<double> DrawMatrix(int n, RandomStream stream)
    {
        var matrix = Matrix<double>.Build.Dense(n, n, (_, _) => stream.NextDouble());
        while (Math.Abs(matrix.Determinant()) < LeastDeterminant)
            matrix = Matrix<double>.Build.Dense(n, n, (_, _) => stream.NextNormal());
        return matrix;
    }
}
