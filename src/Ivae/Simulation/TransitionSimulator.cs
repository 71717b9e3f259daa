using Ivae.Data;
using Ivae.Distributions;
using Ivae.Numerics;

namespace Ivae.Simulation;

/// <summary>Makes sequences whose latents follow from those before.</summary>
internal static class TransitionSimulator
{
    private const double Slope = 0.2; // of the leaky ReLU, for negative numbers
    private const int Candidates = 200; // of a matrix, whose condition number must be in their lower quarter
    private const double Own = 0.45; // weight of a latent on itself, of a sparse structure
    private const double Others = 0.5; // of all others together, in absolute value: with its own below 1, none grows

    /// <summary>Draws a model and its data. Every purpose has a random stream of its own.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every problem.</exception>
    public static TransitionData Generate(TransitionOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionProblems.ThrowIfAny(options.Validate(), nameof(options));
        var random = new RandomStream(seed).Split("transition");
        var weights = Weights(options, random.Split("weights"));
        var regime = Regimes(options, random.Split("regimes"));
        var latents = new Matrix(options.Rows, options.Latent);
        var logDensity = new Matrix(options.Rows, 1);
        Parallel.For(0, options.Sequences, sequence =>
            Roll(latents, logDensity, regime, weights, sequence * options.Length, options,
                random.Split("innovations").Split((ulong)sequence)));
        if (options.Shuffled)
        {
            int[] order = [.. Enumerable.Range(0, options.Rows)];
            random.Split("shuffle").Shuffle<int>(order);
            (latents, regime) = (latents.TakeRows(order), Array.ConvertAll(order, row => regime[row]));
        }

        var (observed, logSlopes) = Observe(latents, options, random);
        for (var row = 0; row < options.Rows; row++)
            logDensity[row, 0] -= (float)logSlopes[row];
        return new TransitionData
        {
            Options = options,
            Observed = observed,
            Auxiliary = options.Regimes == 1 ? Auxiliary.None(options.Rows)
                : Auxiliary.Of(new CategoricalVariable("regime", TableReader.Names("", options.Regimes), regime)),
            Length = options.Length,
            Graph = Graph(options, weights),
            LogLikelihood = options is { Noise: 0, Chain: 0, Shuffled: false } && options.Observed == options.Latent
                ? logDensity : null,
            Sources = latents,
            Regime = regime,
            Weights = weights,
        };
    }

    private static bool[,] Graph(TransitionOptions options, double[][][,] weights)
    {
        var graph = new bool[options.Latent, options.Latent];
        for (var i = 0; i < options.Latent; i++)
            for (var j = 0; j < options.Latent; j++)
                graph[i, j] = !options.Shuffled && weights.Any(lags => lags.Any(matrix => matrix[i, j] != 0));
        return graph;
    }

    private static double Leaky(double value) => Math.Max(value, Slope * value);

    private static double LogSlope(double value) => value > 0 ? 0 : Math.Log(Slope);

    private static void Roll(
        Matrix latents, Matrix logDensity, int[] regime, double[][][,] weights, int start, TransitionOptions options,
        RandomStream stream)
    {
        for (var step = 0; step < options.Length; step++)
            for (var j = 0; j < options.Latent; j++)
            {
                var row = start + step;
                if (step < options.Lags && options.Structure != TransitionStructure.None)
                {
                    var first = stream.NextNormal();
                    latents[row, j] = (float)(options.StartDeviation * first);
                    logDensity[row, 0] += (float)(
                        PriorFamily.Gaussian.LogDensityStandardised(first) - Math.Log(options.StartDeviation));
                    continue;
                }

                var innovation = options.Innovation.SampleStandardised(stream);
                var sum = options.Deviation * innovation;
                for (var lag = 1; lag <= options.Lags && options.Structure != TransitionStructure.None; lag++)
                    for (var i = 0; i < options.Latent; i++)
                        sum += Leaky(latents[row - lag, i]) * weights[regime[row]][lag - 1][i, j];
                latents[row, j] = (float)Leaky(sum);
                logDensity[row, 0] += (float)(options.Innovation.LogDensityStandardised(innovation)
                    - Math.Log(options.Deviation) - LogSlope(sum));
            }
    }

    private static int[] Regimes(TransitionOptions options, RandomStream random)
    {
        var regime = new int[options.Rows];
        for (var row = 0; row < regime.Length; row++)
            regime[row] = row % options.Length == 0 ? random.NextInt32(options.Regimes)
                : random.NextDouble() < options.Stay ? regime[row - 1]
                : (regime[row - 1] + 1) % options.Regimes;
        return regime;
    }

