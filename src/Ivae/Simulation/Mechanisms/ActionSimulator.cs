using Ivae.Data;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Simulation.Mechanisms;

/// <summary>Makes data of <see cref="ActionOptions"/>.</summary>
internal static class ActionSimulator
{
    private const int Layers = 4;
    private const double Leak = 0.2;

    /// <summary>Draws a network, actions and latents.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every problem.</exception>
    public static SparseData Generate(ActionOptions options, ulong seed)
    {
        OptionProblems.ThrowIfAny(options.Validate(), nameof(options));
        var process = new RandomStream((ulong)options.Process).Split("actions");
        var random = new RandomStream(seed).Split("actions");
        var (n, d, rows) = (options.Latent, options.Observed, options.Rows);
        double[][] weights = [.. Enumerable.Range(0, Layers).Select(layer => Weights(
            layer == 0 ? n : d, d, process.Split("layer").Split((ulong)layer)))];
        var targets = new bool[n, n];
        for (var i = 0; i < n; i++)
            targets[i, i] = targets[(i + n - 1) % n, i] = true;

        var (actions, sources, observed) = (new Matrix(rows, n), new Matrix(rows, n), new Matrix(rows, d));
        var (draws, noise) = (random.Split("latents"), random.Split("noise"));
        for (var row = 0; row < rows; row++)
        {
            for (var j = 0; j < n; j++)
                actions[row, j] = (float)draws.NextUniform(-2, 2);
            var h = new double[n];
            for (var i = 0; i < n; i++)
            {
                h[i] = options.Deviation * draws.NextNormal();
                for (var j = 0; j < n; j++)
                    if (targets[j, i])
                        h[i] += Math.Sin(actions[row, j] * (i + 3) / Math.PI + i);
                sources[row, i] = (float)h[i];
            }

            for (var layer = 0; layer < Layers; layer++)
                h = Apply(weights[layer], h, d, layer == Layers - 1 ? 1 : Leak);
            for (var j = 0; j < d; j++)
                observed[row, j] = (float)h[j];
        }

        Standardise(observed, options.Noise, noise);
        return new()
        {
            Observed = observed,
            Sources = sources,
            Auxiliary = new([], actions, TableReader.Names("u", n)),
            Targets = targets,
        };
    }

    private static double[] Weights(int from, int to, RandomStream stream)
    {
        var scale = Math.Sqrt(2 / (1 + Leak * Leak)) * Math.Sqrt(2.0 / (from + to));
        return Array.ConvertAll(Initial.Orthonormal(from, to, stream), weight => scale * weight);
    }

    private static double[] Apply(double[] weights, double[] h, int to, double leak)
    {
        var y = new double[to];
        for (var i = 0; i < h.Length; i++)
            for (var j = 0; j < to; j++)
                y[j] += h[i] * weights[i * to + j];
        return Array.ConvertAll(y, value => value < 0 ? leak * value : value);
    }

    private static void Standardise(Matrix x, double noise, RandomStream stream)
    {
        for (var j = 0; j < x.Columns; j++)
        {
            var (mean, deviation) = Moments.Of(x.Column(j));
            for (var row = 0; row < x.Rows; row++)
                x[row, j] = (float)((x[row, j] - mean) / deviation + noise * stream.NextNormal());
        }
    }
}
