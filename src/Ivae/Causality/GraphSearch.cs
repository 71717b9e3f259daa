using Ivae.Data;
using Ivae.Evaluation;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Causality;

/// <summary>Finds a causal graph from data in segments.</summary>
public static class GraphSearch
{
    /// <summary>Searches the graph, and how often bootstrap samples over segments find each of its edges.</summary>
    /// <param name="data">Variables and segments.</param>
    /// <param name="options">How.</param>
    /// <param name="knowledge">Edges known beforehand.</param>
    /// <param name="progress">Receives the number of searches done, of 1 + bootstrap.</param>
    /// <param name="samplesFolder">Where finished bootstrap samples are kept, and taken from when the same search is
    /// started again; none otherwise.</param>
    /// <param name="cancellation">Ends the search with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">Options are out of range.</exception>
    public static GraphResult Run(
        CausalData data, GraphOptions options, CausalKnowledge knowledge, IProgress<int>? progress = null,
        string? samplesFolder = null, CancellationToken cancellation = default)
    {
        var samples = Samples(data, options, knowledge, progress, samplesFolder, checkpoint: null, cancellation);
        return Run(data, options, knowledge, samples, progress, checkpoint: null, cancellation);
    }

    /// <summary>The search of the data themselves, with how often samples found each edge.</summary>
    internal static GraphResult Run(CausalData data, GraphOptions options, CausalKnowledge knowledge,
        IReadOnlyList<bool[,]> samples, IProgress<int>? progress, Checkpoint? checkpoint,
        CancellationToken cancellation)
    {
        Check(data, options, knowledge);
        var stream = new RandomStream(options.Pair.Seed);
        var first =
            Once(data, options, knowledge, stream.Split("mechanisms"), checkpoint?.Of("graph"), cancellation);
        progress?.Report(samples.Count + 1);
        var frequencies = new double[data.Variables, data.Variables];
        for (var i = 0; i < data.Variables; i++)
            for (var j = 0; j < data.Variables; j++)
                frequencies[i, j] =
                    samples.Count == 0 ? double.NaN : samples.Average(sample => sample[i, j] && !sample[j, i] ? 1 : 0);
        CausalEdge[] edges = [.. first.Edges.Select(edge =>
            edge with { Frequency = samples.Count == 0 ? null : frequencies[edge.From, edge.To] })];
        return new GraphResult(new CausalGraph(data.Names, edges), first.Pairs, frequencies);
    }

    /// <summary>The graphs of the bootstrap samples; those that are there, where they are only collected.</summary>
    internal static IReadOnlyList<bool[,]> Samples(CausalData data, GraphOptions options, CausalKnowledge knowledge,
        IProgress<int>? progress, string? folder, Checkpoint? checkpoint, CancellationToken cancellation)
    {
        Check(data, options, knowledge);
        var kept = folder is null ? null : new GraphSamples(folder, data, options, knowledge);
        var (samples, done) = (new bool[options.Bootstrap][,], 0);
        string[] names = [.. Enumerable.Range(0, options.Bootstrap).Select(sample => kept?.NameOf(sample) ?? "")];
        (checkpoint?.Work ?? SharedWork.Alone).Make(names, IsThere, (sample, token) =>
        {
            var at = checkpoint?.Of(names[sample]);
            var own = new RandomStream(options.Pair.Seed).Split("bootstrap").Split((ulong)sample);
            var found = Once(
                data.Resample(own.Split("segments")), options, knowledge, own.Split("mechanisms"), at, token);
            var adjacency = new CausalGraph(data.Names, found.Edges).Adjacency();
            kept?.Write(sample, adjacency);
            at?.Forget();
            samples[sample] = adjacency;
            progress?.Report(Interlocked.Increment(ref done));
        }, options.Threads, waits: false, cancellation);
        return [.. samples.Where(sample => sample is not null)];

        bool IsThere(int sample)
        {
            if (samples[sample] is null && kept?.Read(sample, data.Variables) is { } before)
            {
                samples[sample] = before;
                progress?.Report(Interlocked.Increment(ref done));
            }

            return samples[sample] is not null;
        }
    }

