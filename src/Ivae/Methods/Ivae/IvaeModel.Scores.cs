using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <content>How well the model explains rows.</content>
public sealed partial class IvaeModel
{
    /// <summary>
    /// Part of the variance of x, preprocessed <c>[N, D]</c>, that is not in f(z) at the posterior means.
    /// </summary>
    internal double UnexplainedVarianceFraction(RowSelection x)
    {
        if (network.Complement is null && network.Flow is not null)
            return 0; // f inverts g
        var decoded = RowwiseEvaluator.Apply(x, x.Columns, observed => network.Decode(network.Encode(observed)));
        return 1 - RSquared.Pooled(x, decoded);
    }

    /// <summary>
    /// What a flow with fewer latents than columns takes for noise, standardised given z <c>[N, D − L]</c>; none of
    /// other models.
    /// </summary>
    internal Matrix? Remainder(ModelData units) => network.Complement is null
        ? null
        : RowwiseEvaluator.Apply(units.Observed, ModelColumns - Latents, network.Remainder);

    /// <summary>Bounds on log p(x | u) of each row, in nats and data units <c>[N]</c>.</summary>
    /// <param name="data">Rows with their u.</param>
    /// <param name="samples">K ≥ 1 of the importance-weighted bound (Burda, Grosse and Salakhutdinov 2016, equation 8);
    /// the bound rises with K to log p(x | u).</param>
    /// <param name="seed">Seed of the samples.</param>
    public Scores Score(Dataset data, int samples = 100, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        return Score(ToModelUnits(data, requireAuxiliary: true), samples, seed);
    }

    /// <summary>
    /// Mean log p(x | u) of rows that are preprocessed already, or the importance-weighted bound on it.
    /// </summary>
    internal double MeanLogLikelihood(ModelData units, int samples = 1) =>
        Score(units, samples, seed: 0).ImportanceWeighted.Average();

    /// <summary>The scores of rows that are preprocessed already.</summary>
    internal Scores Score(ModelData units, int samples, ulong seed)
    {
        var scored = units.WithPast([.. Enumerable.Range(0, units.Rows)], Past);
        if (scored.Length == 0)
            throw new ArgumentException($"No row has {Past} rows before it in its sequence, which the prior of this "
                + "model reads; give whole sequences, in order of time.", nameof(units));
        var scores = ScoreRows(units, scored, samples, seed);
        if (scored.Length == units.Rows)
            return scores;
        var (elbo, weighted) = (new double[units.Rows], new double[units.Rows]);
        elbo.AsSpan().Fill(double.NaN);
        weighted.AsSpan().Fill(double.NaN);
        for (var i = 0; i < scored.Length; i++)
            (elbo[scored[i]], weighted[scored[i]]) = (scores.Elbo[i], scores.ImportanceWeighted[i]);
        return new Scores(elbo, weighted, samples) { ScoredRows = scored };
    }

    /// <summary>The same of some rows, each of which has the past that the prior reads.</summary>
    internal Scores ScoreRows(ModelData units, int[] rows, int samples, ulong seed)
    {
        var shift = Description.Preprocessing.LogAbsDeterminant;
        var elbo = new double[rows.Length];
        var total = new LogSumExp[rows.Length];
        var noise = new RandomStream(seed).Split("score");
        var graph = ModelGraph<float>.Of(network, importance: true);
        for (var sample = 0; sample < samples; sample++)
        {
            Run(graph, units, rows, noise.Split((ulong)sample), start =>
            {
                var (bound, weight) = (graph.Bound, graph.LogWeight);
                for (var row = 0; row < bound.Length; row++)
                {
                    var outside = shift + (units.LogRest?[rows[start + row]] ?? 0);
                    elbo[start + row] += (bound.Value[row] + outside) / samples;
                    total[start + row].Add(weight.Value[row] + outside);
                }
            });
        }

        return new Scores(elbo, [.. total.Select(t => t.Value - Math.Log(samples))], samples);
    }
}
