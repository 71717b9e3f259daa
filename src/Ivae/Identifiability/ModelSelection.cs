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

    /// <summary>
    /// Whether the number of latents is settled: the two fits of a model differ by less than numbers of latents do.
    /// </summary>
    public bool IsDecided { get; init; } = true;

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
        var test = data.TakeRows(EvenRows.Of(split.HeldOut, MaxScored));

        int[] numbers = [.. latents.Distinct().Order()];
        var most = Try([(numbers[^1], families[0])]);
        if (options.Method is AutoMethod auto)
            // one for all, since what they call noise differs
            options = options with { Method = auto.ChoiceLike(most[0].Model.Method) };
        Trial[] bySize = [.. Try([.. numbers[..^1].Select(n => (n, families[0]))]), .. most];
        var (chosen, isDecided) = Fewest(bySize);
        var scores = FamilyScore.Of(chosen.Model, data, [.. families.Distinct()]);
        var family = scores.MinBy(score => score.Loss)!.Family;
        var all = family == families[0] ? bySize : [.. bySize, .. Try([(chosen.Latents, family)])];
        var best = all.MaxBy(trial => trial.Mean)!;
        var candidates = all.Select(trial => trial.Against(best)).ToArray();
        var winner = candidates.Last(candidate => candidate.Latents == chosen.Latents);
        return new ModelSelection
        {
            Candidates = candidates,
            Families = scores,
            Recommended = winner,
            IsDecided = isDecided,
        };

        Trial[] Try((int Latents, PriorFamily Family)[] models)
        {
            string[] names = [.. models.SelectMany(model => Enumerable.Range(1, FitsEach)
                .Select(fit => $"latents{model.Latents}-{model.Family.Name}-fit{fit}"))];
            var fits = TrialFits.Run(names, options.Threads, checkpoint, (i, kept, token) =>
            {
                var (n, family) = models[i / FitsEach];
                var own = options with { LatentDimension = n, Prior = options.Prior with { Family = family } };
                var model =
                    TrialFits.Fit(
                        TrialFits.Trial(own, options.Seed + (ulong)(i % FitsEach)), training, kept, token);
                var scores = model.Score(test, model.Method.HasExactLikelihood ? 1 : Samples);
                return new Fit(model, model.Transform(test), scores.ImportanceWeighted);
            }, progress ?? (() => { }), cancellation);
            return [.. models.Select((model, i) =>
                Trial.Of(model.Latents, model.Family, fits[FitsEach * i], fits[FitsEach * i + 1]))];
        }
    }

    /// <summary>
    /// The fewest latents whose loss is within two errors, or a half per cent of what the best gains on the worst.
    /// Networks that are not trained out gain a little from every latent more: where likelihood clearly bends sharply
    /// before, the knee. Undecided where the two fits of a model differ by so much that fewer could be as good.
    /// </summary>
    private static (Trial Chosen, bool IsDecided) Fewest(Trial[] trials)
    {
        var best = trials.MaxBy(trial => trial.Mean)!;
        var range = best.Mean - trials.Min(trial => trial.Mean);
        var negligible = IdentifiabilityDecisions.NegligibleGain * range;
        var fewest = Within(negligible);
        var knee = trials.Skip(1)
            .Where(trial => trial.Latents <= fewest.Latents - IdentifiabilityDecisions.MinBeyondKnee).MinBy(Bend);
        if (knee is not null && Bend(knee) < IdentifiabilityDecisions.SharpBend)
            return (knee, true);
        var spread = trials.Where(trial => trial.Latents <= fewest.Latents).Max(trial => trial.Spread);
        return (fewest, Within(Math.Max(negligible, spread)) == fewest);

        Trial Within(double allowed) => trials.First(trial => trial.Against(best) is var against
            && against.Loss <= Math.Max(IdentifiabilityDecisions.SelectionErrors * against.LossError, allowed));

        // Upper end of its interval: the gain per latent beyond a number over that before it.
        double Bend(Trial trial)
        {
            var (beyond, errorBeyond) = Slope(trial, fewest);
            var (before, errorBefore) = Slope(trials[0], trial);
            return (beyond + IdentifiabilityDecisions.SelectionErrors * errorBeyond)
                / Math.Max(1e-9, before - IdentifiabilityDecisions.SelectionErrors * errorBefore);
        }
    }

    /// <summary>Gain per latent from one number to another, with its standard error.</summary>
    private static (double Gain, double Error) Slope(Trial from, Trial to)
    {
        var (gain, error) = FamilyScore.MeanLoss(to.Rows, from.Rows);
        var latents = to.Latents - from.Latents;
        return (gain / latents, error / latents);
    }

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
