using System.Globalization;
using System.Text.Json.Serialization;
using Ivae.Data;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Selection;
using Ivae.Training;

namespace Ivae.Identifiability;

/// <summary>
/// Whether independent fits, from other seeds and of other kinds, find the same latents. What is identified comes back
/// from every start that explains the data as well; what depends on the start is not a property of the data. All
/// correlations are of rows that no fit has seen, matched on one half of them and scored on the other.
/// </summary>
/// <remarks>In the spirit of Icasso: Himberg, Hyvärinen and Esposito, NeuroImage 22, 2004.</remarks>
internal sealed record AgreementCheck
{
    /// <summary>The model, and then the fits from other seeds, <c>[R + 1]</c>.</summary>
    public required IReadOnlyList<AgreementFit> Fits { get; init; }

    /// <summary>MCC of every pair of fits <c>[R + 1][R + 1]</c>.</summary>
    public required double[][] Mcc { get; init; }

    /// <summary>
    /// MCC of every pair after the best linear map (mean canonical correlation) <c>[R + 1][R + 1]</c>.
    /// </summary>
    public required double[][] LinearMcc { get; init; }

    /// <summary>Median MCC (of ranks) over pairs of good fits.</summary>
    public required double MedianMcc { get; init; }

    /// <summary>
    /// 95 % bootstrap interval, over levels of u or blocks of rows, of the pair at the median.
    /// </summary>
    public required double[] MedianMccInterval { get; init; }

    /// <summary>Least and largest MCC over pairs of good fits.</summary>
    public required double[] Range { get; init; }

    /// <summary>Median MCC after a linear map over pairs of good fits.</summary>
    public required double MedianLinearMcc { get; init; }

    /// <summary>Each latent of the model <c>[L]</c>.</summary>
    public required IReadOnlyList<LatentAgreement> Latents { get; init; }

    /// <summary>What the fits agree up to.</summary>
    public required EquivalenceClass Shows { get; init; }

    /// <summary>The fits from other seeds, for what else is to be asked of them.</summary>
    internal IReadOnlyList<IvaeModel> Others { get; init; } = [];

    /// <summary>Whether fits of other kinds were compared.</summary>
    [JsonIgnore]
    public bool HasUnlike => Fits.Any(fit => fit.IsUnlike);

    /// <summary>
    /// The likeliest fit that is better than the model, with other latents; none where there is none.
    /// </summary>
    [JsonIgnore]
    public AgreementFit? Better => Fits.Where(fit => fit.IsBetter).MaxBy(fit => fit.HeldOutLogLikelihood);

    /// <summary>Fits again, from other seeds and with other kinds of model, and compares.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data it was fitted to.</param>
    /// <param name="seeds">Number R of further fits, at least 1.</param>
    /// <param name="threads">Cores to use, 0 for all; never changes a result.</param>
    /// <param name="progress">Called after each fit, from any thread; other kinds count as one.</param>
    /// <param name="checkpoint">Where fits keep their states, if anywhere.</param>
    /// <param name="cancellation">Ends the check.</param>
    public static AgreementCheck Of(IvaeModel model, Dataset data, int seeds, int threads = 0,
        Action? progress = null, Checkpoint? checkpoint = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        progress ??= () => { };
        var options = model.Description.Options;
        var (split, _) = TrialFits.Split(model, data);
        var (training, test) = (data.TakeRows(split.Training), data.TakeRows(split.HeldOut));
        var models = TrialFits.Run(
            [.. Enumerable.Range(1, seeds).Select(seed => $"agreement{seed}")], threads, checkpoint,
            (i, kept, token) => TrialFits.Fit(
                TrialFits.Trial(options, options.Seed + (ulong)i + 1), training, kept, token),
            progress, cancellation);
        var space = UnlikeFits.Space(model);
        var unlike = space.Count == 0 ? [] : TrialFits.Run(["unlike"], threads: 1, checkpoint,
            (_, kept, token) => UnlikeFits.Of(space, training, threads, kept, token), progress, cancellation)[0];
        Trial[] trials =
        [
            new("model", model, IsUnlike: false),
            .. models.Select(other => new Trial(
                string.Create(CultureInfo.InvariantCulture, $"seed {other.Description.Options.Seed}"), other, false)),
            .. unlike.Select(other => new Trial(other.Name, other.Model, IsUnlike: true)),
        ];
        return Compare(trials, test, new RandomStream(options.Seed).Split("agreement")) with
        {
            Others = [.. models, .. unlike.Select(other => other.Model)],
        };
    }

