using Ivae.Autodiff;
using Ivae.Distributions;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>
/// The likelihood of sequences whose regimes are not observed, by generalised expectation and maximisation: after each
/// epoch the regimes are computed given all training rows and the chain from them, and between, gradients move all else
/// with the regimes of a row given the others held. Held-out rows are scored by the exact likelihood of their
/// sequences.
/// </summary>
/// <remarks>
/// Source: Hälvä and Hyvärinen, "Hidden Markov nonlinear ICA: unsupervised learning from nonstationary time series",
/// UAI 2020; of transitions Song et al., "Temporally disentangled representation learning under unknown
/// nonstationarity", NeurIPS 2023.
/// </remarks>
internal sealed class RegimeObjective : IObjective<float>
{
    private readonly IvaeObjective<float> inner;
    private readonly IvaeNetwork<float> network;
    private readonly ModelData data;
    private readonly Matrix logRegimes;
    private readonly (int Start, int End)[] trained;
    private readonly (int Start, int End)[] judged;
    private readonly int judgedRows;
    private readonly double logAbsDeterminant;
    private readonly bool isFresh;
    private double progress;

    /// <param name="network">The model to train; one that has a chain goes on from it.</param>
    /// <param name="given">All rows.</param>
    /// <param name="split">Which rows to train on and which to hold out.</param>
    /// <param name="stream">Where chance comes from.</param>
    /// <param name="logAbsDeterminant">log |det| of the preprocessing: with it, likelihoods are in data units.</param>
    /// <param name="isLasting">Whether first regimes are held to last.</param>
    public RegimeObjective(IvaeNetwork<float> network, ModelData given, RowSplit split, RandomStream stream,
        double logAbsDeterminant, bool isLasting)
    {
        (this.network, this.logAbsDeterminant) = (network, logAbsDeterminant);
        var past = network.Options.Prior.Past;
        logRegimes = new Matrix(given.Rows, network.Regimes!.Count);
        data = given with { Codes = [new int[given.Rows]], LogRegimes = logRegimes };
        trained = [.. data.Runs(data.WithPast(split.Training, past))];
        judged = [.. data.Runs(data.WithPast(split.HeldOut, past))];
        if (judged.Length == 0)
            judged = trained;
        judgedRows = judged.Sum(run => run.End - run.Start);
        inner = new IvaeObjective<float>(network, data, split, stream, logAbsDeterminant);
        isFresh = network.Regimes.Value is null;
        if (isFresh)
            Begin(stream.Split("regimes"), past, isLasting);
        else
            network.Regimes.Value!.Given(Densities(), trained).LogOfOthers.Values.CopyTo(logRegimes.Values, 0);
    }

    /// <inheritdoc/>
    public ParameterSet<float> Parameters => inner.Parameters;

    /// <inheritdoc/>
    public ReadOnlySpan<int> TrainingRows => inner.TrainingRows;

    /// <inheritdoc/>
    public int Threads
    {
        get => inner.Threads;
        set => inner.Threads = value;
    }

    /// <inheritdoc/>
    public double Loss(ReadOnlySpan<int> rows, double progress)
    {
        this.progress = progress;
        return inner.Loss(rows, progress);
    }

    /// <inheritdoc/>
    /// <remarks>It computes the regimes of the training rows, and the chain, first.</remarks>
    public double Validate()
    {
        var (chain, densities) = (network.Regimes!.Value!, Densities());
        if (!isFresh || progress > MethodDecisions.FirstRegimesHeld)
        {
            var found = chain.Given(densities, trained);
            found.LogOfOthers.Values.CopyTo(logRegimes.Values, 0);
            network.Regimes.Value = HiddenMarkovChain.Of(found);
            chain = network.Regimes.Value!; // as it was rounded
        }

        var rest = data.LogRest is { } logs
            ? judged.Sum(run => logs.AsSpan(run.Start, run.End - run.Start).ToArray().Sum()) / judgedRows : 0;
        return chain.Given(densities, judged).LogLikelihood / judgedRows + logAbsDeterminant + rest;
    }

    /// <inheritdoc/>
    public void Exchange(StateArchive state)
    {
        state.Values<float>(logRegimes.Values);
        inner.Exchange(state);
    }

    /// <inheritdoc/>
    public IEnumerable<(string Name, double Value)> Terms() => inner.Terms();

    /// <summary>log p(x_t | past, k) of every row with a past, in model units <c>[N, K]</c>; 0 of others.</summary>
    /// <param name="network">A model with regimes.</param>
    /// <param name="data">Rows.</param>
    public static Matrix Densities(IvaeNetwork<float> network, ModelData data)
    {
        const int BatchSize = 512;
        var densities = new Matrix(data.Rows, network.Regimes!.Count);
        var all = data with { Codes = [new int[data.Rows]], LogRegimes = null };
        var rows = data.WithPast([.. Enumerable.Range(0, data.Rows)], network.Options.Prior.Past);
        var (graph, noise) = (ModelGraph<float>.Of(network), new RandomStream(0));
        var regimes = graph.Regimes!;
        for (var start = 0; start < rows.Length; start += BatchSize)
        {
            var batch = rows.AsSpan(start, Math.Min(BatchSize, rows.Length - start));
            graph.Load(all, batch, noise);
            graph.Tape.Forward();
            for (var i = 0; i < batch.Length; i++)
                for (var k = 0; k < densities.Columns; k++)
                    densities[batch[i], k] = regimes.LogDensities.Value[i * densities.Columns + k]
                        + graph.Bound.Value[i] - regimes.LogDensityOfRow.Value[i];
        }

        return densities;
    }

    private Matrix Densities() => Densities(network, data);

    private void Begin(RandomStream stream, int past, bool isLasting)
    {
        var latents = RowwiseEvaluator.Apply(data.Observed, network.Latents, network.Encode);
        var (chain, found) = new RegimeStart(latents, past, trained).Fit(logRegimes.Columns, stream, isLasting);
        network.Regimes!.Value = chain;
        for (var i = 0; i < logRegimes.Values.Length; i++)
            logRegimes.Values[i] = MathF.Log(Math.Max(found.Probability.Values[i], 1e-30f));
    }
}
