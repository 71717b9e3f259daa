using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Simulation.Mechanisms;

/// <summary>
/// Four orthonormal layers with a leaky rectifier after each but the last, whose columns are then standardised and get
/// a little noise.
/// </summary>
internal static class LeakyNetwork
{
    private const int Layers = 4;
    private const double Leak = 0.2;

    /// <summary>x <c>[N, d]</c> of latents <c>[N, n]</c>.</summary>
    /// <param name="latents">The latents.</param>
    /// <param name="columns">d.</param>
    /// <param name="noise">Standard deviation of the noise of standardised columns.</param>
    /// <param name="process">Where the weights come from.</param>
    /// <param name="random">Where the noise comes from.</param>
    public static Matrix Observe(
        Matrix latents, int columns, double noise, RandomStream process, RandomStream random)
    {
        double[][] weights = [.. Enumerable.Range(0, Layers).Select(layer => Weights(
            layer == 0 ? latents.Columns : columns, columns, process.Split("layer").Split((ulong)layer)))];
        var observed = new Matrix(latents.Rows, columns);
        for (var row = 0; row < latents.Rows; row++)
        {
            var h = Array.ConvertAll(latents.Row(row).ToArray(), value => (double)value);
            for (var layer = 0; layer < Layers; layer++)
                h = Apply(weights[layer], h, columns, layer == Layers - 1 ? 1 : Leak);
            for (var j = 0; j < columns; j++)
                observed[row, j] = (float)h[j];
        }

        Standardise(observed, noise, random);
        return observed;
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
