using Ivae.Numerics;

namespace Ivae.Identifiability;

/// <summary>Numbers that decide what the checks, an alignment, a plan and a selection of models say.</summary>
internal static class IdentifiabilityDecisions
{
    private const string Unrecorded = "not recorded.";

    // Do the latents follow from those before?

    [Decision("Mean slope between a latent of the past and a latent, in standard deviations, that the lower end of its "
        + "interval must exceed for an edge of the latent graph.",
        ChosenOn = "reasoning, before any fit; preset transition, seed 1, then had its 16 edges and no other, its "
            + "controls none",
        Moves = "Lower, and errors of the fit count as edges; higher, and weak edges are missed.")]
    public const double LeastTransition = 0.1;

    [Decision("Nats per row by which its own past must make a row more likely than the past of another row.",
        ChosenOn = "reasoning, before any fit; preset transition, seed 1, then had 7 nats, shuffled 0 within error",
        Moves = "Lower, and with very many rows a trace of the past counts.")]
    public const double LeastGainOfPast = 0.01;

    // Do the latents change with u?

    [Decision("Level of the tests of the variability check and of the controls.",
        ChosenOn = "Convention. On 60 simulated data sets (M = 40 levels of 200 rows, seeds 100 to 159) the rank test "
            + "passes at most 5 % whose λ does not move or lies in a plane of one dimension too few.",
        Moves = "Lower, and more latents count as weakly identified and more data as no better than shuffled data.")]
    public const double Significance = 0.05;

    [Decision("Level, divided by the number of latents, at which a mean counts as moving when mean and scale may move.",
        ChosenOn = Unrecorded,
        Moves = "Higher, and means that move by chance count as directions that are needed: the check fails more "
            + "often.")]
    public const double StrictSignificance = 0.01;

    [Decision("Least independent rows that a level of u must be worth (median) for the check to say anything.",
        ChosenOn = "not recorded; the EEG sample (131 neighbouring rows are worth one) must stay below it.",
        Moves = "Lower, and verdicts are given where the tests' χ² does not hold; higher, and short series have none.")]
    public const double MinEffectiveRows = 5;

    [Decision("Least held-out rows of every level of u for which held-out rows are looked at alone.",
        ChosenOn = Unrecorded,
        Moves = "Higher, and training rows, which overstate how much λ moves, are taken in more often.")]
    public const int MinHeldOutRows = 20;

    [Decision("Movement with u (standard deviations of the mean, or of log-scale) below which a latent is weakly "
        + "identified, however significant.",
        ChosenOn = Unrecorded,
        Moves = "Higher, and fewer latents are believed.")]
    public const double WeakMovement = 0.1;

    [Decision("Share of the missing direction, over 1/n, from which on a latent is named as part of it.",
        ChosenOn = Unrecorded,
        Moves = "Lower, and more latents are named as mixed with each other.")]
    public const double InvolvedShare = 0.5;

    [Decision("Autocorrelation from which on lags no longer count for how many neighbouring rows are worth one.",
        ChosenOn = "not recorded; a first-order series of coefficient .95 (seed 3), worth 39 rows, gives 20 to 80.",
        Moves = "Lower, and noise of far lags is summed up: rows are worth less, tests reject less.")]
    public const double NegligibleCorrelation = 0.02;

    [Decision("Standard errors that the correlation of neighbouring rows must exceed for rows to count as alike.",
        ChosenOn = "white noise, 200 series of 200 to 8000 rows: with 0 the median of the most of 3 latents is 1.7",
        Moves = "Lower, rows in any order seem alike; higher, weak likeness in short series is missed.")]
    public const double CorrelationErrors = 2.5;

    [Decision("Rows of a level that are taken off because its variance is estimated, which divides in every test.",
        ChosenOn = "not recorded; the simulated data sets of the rank test (seeds 100 to 159) hold their level with "
            + "it.",
        Moves = "Lower, and levels with few rows seem to move when they do not.")]
    public const int SpentRows = 3;

    /// <summary>Rows of a level that are worth as many as the check needs.</summary>
    public static double RowsNeeded(double correlationTime) =>
        Math.Ceiling((MinEffectiveRows + SpentRows) * correlationTime);

