using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Simulation;

/// <summary>Sequences with latent transitions, with everything that made them.</summary>
internal sealed class TransitionData
{
    /// <summary>The options it was made with.</summary>
    public required TransitionOptions Options { get; init; }

    /// <summary>Observations x <c>[N, D]</c>, sequence by sequence.</summary>
    public required Matrix Observed { get; init; }

    /// <summary>Latents z <c>[N, n]</c>.</summary>
    public required Matrix Latents { get; init; }

    /// <summary>Regime of each row from 0 <c>[N]</c>.</summary>
    public required int[] Regime { get; init; }

    /// <summary>
    /// log p(x_t | past, u) of each row in nats <c>[N, 1]</c>; none with noise, with fewer latents than columns, or
    /// where rows were shuffled.
    /// </summary>
    public Matrix? LogLikelihood { get; init; }

    /// <summary>W_l of each regime, <c>[M][P]</c> matrices <c>[n, n]</c>, from row to column.</summary>
    public required double[][][,] Weights { get; init; }

    /// <summary>
    /// Whether a latent moves another at some lag in some regime: [i, j] says whether i moves j <c>[n, n]</c>.
    /// </summary>
    public bool[,] Graph
    {
        get
        {
            var n = Options.Latent;
            var graph = new bool[n, n];
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                    graph[i, j] = !Options.Shuffled && Weights.Any(lags => lags.Any(matrix => matrix[i, j] != 0));
            return graph;
        }
    }

    /// <summary>The data with u = regime where there are several; the latents are the true sources.</summary>
    public Dataset ToDataset() => new()
    {
        Observed = Observed,
        ObservedNames = TableReader.Names("x", Observed.Columns),
        Auxiliary = Options.Regimes == 1 ? Auxiliary.None(Observed.Rows)
            : Auxiliary.Of(new CategoricalVariable("regime", TableReader.Names("", Options.Regimes), Regime)),
        Sources = Latents,
        TrueLogLikelihood = LogLikelihood,
        TimeOrdered = true,
        Starts = [.. Enumerable.Range(0, Options.Sequences).Select(sequence => sequence * Options.Length)],
        RowNumbers = [.. Enumerable.Range(1, Observed.Rows)],
        Name = "transition simulation",
    };

    /// <summary>
    /// What a file of this simulation holds: <c>x</c>, <c>u</c> (regime from 0, <c>[N, 1]</c>, of several),
    /// <c>s</c> latents, <c>sequence</c> from 0 <c>[N, 1]</c>, <c>graph</c> (1 where the row moves the column)
    /// and <c>log_likelihood</c> where it is known.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, Matrix>> NamedArrays()
    {
        var graph = Graph;
        var arrays = new List<KeyValuePair<string, Matrix>>
        {
            new("x", Observed),
            new("s", Latents),
            new("sequence", Column([.. Enumerable.Range(0, Observed.Rows).Select(row => row / Options.Length)])),
            new("graph", new Matrix(graph.GetLength(0), graph.GetLength(1),
                [.. graph.Cast<bool>().Select(edge => edge ? 1f : 0f)])),
        };
        if (Options.Regimes > 1)
            arrays.Add(new("u", Column(Regime)));
        if (LogLikelihood is not null)
            arrays.Add(new("log_likelihood", LogLikelihood));
        return arrays;
    }

    private static Matrix Column(int[] values) =>
        new(values.Length, 1, Array.ConvertAll(values, value => (float)value));
}