    /// <summary>Compares fitted models on rows that none was fitted to.</summary>
    /// <param name="trials">The first is the one whose latents are named.</param>
    /// <param name="test">The rows.</param>
    /// <param name="random">Where resampling comes from.</param>
    internal static AgreementCheck Compare(IReadOnlyList<Trial> trials, Dataset test, RandomStream random)
    {
        var count = trials.Count;
        var latents = trials.Select(trial => trial.Model.Transform(test)).ToArray();
        var ranks = latents.Select(Correlation.Ranks).ToArray(); // a bend of one latent by itself is no difference
        var scored = trials[0].Model.RowsWithPast(test);
        var starts = test.TimeOrdered ? RowOrder.Starts(test.Starts, scored) : null;
        var scores = trials.Select(trial => Score(trial.Model, test, scored)).ToArray();
        var (mcc, linear) = (Square(count), Square(count));
        for (var a = 0; a < count; a++)
            for (var b = 0; b < a; b++)
            {
                mcc[a][b] = mcc[b][a] = MeanCorrelationCoefficient.ComputeHeldOut(ranks[a], ranks[b]).Score;
                linear[a][b] = linear[b][a] = LinearMap.WeakMcc(latents[a], latents[b]);
            }

        var likelihoods = scores.Select(s => s.Average()).ToArray();
        var best = Array.IndexOf(likelihoods, likelihoods.Max());
        int[] good = [.. Enumerable.Range(0, count)
            .Where(i => !IsClear(Difference(best, i), i, IdentifiabilityDecisions.GoodFitErrors))];
        var clusters = Clusters(mcc, likelihoods);
        int[] compared = [.. good.Where(i => i > 0)];
        if (compared.Length == 0)
            compared = Nearest([.. trials.Select(trial => trial.IsUnlike)], likelihoods);
        (int A, int B)[] pairs = [.. from a in good from b in good where a < b orderby mcc[a][b] select (a, b)];
        if (pairs.Length == 0)
            pairs = [.. from b in compared orderby mcc[0][b] select (0, b)];
        var middle = pairs[pairs.Length / 2];
        var median = mcc[middle.A][middle.B];
        var medianLinear = Quantile.UpperMedian([.. pairs.Select(pair => linear[pair.A][pair.B])]);
        HeldOutDifference[] toModel = [.. Enumerable.Range(0, count).Select(i => Difference(i, 0))];
        return new AgreementCheck
        {
            Fits = [.. trials.Select((trial, i) => new AgreementFit(
                trial.Name, likelihoods[i], toModel[i].Error, good.Contains(i),
                i > 0 && IsClear(toModel[i], i, IdentifiabilityDecisions.BetterFitErrors)
                    && mcc[0][i] < IdentifiabilityDecisions.SameLatents,
                trial.IsUnlike, clusters[i]))],
            Mcc = mcc,
            LinearMcc = linear,
            MedianMcc = median,
            MedianMccInterval = Interval(ranks[middle.A], ranks[middle.B], test, random),
            Range = [mcc[pairs[0].A][pairs[0].B], mcc[pairs[^1].A][pairs[^1].B]],
            MedianLinearMcc = medianLinear,
            Latents = Compare(ranks, compared),
            Shows = median >= IdentifiabilityDecisions.SameLatents ? EquivalenceClass.Permutation
                : medianLinear >= IdentifiabilityDecisions.SameLatents ? EquivalenceClass.LinearMap
                : EquivalenceClass.None,
        };

        HeldOutDifference Difference(int a, int b) => HeldOutDifference.Of(
            [.. scores[a].Zip(scores[b], (x, y) => x - y)], starts);

        // Whether a difference is more than chance; training ends at random, which fits of one kind differ by too.
        bool IsClear(HeldOutDifference difference, int fit, double errors) => difference.Mean > Math.Max(
            errors * difference.Error,
            trials[fit].IsUnlike ? 0 : IdentifiabilityDecisions.GoodFitLoss * latents[0].Columns);
    }

