using Ivae.Distributions;
using Ivae.Networks;
using Ivae.Numerics;

namespace Ivae.Simulation.Neurons;

/// <summary>Makes data of <see cref="NeuronOptions"/>.</summary>
internal static class NeuronSimulator
{
    private const double Stretch = 0.1; // largest log factor of a block
    private const double LogRate = 2.2; // largest log rate

    /// <summary>Draws a mixing, positions and counts.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every problem.</exception>
    public static MadeData Generate(NeuronOptions options, ulong seed)
    {
        OptionProblems.ThrowIfAny(options.Validate(), nameof(options));
        var random = new RandomStream(seed).Split("neurons");
        var (rows, d) = (options.Rows, options.Observed);
        Block[] blocks = [.. Enumerable.Range(0, options.Blocks).Select(block =>
            new Block(d, random.Split("block").Split((ulong)block)))];
        var (u, sources, counts) = (new Matrix(rows, 1), new Matrix(rows, 2), new Matrix(rows, d));
        var (draws, spikes) = (random.Split("latents"), random.Split("counts"));
        for (var row = 0; row < rows; row++)
        {
            var position = draws.NextUniform(0, 2 * Math.PI);
            var width = 0.3 * Math.Abs(Math.Sin(position)); // .3 |sin u|
            u[row, 0] = (float)position;
            sources[row, 0] = (float)(position + Math.Sqrt(0.6 - width) * draws.NextNormal());
            sources[row, 1] = (float)(2 * Math.Sin(position) + Math.Sqrt(width) * draws.NextNormal());
            var h = new double[d];
            (h[0], h[1]) = (sources[row, 0], sources[row, 1]);
            foreach (var block in blocks)
                h = block.Apply(h);
            for (var j = 0; j < d; j++)
                counts[row, j] = (float)CountSampler.Poisson(Math.Exp(LogRate * Math.Tanh(h[j])), spikes);
        }

        return new() { Observed = counts, Sources = sources, Auxiliary = new([], u, ["u"]) };
    }

    /// <summary>(a, b) ↦ (a, b ∘ e^(.1 tanh s(a)) + t(a)), its columns shuffled.</summary>
    private sealed class Block
    {
        private readonly int[] order;
        private readonly double[][] weights; // of two hidden layers and of (s, t)

        public Block(int columns, RandomStream random)
        {
            var (kept, changed) = (columns / 2, columns - columns / 2);
            order = random.Split("order").Permutation(columns);
            int[] widths = [kept, kept, kept, 2 * changed];
            weights = [.. Enumerable.Range(0, widths.Length - 1).Select(layer => Initial.Weights(Initialiser.Xavier,
                widths[layer], widths[layer], widths[layer + 1], random.Split("layer").Split((ulong)layer)))];
        }

        public double[] Apply(double[] h)
        {
            var kept = h.Length / 2;
            var shift = h[..kept];
            for (var layer = 0; layer < weights.Length; layer++)
                shift = Multiply(layer == 0 ? shift : Array.ConvertAll(shift, Math.Tanh), weights[layer]);
            var y = (double[])h.Clone();
            for (var j = kept; j < h.Length; j++)
                y[j] = h[j] * Math.Exp(Stretch * Math.Tanh(shift[j - kept])) + shift[h.Length - kept + j - kept];
            return Array.ConvertAll(order, from => y[from]);
        }

        private static double[] Multiply(double[] h, double[] weights)
        {
            var y = new double[weights.Length / h.Length];
            for (var i = 0; i < h.Length; i++)
                for (var j = 0; j < y.Length; j++)
                    y[j] += h[i] * weights[i * y.Length + j];
            return y;
        }
    }
}
