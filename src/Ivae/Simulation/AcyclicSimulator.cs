using Ivae.Numerics;

namespace Ivae.Simulation;

/// <summary>Makes data of acyclic nonlinear causal models.</summary>
/// <remarks>
/// A full graph is one lower-triangular network x = f(n), the paper's set-up; with fewer edges each variable has a
/// lower-triangular network of its own, x_j = last output of f_j(x_parents, n_j), since in a shared one a variable
/// would depend on all its ancestors directly.
/// </remarks>
internal static class AcyclicSimulator
{
    /// <summary>Draws a model and its data. Every purpose has a random stream of its own.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every problem.</exception>
    public static AcyclicData Generate(AcyclicOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Generate(options, seed, new Dictionary<int, double>());
    }

    /// <summary>
    /// The same model and the same disturbances with variables held at given values, by their place in the causal
    /// order; not for a full graph, whose variables come out of one network.
    /// </summary>
    internal static AcyclicData Generate(AcyclicOptions options, ulong seed, IReadOnlyDictionary<int, double> held)
    {
        OptionProblems.ThrowIfAny(options.Validate(), nameof(options));
        var random = new RandomStream(seed).Split("acyclic");
        var (d, rows) = (options.Variables, options.Segments * options.RowsPerSegment);
        var graph = options.Graph ?? DrawGraph(options, random.Split("graph"));
        var full = IsFull(graph);
        if (full && held.Count > 0)
            throw new ArgumentException(
                "A full graph is one network, in which no variable can be held; leave an edge out.", nameof(held));
        var networks = Enumerable.Range(0, d).Select(j => DrawNetwork(
            Parents(graph, j).Length + 1, options.Layers, random.Split("network").Split((ulong)j))).ToArray();
        var (means, scales) = DrawMoments(options, random);

        var places = options.Shuffle ? random.Split("order").Permutation(d) : [.. Enumerable.Range(0, d)];
        var (observed, disturbances, segment) = (new Matrix(rows, d), new Matrix(rows, d), new int[rows]);
        var stream = random.Split("disturbances");
        double[] n = new double[d], x = new double[d];
        for (var row = 0; row < rows; row++)
        {
            segment[row] = row / options.RowsPerSegment;
            for (var j = 0; j < d; j++)
                n[j] = means[segment[row], j] + scales[segment[row], j] * stream.NextNormal();
            if (full)
                Propagate(n, networks[^1], options.Activation).CopyTo(x, 0);
            else
                for (var j = 0; j < d; j++)
                    x[j] = held.TryGetValue(j, out var value) ? value : Propagate(
                        [.. Parents(graph, j).Select(i => x[i]), n[j]], networks[j], options.Activation)[^1];
            if (options.Staircase)
                x[0] = n[0];
            for (var j = 0; j < d; j++)
                (observed[row, places[j]], disturbances[row, places[j]]) = ((float)x[j], (float)n[j]);
        }

        var placed = new bool[d, d];
        for (var i = 0; i < d; i++)
            for (var j = 0; j < d; j++)
                placed[places[i], places[j]] = graph[i, j];
        return new AcyclicData
        {
            Options = options,
            Seed = seed,
            Observed = observed,
            Disturbances = disturbances,
            Segment = segment,
            Graph = placed,
        };
    }

    private static bool[,] DrawGraph(AcyclicOptions options, RandomStream random)
    {
        var graph = new bool[options.Variables, options.Variables];
        for (var i = 0; i < options.Variables; i++)
            for (var j = i + 1; j < options.Variables; j++)
                graph[i, j] = random.NextDouble() < options.EdgeProbability;
        return graph;
    }

    private static bool IsFull(bool[,] graph) =>
        graph.Cast<bool>().Count(edge => edge) == graph.GetLength(0) * (graph.GetLength(0) - 1) / 2;

    private static int[] Parents(bool[,] graph, int j) =>
        [.. Enumerable.Range(0, graph.GetLength(0)).Where(i => graph[i, j])];

    /// <summary>
    /// Lower-triangular matrices of every layer <c>[size, size]</c>, rows of length 1, entries of a row of comparable
    /// size, so that every cause is felt.
    /// </summary>
    private static double[][,] DrawNetwork(int size, int layers, RandomStream random)
    {
        var matrices = new double[layers][,];
        for (var layer = 0; layer < layers; layer++)
        {
            var matrix = matrices[layer] = new double[size, size];
            for (var row = 0; row < size; row++)
            {
                var squares = 0.0;
                for (var column = 0; column <= row; column++)
                {
                    var value = random.NextUniform(0.5, 1) * (random.NextDouble() < 0.5 ? -1 : 1);
                    matrix[row, column] = value;
                    squares += value * value;
                }

                for (var column = 0; column <= row; column++)
                    matrix[row, column] /= Math.Sqrt(squares);
            }
        }

        return matrices;
    }

    private static (double[,] Means, double[,] Scales) DrawMoments(AcyclicOptions options, RandomStream random)
    {
        double[,] means = new double[options.Segments, options.Variables],
            scales = new double[options.Segments, options.Variables];
        var stream = random.Split("scales");
        for (var segment = 0; segment < options.Segments; segment++)
            for (var j = 0; j < options.Variables; j++)
                scales[segment, j] = stream.NextUniform(options.ScaleLow, options.ScaleHigh);
        if (options.Staircase)
            foreach (var (segment, gamma) in random.Split("staircase").Permutation(options.Segments).Index())
                means[segment, 0] = 2 * (gamma + 1);
        return (means, scales);
    }

    private static double[] Propagate(double[] input, double[][,] network, MixingActivation activation)
    {
        var h = input;
        foreach (var (layer, matrix) in network.Index())
        {
            var next = new double[h.Length];
            for (var row = 0; row < h.Length; row++)
                for (var column = 0; column <= row; column++)
                    next[row] += matrix[row, column] * h[column];
            if (layer < network.Length - 1 && activation != MixingActivation.None)
                for (var i = 0; i < next.Length; i++)
                    next[i] = activation == MixingActivation.Xtanh
                        ? Math.Tanh(next[i]) + 0.1 * next[i]
                        : Math.Max(next[i], 0.2 * next[i]);
            h = next;
        }

        return h;
    }
}
