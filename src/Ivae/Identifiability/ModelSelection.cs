using Ivae.Data;
using Ivae.Distributions;
using Ivae.Evaluation;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Identifiability;

/// <summary>
/// How many latents, and which prior: the fewest latents that explain held-out rows as well as any number does, or the
/// knee where more gain little, then the family that describes these latents best.
/// </summary>
public sealed record ModelSelection
{
    private const int FitsEach = 2;
    private const int MaxScored = 4000;
    private const int Samples = 20;

    /// <summary>
    /// Every model that was fitted: all numbers of latents with the first family, then the number that was chosen with
    /// another family, if that is recommended.
    /// </summary>
    public required IReadOnlyList<Candidate> Candidates { get; init; }

    /// <summary>
    /// The families, by the latents of the better fit of the number that was chosen; one where no other was to be
    /// tried.
    /// </summary>
    public required IReadOnlyList<FamilyScore> Families { get; init; }

    /// <summary>The one to take.</summary>
    public required Candidate Recommended { get; init; }

    /// <summary>Number of fits at most, for progress.</summary>
    public static int Fits(int latents, int families) => FitsEach * (latents + (families > 1 ? 1 : 0));

    /// <summary>Fits all candidates and chooses.</summary>
    /// <param name="options">Everything but the number of latents and the family of the prior.</param>
    /// <param name="data">The data.</param>
    /// <param name="latents">Numbers of latents to try, at least one.</param>
    /// <param name="families">Families to try, at least one.</param>
    /// <param name="progress">Called after each fit, from any thread.</param>
    /// <param name="cancellation">Ends the selection.</param>
    public static ModelSelection Of(
        IvaeOptions options, Dataset data, IReadOnlyList<int> latents, IReadOnlyList<PriorFamily> families,
        Action? progress = null, CancellationToken cancellation = default) =>
        Of(options, data, latents, families, progress, null, cancellation);

    /// <summary>The same, its fits keeping their states.</summary>
    internal static ModelSelection Of(
        IvaeOptions options, Dataset data, IReadOnlyList<int> latents, IReadOnlyList<PriorFamily> families,
        Action? progress, Checkpoint? checkpoint, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(latents);
        ArgumentNullException.ThrowIfNull(families);
        if (latents.Count == 0 || families.Count == 0 || latents.Any(n => n < 1))
            throw new ArgumentException($"Numbers of latents ({string.Join(", ", latents)}) must be at least 1, and "
                + "there must be one, as of families.");
        var part = options.Training.HeldOut > 0 ? options.Training.HeldOut : TrialFits.TestPart;
        var split = RowSplit.Of(
            data, part, data.TimeOrdered, new RandomStream(options.Seed).Split("selection"));
        var training = data.TakeRows(split.Training);
        var count = Math.Min(split.HeldOut.Length, MaxScored);
        var test = data.TakeRows(
            [.. Enumerable.Range(0, count).Select(i => split.HeldOut[(int)((long)i * split.HeldOut.Length / count)])]);

        int[] numbers = [.. latents.Distinct().Order()];
        var most = Try([(numbers[^1], families[0])]);
        if (options.Method is AutoMethod auto)
            // one for all, since what they call noise differs
            options = options with { Method = auto.ChoiceLike(most[0].Model.Method) };
        Trial[] bySize = [.. Try([.. numbers[..^1].Select(n => (n, families[0]))]), .. most];
        var chosen = Fewest(bySize);
        var scores = FamilyScore.Of(chosen.Model, data, [.. families.Distinct()]);
        var family = scores.MinBy(score => score.Loss)!.Family;
        var all = family == families[0] ? bySize : [.. bySize, .. Try([(chosen.Latents, family)])];
        var best = all.MaxBy(trial => trial.Mean)!;
        var candidates = all.Select(trial => trial.Against(best)).ToArray();
        var winner = candidates.Last(candidate => candidate.Latents == chosen.Latents);
        return new ModelSelection { Candidates = candidates, Families = scores, Recommended = winner };

        Trial[] Try((int Latents, PriorFamily Family)[] models)
        {
            var fits = TrialFits.Run(models.Length * FitsEach, options.Threads, i =>
            {
                var (n, family) = models[i / FitsEach];
                var own = options with { LatentDimension = n, Prior = options.Prior with { Family = family } };
                var model =
                    TrialFits.Fit(TrialFits.Trial(own, options.Seed + (ulong)(i % FitsEach)), training,
                        checkpoint?.Of($"latents{n}-{family.Name}-fit{i % FitsEach + 1}"), cancellation);
                var scores = model.Score(test, model.Method.HasExactLikelihood ? 1 : Samples);
                return new Fit(model, model.Transform(test), scores.ImportanceWeighted);
            }, progress ?? (() => { }), cancellation);
            return [.. models.Select((model, i) =>
                Trial.Of(model.Latents, model.Family, fits[FitsEach * i], fits[FitsEach * i + 1]))];
        }
    }

    /// <summary>
    /// The fewest latents whose loss is within two errors, the difference of two fits, or a half per cent of what the
    /// best gains on the worst. Networks that are not trained out gain a little from every latent more: where
    /// likelihood bends sharply before, the knee.
    /// </summary>
    private static Trial Fewest(Trial[] trials)
    {
        var best = trials.MaxBy(trial => trial.Mean)!;
        var range = best.Mean - trials.Min(trial => trial.Mean);
        var negligible = Math.Max(best.Spread, IdentifiabilityDecisions.NegligibleGain * range);
        var fewest = trials.First(trial => trial.Against(best) is var against
            && against.Loss <= Math.Max(IdentifiabilityDecisions.SelectionErrors * against.LossError, negligible));
        var knee = trials.Skip(1)
            .Where(trial => trial.Latents <= fewest.Latents - IdentifiabilityDecisions.MinBeyondKnee).MinBy(Bend);
        return knee is not null && Bend(knee) < IdentifiabilityDecisions.SharpBend ? knee : fewest;

        double Bend(Trial trial) => Slope(trial, fewest) / Slope(trials[0], trial);
    }

    private static double Slope(Trial from, Trial to) => (to.Mean - from.Mean) / (to.Latents - from.Latents);

    private sealed record Fit(IvaeModel Model, Matrix Latents, IReadOnlyList<double> Rows);

    private sealed record Trial(int Latents, PriorFamily Family, IvaeModel Model, IReadOnlyList<double> Rows,
        double Mean, double Spread, int Active, double Agreement)
    {
        public static Trial Of(int latents, PriorFamily family, Fit a, Fit b)
        {
            var (better, worse) = a.Rows.Average() >= b.Rows.Average() ? (a, b) : (b, a);
            return new Trial(
                latents, family, better.Model, better.Rows, better.Rows.Average(),
                better.Rows.Average() - worse.Rows.Average(), ActiveUnits.Count(better.Latents),
                MeanCorrelationCoefficient.ComputeHeldOut(a.Latents, b.Latents).Score);
        }

        public Candidate Against(Trial best)
        {
            var (mean, error) = FamilyScore.MeanLoss(best.Rows, Rows);
            return new Candidate(Latents, Family, Mean, mean, error, Spread, Active, Agreement);
        }
    }
}