    private static void Check(CausalData data, GraphOptions options, CausalKnowledge knowledge)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(knowledge);
        options.Pair.Validate();
        if (options.Bootstrap < 0 || !(options.MinGain >= 0))
            throw new ArgumentException($"bootstrap and min_gain are {options.Bootstrap} and {options.MinGain}; they "
                + "cannot be negative.", nameof(options));
        data.CheckIndependent(data.Standardised);
    }

    private static (IReadOnlyList<CausalEdge> Edges, IReadOnlyList<PairTest> Pairs) Once(
        CausalData data, GraphOptions options, CausalKnowledge knowledge, RandomStream stream,
        Checkpoint? checkpoint, CancellationToken cancellation)
    {
        var scores = new MechanismScores(data, options.Pair.Mechanism, stream, checkpoint, cancellation);
        return options.Method == GraphMethod.Order
            ? ByOrder(scores, options, knowledge)
            : BySkeleton(scores, options, knowledge);
    }

    /// <summary>
    /// The variable that comes before all others, given those before it, again and again; then each keeps the causes it
    /// cannot do without. An edge has a direction where the test of its ends, made when the cause was placed, had one:
    /// an order is always found, also where the data do not determine one.
    /// </summary>
    private static (IReadOnlyList<CausalEdge> Edges, IReadOnlyList<PairTest> Pairs) ByOrder(
        MechanismScores scores, GraphOptions options, CausalKnowledge knowledge)
    {
        var (left, before, pairs) =
            (Enumerable.Range(0, scores.Data.Variables).ToList(), new List<int>(), new List<PairTest>());
        var edges = new List<CausalEdge>();
        while (left.Count > 0)
        {
            var against = new double[scores.Data.Variables];
            foreach (var (index, a) in left.Index())
                foreach (var b in left.Skip(index + 1))
                {
                    var result = PairDirection.Compare(scores, a, b, before, options.Pair);
                    pairs.Add(new PairTest(a, b, [.. before], result));
                    against[a] += Math.Max(0, -result.Evidence);
                    against[b] += Math.Max(0, result.Evidence);
                }

            var next = left.Where(candidate =>
                !knowledge.Required.Any(edge => edge.To == candidate && left.Contains(edge.From)))
                .MinBy(candidate => against[candidate]);
            edges.AddRange(Causes(scores, next, before, options, knowledge).Select(edge =>
                edge with { Directed = knowledge.Required.Contains((edge.From, edge.To)) || IsClear(pairs, edge) }));
            left.Remove(next);
            before.Add(next);
        }

        return (edges, pairs);
    }

    /// <summary>Whether the last test of the two ends put the cause first beyond chance.</summary>
    private static bool IsClear(List<PairTest> pairs, CausalEdge edge)
    {
        var test =
            pairs.Last(pair => (pair.A, pair.B) == (edge.From, edge.To) || (pair.A, pair.B) == (edge.To, edge.From));
        return test.Result.Answer != DirectionAnswer.Undetermined && test.Result.Evidence > 0 == (test.A == edge.From);
    }

    /// <summary>
    /// Backward elimination among possible causes: the one that adds least goes first, while it adds less than required
    /// or less than an interval over segments distinguishes from zero.
    /// </summary>
    private static List<CausalEdge> Causes(MechanismScores scores, int effect, IReadOnlyList<int> possible,
        GraphOptions options, CausalKnowledge knowledge)
    {
        List<int> causes = [.. possible.Where(cause => !knowledge.Forbidden.Contains((cause, effect)))];
        while (true)
        {
            var gains =
                causes.Select(cause => (Cause: cause, Gain: Gain(scores, effect, causes, cause, options))).ToList();
            var idle = gains.Where(gain => gain.Gain.Low <= 0 || gain.Gain.Mean < options.MinGain)
                .Where(gain => !knowledge.Required.Contains((gain.Cause, effect))).ToList();
            if (idle.Count == 0)
                return [.. gains.Select(gain => new CausalEdge(gain.Cause, effect, true, gain.Gain.Mean))];
            causes.Remove(idle.MinBy(gain => gain.Gain.Mean).Cause);
        }
    }

    /// <summary>
    /// Held-out log-likelihood that a cause adds, and the lower end of Student's interval over halves of segments.
    /// </summary>
    private static MeanInterval Gain(
        MechanismScores scores, int effect, List<int> causes, int cause, GraphOptions options)
    {
        var with = scores.LogLikelihood(effect, causes);
        var without = scores.LogLikelihood(effect, causes.Where(other => other != cause));
        return MeanInterval.Of([.. with.Zip(without, (w, o) => w - o)], options.Pair.Alpha);
    }

    /// <summary>
    /// Edges of PC's skeleton, directed one after the other, the clearest first, given the parents found so far; one
    /// that would close a cycle stays without direction.
    /// </summary>
    private static (IReadOnlyList<CausalEdge> Edges, IReadOnlyList<PairTest> Pairs) BySkeleton(
        MechanismScores scores, GraphOptions options, CausalKnowledge knowledge)
    {
        var d = scores.Data.Variables;
        scores.Data.CheckIndependent(scores.Data.Scores);
        var (skeleton, _) =
            PeterClark.Skeleton(d, PeterClark.PartialCorrelations(scores.Data.Scores), options.Pair.Alpha);
        var directed = new bool[d, d];
        var (open, pairs) = (new List<(int A, int B)>(), new List<PairTest>());
        foreach (var (from, to) in knowledge.Required)
            directed[from, to] = true;
        for (var a = 0; a < d; a++)
            for (var b = a + 1; b < d; b++)
                if (skeleton[a, b] && !directed[a, b] && !directed[b, a]
                    && !(knowledge.Forbidden.Contains((a, b)) && knowledge.Forbidden.Contains((b, a))))
                    open.Add((a, b));
        while (open.Count > 0)
        {
            var tests = open.Select(edge =>
            {
                int[] given = [.. Enumerable.Range(0, d)
                    .Where(k => k != edge.A && k != edge.B && (directed[k, edge.A] || directed[k, edge.B])
                        && !CausalGraph.Reaches(directed, edge.A, k) && !CausalGraph.Reaches(directed, edge.B, k))];
                return new PairTest(
                    edge.A, edge.B, given, PairDirection.Compare(scores, edge.A, edge.B, given, options.Pair));
            }).ToList();
            var clear = tests.Where(test =>
                test.Result.Answer is DirectionAnswer.Forward or DirectionAnswer.Backward && Allowed(test)).ToList();
            if (clear.Count == 0)
            {
                pairs.AddRange(tests);
                break;
            }

            var best = clear.MaxBy(test => Math.Abs(test.Result.Evidence))!;
            var (from, to) = best.Result.Evidence > 0 ? (best.A, best.B) : (best.B, best.A);
            directed[from, to] = true;
            pairs.Add(best);
            open.Remove((best.A, best.B));
        }

        bool Allowed(PairTest test)
        {
            var (from, to) = test.Result.Evidence > 0 ? (test.A, test.B) : (test.B, test.A);
            return !knowledge.Forbidden.Contains((from, to)) && !CausalGraph.Reaches(directed, to, from);
        }

        List<int> Parents(int j) => [.. Enumerable.Range(0, d).Where(i => directed[i, j])];
        List<CausalEdge> edges = [.. Enumerable.Range(0, d).SelectMany(j =>
            Parents(j).Select(i => new CausalEdge(i, j, true, Gain(scores, j, Parents(j), i, options).Mean)))];
        edges.AddRange(open.Select(edge => new CausalEdge(edge.A, edge.B, false, double.NaN)));
        return (edges, pairs);
    }
}