    private static double[][][,] Weights(TransitionOptions options, RandomStream random)
    {
        var shared = OfRegime(options, random.Split("shared"));
        var weights = new double[options.Regimes][][,];
        for (var regime = 0; regime < weights.Length; regime++)
        {
            var own = random.Split("regime").Split((ulong)regime);
            weights[regime] = options.Structure == TransitionStructure.Redrawn
                ? OfRegime(options, own)
                : [.. shared.Select(matrix => (double[,])matrix.Clone())];
            if (options.Structure == TransitionStructure.Permuted)
                weights[regime][0] = Permutation(options.Latent, own);
            if (options.ChangingEdge > 0)
                weights[regime][0][0, 1] = own.Split("edge").NextUniform(-options.ChangingEdge, options.ChangingEdge);
        }

        return weights;
    }

    private static double[][,] OfRegime(TransitionOptions options, RandomStream random) =>
        [.. Enumerable.Range(0, options.Lags).Select(lag =>
            OfLag(options, lag, random.Split((ulong)lag)))];

    private static double[,] OfLag(TransitionOptions options, int lag, RandomStream random)
    {
        var n = options.Latent;
        var matrix = new double[n, n];
        switch (options.Structure)
        {
            case TransitionStructure.Sparse when lag == 0:
                for (var j = 0; j < n; j++)
                {
                    matrix[j, j] = Own;
                    foreach (var i in random.Permutation(n).Where(i => i != j).Take(options.Parents))
                        matrix[i, j] = Others / options.Parents * (random.NextInt32(2) * 2 - 1);
                }

                break;
            case TransitionStructure.Independent:
                for (var j = 0; j < n; j++)
                    matrix[j, j] = random.NextUniform(-1, 1);
                break;
            case TransitionStructure.Dense or TransitionStructure.Redrawn or TransitionStructure.Permuted:
                return WellConditioned(n, random);
        }

        return matrix;
    }

    private static double[,] Permutation(int n, RandomStream random)
    {
        var matrix = new double[n, n];
        foreach (var (from, to) in random.Permutation(n).Index())
            matrix[from, to] = 1;
        return matrix;
    }

    /// <summary>U(−1, 1) with columns of length 1, as regular as a quarter of such matrices are.</summary>
    private static double[,] WellConditioned(int n, RandomStream random)
    {
        var drawn = Enumerable.Range(0, Candidates).Select(_ =>
        {
            var matrix = new double[n, n];
            for (var j = 0; j < n; j++)
            {
                for (var i = 0; i < n; i++)
                    matrix[i, j] = random.NextUniform(-1, 1);
                var length = Math.Sqrt(Enumerable.Range(0, n).Sum(i => matrix[i, j] * matrix[i, j]));
                for (var i = 0; i < n; i++)
                    matrix[i, j] /= length;
            }

            return (Matrix: matrix, Condition: MixingMatrices.ConditionNumber(
                new Matrix(n, n, [.. matrix.Cast<double>().Select(value => (float)value)])));
        }).ToArray();
        var most = drawn.Select(one => one.Condition).Order().ElementAt(Candidates / 4);
        return drawn.First(one => one.Condition <= most).Matrix;
    }

    /// <summary>x, and of a square mixing log |det ∂x/∂z| of each row.</summary>
    private static (Matrix Observed, double[] LogSlopes) Observe(
        Matrix latents, TransitionOptions options, RandomStream random)
    {
        var layers = MixingMatrices.Draw(
            new SimulationOptions
            {
                Latent = options.Latent,
                Observed = options.Observed,
                MixingLayers = options.MixingLayers,
                RepeatMatrix = false,
                Matrix = MixingMatrixKind.Orthogonal,
            },
            random.Split("mixing"));
        var (observed, logSlopes) = (latents, new double[latents.Rows]);
        foreach (var matrix in layers)
        {
            for (var row = 0; row < observed.Rows; row++)
                foreach (var value in observed.Row(row))
                    logSlopes[row] += LogSlope(value);
            var bent = new Matrix(observed.Rows, observed.Columns,
                Array.ConvertAll(observed.Values, value => (float)Leaky(value)));
            observed = new Matrix(bent.Rows, matrix.Columns);
            MatrixProduct.Multiply<float>(bent.Values, matrix.Values, default, observed.Values, bent.Rows,
                bent.Columns, matrix.Columns, accumulate: false);
        }

        var stream = random.Split("noise");
        for (var row = 0; row < observed.Rows && options is not { Noise: 0, Chain: 0 }; row++)
            for (var column = 0; column < observed.Columns; column++)
                observed[row, column] += (float)(options.Noise * stream.NextDouble()
                    + (column == 0 ? 0 : options.Chain * observed[row, column - 1]));
        return (observed, logSlopes);
    }
}