    [Decision("Neighbouring rows worth one from which on the reasons mention that rows resemble each other.",
        ChosenOn = Unrecorded,
        Moves = "Only whether that is said; never the verdict.")]
    public const double AlikeRows = 2;

    // Do independent fits agree?

    [Decision("Rank correlation of two latents from which on they are the same, and (median MCC) of fits or aligned "
        + "runs "
        + "from which on they hold the same latents.",
        ChosenOn = Unrecorded,
        Moves = "Higher, and verdicts fall from believable to partly believable or linear map only.")]
    public const double SameLatents = 0.95;

    [Decision("Held-out log-likelihood below the best, in nats per row and latent, up to which a fit of the model's "
        + "own "
        + "kind counts as good.",
        ChosenOn = "seeds of one kind on the worlds of the benchmark of verdicts end so far apart",
        Moves = "Higher, and poor fits take part in the comparison, which then agree less.")]
    public const double GoodFitLoss = 0.01;

    [Decision("Importance samples of the bound by which fits are compared that have no exact likelihood.",
        ChosenOn = "time; a bound of one sample would favour exact likelihoods",
        Moves = "More, and a bound is closer to the likelihood that flows have.")]
    public const int BoundSamples = 50;

    [Decision("Further fits from other seeds, unless said.",
        ChosenOn = "time; fits of other kinds, which come with them, refuse what seeds of one kind agree on",
        Moves = "More, and a solution that few starts reach is seen more often; time grows in proportion.")]
    public const int Seeds = 3;

    [Decision("Part of the usual steps that a flow from another seed is trained for.",
        ChosenOn = "a search trains the model it takes for .54 of them",
        Moves = "Higher, and the check takes longer; lower, seeds end apart by chance of training.")]
    public const double TrialShare = 0.54;

    [Decision("Standard errors of a difference up to which a fit counts as good.",
        ChosenOn = "Convention: about a 95 % interval.",
        Moves = "As the loss of a good fit.")]
    public const double GoodFitErrors = 2;

    [Decision("Standard errors by which another fit must explain held-out rows better for the model not to be "
        + "converged.",
        ChosenOn = "six fits are compared with the model, so that one of them is 2 errors better by chance in 13 %; "
            + "3 in 1 %. "
            + "Fetal ECG, 25 segments: a seed of the same kind is 2.05 errors better",
        Moves = "Lower, good models are called not converged by chance.")]
    public const double BetterFitErrors = 3;

    // Is there more than in shuffled data?

    [Decision("Shuffles of u over which what a row's own u is worth is averaged, within each fit.",
        ChosenOn = Unrecorded,
        Moves = "More, and gains of data and controls scatter less; the p-value is valid with any number.")]
    public const int GainShuffles = 5;

    [Decision("Fewest controls that decide anything: with fewer no p-value can be below the level.",
        ChosenOn = "1/(20 + 1) is the first below .05; 1/(19 + 1) is not.",
        Moves = "Lower, and good data are rejected because no small p-value is possible.")]
    public const int MinControls = 20;

    [Decision("Controls at most, unless said.",
        ChosenOn = "Least p-value 1/21, just below the level of the tests.",
        Moves = "More, and smaller p-values are possible; time grows in proportion.")]
    public const int Controls = 20;

    [Decision("Mean length of runs of equal u from which on u is also shuffled in blocks.",
        ChosenOn = Unrecorded,
        Moves = "Higher, and data whose rows of equal u are neighbours are compared with the weaker control of single "
            + "rows.")]
    public const int MinRunLength = 5;

    [Decision("Blocks per run of equal u.",
        ChosenOn = Unrecorded,
        Moves = "More, and blocks are shorter: less of the likeness of neighbours stays in the control.")]
    public const int BlocksPerRun = 4;

    [Decision("Blocks where u is continuous.",
        ChosenOn = Unrecorded,
        Moves = "As the blocks per run.")]
    public const int BlocksWithoutRuns = 50;

    // Does the model use its latents and fit?

    [Decision("Variance within u over that of the prior, below which a latent only repeats u; all: the model "
        + "collapsed.",
        ChosenOn = Unrecorded,
        Moves = "Higher, and models whose latents are dominated by u are called collapsed, which ends the verdict.")]
    public const double CollapsedShare = 0.1;

