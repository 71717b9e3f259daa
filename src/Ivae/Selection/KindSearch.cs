using System.Collections.Concurrent;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Selection;

/// <summary>
/// Which kind of model explains held-out rows best: successive halving over kinds and starts, each trained for a short
/// time whole, the better ones on.
/// </summary>
/// <remarks>
/// Source of the halving: Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter
/// optimization", AISTATS 2016.
/// </remarks>
/// <param name="data">The data.</param>
/// <param name="contenders">All that take part, the simplest first.</param>
/// <param name="threads">Threads that they share.</param>
/// <param name="cancellation">Ends the search; the best so far is then chosen.</param>
internal sealed class KindSearch(
    PreparedData data, IReadOnlyList<Contender> contenders, int threads, CancellationToken cancellation)
{
    private readonly Lazy<(int[] Rows, ModelData Units)> judged = new(() =>
        ([.. data.JudgedRows], data.Units.TakeRows(data.JudgedRows)));

    private List<Contender> left = [.. contenders];

    /// <summary>Those that are left, the best first.</summary>
    public IReadOnlyList<Contender> Left => left;

    /// <summary>The rounds before the last, which makes a stage of its own.</summary>
    public void Halve(StageProgress reports)
    {
        for (var round = 0; round < Last; round++)
        {
            Train(round, reports);
            if (round == Last - 1)
                left = [.. left.DistinctBy(Sort)];
            if (!cancellation.IsCancellationRequested)
                LeaveOutHopeless(isFirst: round == 0);
        }

        // Starts of one kind, and of costly ones also priors, end up alike: the last round is one of unlike models.
        static object Sort(Contender contender) => contender.Kind.IsFast ? contender.Kind : contender.Kind.Layers;
    }

    /// <summary>
    /// Those that are clearly behind do not go on; fast ones, which start slowly, do after the first round.
    /// </summary>
    private void LeaveOutHopeless(bool isFirst)
    {
        var (rows, units) = judged.Value;
        var best = left[0].LogLikelihood(units);
        left.RemoveAll(contender => contender != left[0] && !(isFirst && contender.Kind.IsFast)
            && Below(best, contender.LogLikelihood(units), rows) is var below
            && below.Mean > Math.Max(ClearNats(contender), SelectionDecisions.ClearErrors * below.Error));

        static double ClearNats(Contender contender) => contender.Kind.IsFast
            ? SelectionDecisions.ClearNatsOfFast
            : SelectionDecisions.ClearNats;
    }

    /// <summary>The last round.</summary>
    public void Finish(StageProgress reports)
    {
        left.ForEach(contender => contender.BeginStage());
        Train(Last, reports);
    }

    /// <summary>Epochs of it.</summary>
    public int LastEpochs => left.Sum(contender => contender.Epochs(Share(contender, Last)));

    private static int Last => SelectionDecisions.Rounds.Length - 1;

    /// <summary>Part of the usual steps that a model takes in a round.</summary>
    private static double Share(Contender contender, int round) =>
        SelectionDecisions.Rounds[round] * (contender.Kind.IsFast ? 1 : SelectionDecisions.StepsOfCostly);

    /// <summary>Trains those that are left on.</summary>
    private void Train(int round, StageProgress reports)
    {
        // One at a time to whichever core is free, and the last kinds, which take longest, first.
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var byTime = left.OrderByDescending(NumberOf);
        Parallel.ForEach(
            Partitioner.Create(byTime, EnumerablePartitionerOptions.NoBuffering),
            options,
            contender => contender.Train(
                Share(contender, round), NumberOf(contender), Math.Max(1, threads / left.Count), reports,
                cancellation));
        left = [.. Ranked(left)];
    }

    /// <summary>Epochs of all rounds but the last together, at most.</summary>
    public int Epochs => contenders.Sum(contender =>
        Enumerable.Range(0, Last).Sum(round => contender.Epochs(Share(contender, round))));

    /// <summary>What is chosen, and why.</summary>
    /// <param name="stream">Where chance comes from.</param>
    public (Contender Chosen, SearchOutcome Outcome) Choose(RandomStream stream)
    {
        var best = Ranked(left).First(); // one that was left out is not trained to the end
        var (rows, units) = judged.Value;
        var scores = contenders.ToDictionary(contender => contender, contender => contender.LogLikelihood(units));
        var (chosen, reason) = (best, SearchReason.Best);
        var simple = contenders.TakeWhile(contender => contender != best && contender.Kind.IsLinear);
        var normal = left.Where(contender => best.Kind.FreeShape && !contender.Kind.FreeShape
            && contender.Kind.Layers == best.Kind.Layers);
        var usual = left.Where(contender => !best.Kind.IsLinear // which is simpler still
            && contender.Kind == ModelKind.Fast && ExplainsAsMuch(contender, best.Noise)
            && Below(scores[best], scores[contender], rows).Mean
                <= SearchDecisions.NormalNats * contender.Model.Latents);
        if (simple.FirstOrDefault(IsAlike) is { } simplest)
            (chosen, reason) = (simplest, SearchReason.SimplestOfAlike);
        else if (Ranked(normal).FirstOrDefault(IsAlike) is { } alike)
            (chosen, reason) = (alike, SearchReason.NormalOfAlike);
        else if (Ranked(usual).FirstOrDefault(contender => contender != best) is { } nearly)
            (chosen, reason) = (nearly, SearchReason.UsualOfNearlyAlike);
        var gain = best.Kind.ReadsAuxiliary
            ? Gain(best.Model)
            : new(double.NaN, double.NaN);
        if (contenders.FirstOrDefault(contender => !contender.Kind.ReadsAuxiliary) is { } without && without != chosen
            && gain.Mean <= SelectionDecisions.GainErrors * gain.Error)
            (chosen, reason) = (without, SearchReason.AuxiliaryExplainsNothing);

        var latents = chosen.Model.Transform(units);
        Contender[] ordered = [.. contenders.OrderByDescending(contender => contender.Rounds)
            .ThenByDescending(contender => contender.Bound)];
        SearchCandidate[] candidates = [.. ordered.Select(Candidate)];
        var winner = candidates.Single(candidate => candidate.Chosen);
        return (chosen, new SearchOutcome(candidates, reason, gain.Mean, gain.Error)
        {
            Rival = candidates.FirstOrDefault(other => winner.Rounds > Last
                && other.Rounds == winner.Rounds && other.Name != winner.Name
                && other.Below <= SelectionDecisions.AlikeErrors * other.Error),
            GainOfTraining = chosen.GainOfTraining,
            EndsEarly = chosen.GainOfTraining > SelectionDecisions.MaxGainOfTraining,
            Models = [.. ordered.Select(contender => contender.Model)],
        });

        HeldOutDifference Gain(IvaeModel model)
        {
            var step = Math.Max(1, rows.Length / SelectionDecisions.RowsOfGain);
            int[] some = [.. rows.Where((_, i) => i % step == 0)];
            var gains = GainOfAuxiliary.Of(model, data.Units, some, data.Split.Training, stream);
            return HeldOutDifference.Of(gains, data.StartsAmong(some, step));
        }

        SearchCandidate Candidate(Contender contender)
        {
            var below = Below(scores[chosen], scores[contender], rows);
            return new(contender.Kind.Name, contender.Start + 1, scores[contender].Average(), below.Mean, below.Error,
                contender.Rounds, contender.Seconds, contender == chosen)
            {
                Run = NumberOf(contender),
                Agreement = Agreement(latents, contender.Model.Transform(units)),
            };
        }

        bool IsAlike(Contender contender) => ExplainsAsMuch(contender, best.Noise)
            && Below(scores[best], scores[contender], rows) is var below
            && below.Mean <= SelectionDecisions.AlikeErrors * below.Error;
    }

    /// <summary>By how much the second is below the first, of log p(x | u) of given rows each <c>[N]</c>.</summary>
    private HeldOutDifference Below(IReadOnlyList<double> higher, IReadOnlyList<double> other, int[] rows) =>
        HeldOutDifference.Of([.. higher.Zip(other, (a, b) => a - b)], data.StartsAmong(rows));

    private int NumberOf(Contender contender) => Enumerable.Range(0, contenders.Count)
        .First(number => contenders[number] == contender);

    /// <summary>
    /// The mean over the first latents of the largest absolute rank correlation with one of the others.
    /// </summary>
    private static double Agreement(Matrix latents, Matrix others)
    {
        if (latents.Rows < 2 || !Array.TrueForAll([.. latents.Values, .. others.Values], float.IsFinite))
            return double.NaN;
        var correlations = Correlation.Spearman(latents, others);
        return Enumerable.Range(0, latents.Columns).Average(i =>
            Enumerable.Range(0, others.Columns).Max(j => Math.Abs(correlations[i, j])));
    }

    /// <summary>
    /// The most likely first; last, of fewer latents than columns, those whose latents leave some of x where another's
    /// leave nothing: what residual coordinates explain is likelihood too. Principal components always leave least, so
    /// that linear ICA without u, which is made of them, sets no standard for models of u.
    /// </summary>
    private static IEnumerable<Contender> Ranked(IEnumerable<Contender> some)
    {
        var all = some.ToList();
        var least = all.Where(contender => contender.Kind.ReadsAuxiliary).Select(contender => contender.Noise)
            .DefaultIfEmpty().Min();
        return all.OrderByDescending(contender => ExplainsAsMuch(contender, least))
            .ThenByDescending(contender => contender.Bound); // stable: of equals the simplest is first
    }

    private static bool ExplainsAsMuch(Contender contender, double noise) =>
        contender.Noise <= SelectionDecisions.MaxNoise || !(noise <= SelectionDecisions.MaxNoise);
}