    /// <summary>
    /// The fits to compare with the first where none comes up to it: those of its own kind, and those of other kinds
    /// that are no further behind than the last of these. That a kind which explains far less finds other latents says
    /// nothing.
    /// </summary>
    internal static int[] Nearest(bool[] isUnlike, double[] likelihoods)
    {
        int[] all = [.. Enumerable.Range(1, isUnlike.Length - 1)];
        var last = all.Where(i => !isUnlike[i]).Min(i => likelihoods[i]);
        return [.. all.Where(i => likelihoods[i] >= last)];
    }

    private static double[] Score(IvaeModel model, Dataset test, int[] rows)
    {
        var samples = model.Method.HasExactLikelihood ? 1 : IdentifiabilityDecisions.BoundSamples;
        var all = model.Score(test, samples).ImportanceWeighted;
        return [.. rows.Select(row => all[row])];
    }

    private static double[][] Square(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, count).Select(j => i == j ? 1.0 : 0).ToArray())];

    private static bool IsFound(double correlation) => correlation >= IdentifiabilityDecisions.SameLatents;

    /// <summary>Groups in which everyone agrees with everyone, the likeliest fits first.</summary>
    private static int[] Clusters(double[][] mcc, double[] likelihoods)
    {
        var groups = new List<List<int>>();
        foreach (var fit in Enumerable.Range(0, likelihoods.Length).OrderByDescending(i => likelihoods[i]))
        {
            var home = groups.Find(group => group.TrueForAll(other => IsFound(mcc[fit][other])));
            if (home is null)
                groups.Add([fit]);
            else
                home.Add(fit);
        }

        return [.. Enumerable.Range(0, likelihoods.Length)
            .Select(fit => groups.FindIndex(group => group.Contains(fit)) + 1)];
    }

    private static double[] Interval(Matrix a, Matrix b, Dataset test, RandomStream random)
    {
        var assignment = MeanCorrelationCoefficient.ComputeHeldOut(a, b).Assignment;
        var codes =
            test.Auxiliary.Categorical is [var only] ? only.Codes.Where((_, row) => row % 2 == 1).ToArray() : null;
        var (low, high) =
            ScoreUncertainty.Interval(RowHalves.Of(a).Held, RowHalves.Of(b).Held, assignment, codes, random);
        return [low, high];
    }

    private static LatentAgreement[] Compare(Matrix[] latents, int[] others)
    {
        // The model's latents take the place of sources, so that pairs are in their order.
        var pairs =
            others.Select(i => MeanCorrelationCoefficient.ComputeHeldOut(latents[i], latents[0]).PairCorrelations)
                .ToArray();
        return [.. Enumerable.Range(0, latents[0].Columns).Select(z =>
        {
            var found = pairs.Select(pair => Math.Abs(pair[z])).DefaultIfEmpty(0).ToArray();
            return new LatentAgreement(found.Average(), found.Min(), IsFound(found.Min()));
        })];
    }

    /// <summary>A fit that takes part.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Model">The model.</param>
    /// <param name="IsUnlike">Whether it is of another kind than the first.</param>
    internal sealed record Trial(string Name, IvaeModel Model, bool IsUnlike);
}