    [Decision("Kolmogorov–Smirnov distance of a latent given u from its prior that is called large.",
        ChosenOn = Unrecorded,
        Moves = "Only what is listed under the fit; never the verdict.")]
    public const double LargePriorDistance = 0.1;

    [Decision("Kolmogorov–Smirnov distance of a column from data made by the model that is called large.",
        ChosenOn = Unrecorded,
        Moves = "Only what is listed under the fit; never the verdict.")]
    public const double LargePredictiveDistance = 0.1;

    [Decision("Root mean square over levels of the dependence of two latents given u, whose interval must lie above "
        + "this for the latents not to be believed.",
        ChosenOn = "60 worlds of the benchmark of verdicts, 4000 rows, seed 1, kinds that were not kept back: the "
            + "lower "
            + "end is at most .01 in 27 whose latents are recovered, .05 to .32 in 16 of dependent sources",
        Moves = "Lower, latents that are right but for a small error of the fit are refused where there are many "
            + "rows.")]
    public const double LargeDependence = 0.05;

    [Decision("Share of rows that a classifier distinguishes from rows made by the model, whose interval must lie "
        + "above this "
        + "for the model not to fit.",
        ChosenOn = Unrecorded,
        Moves = "Lower, models that are wrong in a detail of the densities are refused.")]
    public const double LargeAccuracy = 0.55;

    [Decision("Fewest held-out rows of which a classifier is asked.",
        ChosenOn = "its interval is then ± .1",
        Moves = "Lower, and the test is made where it cannot find anything.")]
    public const int MinPredictedRows = 100;

    [Decision("Mean squared residual over that of data made by the model that is called large.",
        ChosenOn = Unrecorded,
        Moves = "Only what is listed under the fit; never the verdict.")]
    public const double LargeResiduals = 2;

    // Do two sessions hold the same latents? Would planned data do?

    [Decision("Fewest levels of u that two sessions must share to be aligned by how their latents move.",
        ChosenOn = "Any two points lie on a line: with fewer than three every pair correlates by ±1.",
        Moves = "Higher, and fewer sessions can be aligned.")]
    public const int MinSharedLevels = 3;

    [Decision("Correlation from which on two latents of aligned runs count as the same.",
        ChosenOn = Unrecorded,
        Moves = "Lower, and more latents of two sessions are called the same.")]
    public const double MatchedLatent = 0.9;

    [Decision("Share of the mean in how a latent moves above which the sign of a pair is taken from its means.",
        ChosenOn = Unrecorded,
        Moves = "Lower, and signs are read from means that hardly move, at random.")]
    public const double MinMeanShare = 0.2;

    [Decision("Correlation with the true sources, in every simulated data set, that counts as identified in a plan.",
        ChosenOn = "Equal to the correlation of the same latents.",
        Moves = "Higher, and more rows or segments are asked for.")]
    public const double IdentifiedPlan = 0.95;

    [Decision("Fewest simulated data sets of a size that a plan says something of.",
        ChosenOn = "5 of 5 leave a chance of .57 or more (Wilson); 1 of 1 one of .21",
        Moves = "Lower, and chance plans measurements.")]
    public const int MinPlannedSets = 5;

    // How many latents?

    [Decision("Paired standard errors below the best up to which fewer latents are taken.",
        ChosenOn = "Convention: about a 95 % interval.",
        Moves = "Higher, and fewer latents are recommended.")]
    public const double SelectionErrors = 2;

    [Decision("Part of what the best number of latents gains on the worst that is called negligible.",
        ChosenOn = Unrecorded,
        Moves = "Higher, and fewer latents are recommended.")]
    public const double NegligibleGain = 0.005;

    [Decision("Gain per latent beyond the knee, over that per latent before it, below which likelihood bends sharply.",
        ChosenOn = "Data of Figure 6b (15 sources in 80 columns, 10 000 rows, 4000 steps): 1 nat against 5; "
            + "seed not recorded.",
        Moves = "Higher, and knees are seen in smooth curves: fewer latents are recommended.")]
    public const double SharpBend = 0.3;

    [Decision("Fewest latents that a knee must lie before the number that likelihood alone would take.",
        ChosenOn = Unrecorded,
        Moves = "Lower, and a single step decides about a bend.")]
    public const int MinBeyondKnee = 2;
}
