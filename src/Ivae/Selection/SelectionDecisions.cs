using Ivae.Numerics;

namespace Ivae.Selection;

/// <summary>The numbers by which method "auto" and a flow choose what is fitted.</summary>
internal static class SelectionDecisions
{
    /// <summary>Mechanisms turned at random that the sparsest axes are compared with.</summary>
    [Decision(
        "Mechanisms turned at random, none of which may be as sparse as the learned ones for these to count as sparse.",
        ChosenOn = "reasoning: where nothing is sparse, the learned ones are the sparsest of 20 in 5 % of data sets",
        Moves = "More, and chance passes more seldom, in more time.")]
    public const int Controls = 19;

    /// <summary>Part of the variance that the latents of a flow may leave before noise counts.</summary>
    [Decision(
        "Part of the variance not in the decoded latents of a flow, above which auto fits an iVAE for its noise.",
        ChosenOn = "noise row seeds 1-5, n = 2, 3, 4 of 5, figure-9, EEG sample",
        Moves = "Lower, seeds 2 and 4 of the noise row (1.7 %) gain .003 and .005; where there is no noise the iVAE "
            + "is a step back (n = 4 of 5 .942 for .991).")]
    public const double MaxNoise = 0.025;

    /// <summary>The same above which the latents of the flow are no start for the iVAE.</summary>
    [Decision(
        "Part of the variance left by a flow, above which the iVAE starts from principal components, and from linear "
            + "ICA that reads u where that comes to nothing.",
        ChosenOn = "noise variance .01, .03, .1 (3.2, 7.7, 18 % left), seed 1; EEG sample (25 and 34 % left)",
        Moves = "Higher, the EEG sample is explained worse (-52.5 nats per row for -52.2); lower, data with noise "
            + "variance .1 has .825 for .886.")]
    public const double MaxNoiseOfStart = 0.2;

    /// <summary>Nats per row by which the iVAE for noise may explain held-out rows worse than the flow.</summary>
    [Decision(
        "Nats per row by which an iVAE for noise may explain held-out rows worse than the flow that it came from.",
        ChosenOn = "noisy row seed 1, Fourier and affine coupling worlds with noise 10 %: better by .11; linear "
            + "Laplace world with noise 10 %: worse by .10, with the same score; EEG sample: worse by 2 and 2.9",
        Moves = "Lower, noise is not modelled where sources are not normal; higher, half-trained models are kept.")]
    public const double MaxLossOfNoise = 0.5;

    /// <summary>Nats per row below the flow from which its training ends after a tenth.</summary>
    [Decision(
        "Nats per row by which the bound of an iVAE for noise may be below the flow after a tenth of its training.",
        ChosenOn = "what the other nine tenths gain: EEG sample .18 (2.3 below after a tenth, 2.1 at the end), Fourier "
            + "worlds with noise 10 % and 50 % .02 and .05, linear Laplace with noise 20 % .005",
        Moves = "Higher, the README's fit trains half a minute longer for a model that is not kept; lower, iVAEs that "
            + "start far from their end are not trained to it.")]
    public const double HopelessLoss = 1.5;

    /// <summary>The same of an iVAE that starts from linear ICA.</summary>
    [Decision(
        "The same of an iVAE that starts from linear ICA, since one from principal components came to nothing.",
        ChosenOn = "energy-landscape, data seed 1: 3.6 below after a tenth and .1 at the end (45 000 rows), .7 below "
            + "and 1.8 above (5000 rows)",
        Moves = "At 1.5 it is not trained to the end, and the score of 45 000 rows is .64 for .97.")]
    public const double HopelessLossOfLinear = 6;

    /// <summary>Samples of the bound for that.</summary>
    [Decision("Samples of the importance-weighted bound for that.", ChosenOn = "as the nats", Moves = "Time of a fit.")]
    public const int SamplesOfNoise = 20;

    /// <summary>Part of the usual steps in which an iVAE is taught the latents of the flow.</summary>
    [Decision(
        "Part of the usual steps in which encoder, decoder and prior of an iVAE are taught the latents of the flow.",
        ChosenOn = "paper file of seed 1; noise row seed 1",
        Moves = "With a fifth and the rate of the bound .966 for .972 on the paper file (one draw, no encoder stage).")]
    public const double WarmStartShare = 0.5;

    /// <summary>Part of the usual steps in which its encoder alone is trained then.</summary>
    [Decision(
        "Part of the usual steps in which the encoder of an iVAE is then fitted to its decoder, which is held.",
        ChosenOn = "paper file of seed 1; noise row seed 1",
        Moves = "Without it the noise rises before the encoder has followed: .970 for .976 after 20 000 steps of one "
            + "draw; with twice as much .9922 for .9908 (four draws, 10 000 steps).")]
    public const double EncoderShare = 0.25;

    /// <summary>Learning rate of the bound that goes on from there, by the usual one.</summary>
    [Decision(
        "Learning rate of a bound that goes on from the latents of a flow, by the usual one.",
        ChosenOn = "paper file of seed 1: rate .0005, .001, .002; noise row seed 1",
        Moves = "MCC .992, .991, .989 at a tenth, a fifth, two fifths; IWAE -.961, -.962, -.976 nats per row.")]
    public const double BoundRateFactor = 0.2;

    /// <summary>
    /// Variance of the means of a latent by its variance given u, below which one mean gains nothing.
    /// </summary>
    [Decision(
        "Variance over u of a latent's prior means, by its mean variance given u, below which they stay as they are.",
        ChosenOn = "not recorded; tested on staircase and iflow data of two latents, seed 3",
        Moves = "Lower, stages run that change nothing; higher, slow functions of other latents stay in the means.")]
    public const double MinMovement = 0.002;

    /// <summary>The same from which a mean moves far.</summary>
    [Decision(
        "The same from which a mean moves far, so that the flow is trained anew with one scale for that latent.",
        ChosenOn = "staircase, M = 10 to 50, seeds 1-5; iflow, paper",
        Moves = "Where a far mean is not seen, fits of one likelihood have .79 to .98 on staircase data.")]
    public const double FarMovement = 4;

    /// <summary>Factor by which less movement than the farthest is a side effect of it.</summary>
    [Decision(
        "A mean whose movement is less than that of the farthest by this factor is taken as moved by the farthest.",
        ChosenOn = "staircase, M = 10 to 50, seeds 1-5",
        Moves = "Lower, a second latent whose mean moves loses it; the likelihood on held-out rows then refuses it.")]
    public const double SideEffectRatio = 10;

    /// <summary>Part of the usual steps in which each start is trained with the simplest prior.</summary>
    [Decision(
        "Part of the usual steps of each start with the simplest prior.",
        ChosenOn = "staircase, M = 40, seeds 1-3, with eight starts",
        Moves = "Time of the stage; the worst set, .026 nats below the truth, stays there with four times the steps.")]
    public const double SimplestShare = 0.5;

    /// <summary>Number of those starts.</summary>
    [Decision(
        "Starts with the simplest prior.",
        ChosenOn = "staircase, M = 40, seeds 1-3",
        Moves = "24 starts changed nothing; the best of eight, which nobody knows, has .9986 for .9975 (M = 50).")]
    public const int SimplestStarts = 8;

    /// <summary>Part of the usual steps in which training goes on with scales, or all but one mean, set free.</summary>
    [Decision(
        "Part of the usual steps in which training goes on with one mean for latents whose means do not change with u.",
        ChosenOn = "not recorded",
        Moves = "Time of the stage.")]
    public const double ContinuedShare = 0.25;

    /// <summary>Learning rate of that, by the usual one.</summary>
    [Decision(
        "Learning rate in which training goes on, by the usual one.",
        ChosenOn = "not recorded",
        Moves = "Not measured.")]
    public const double ContinuedRateFactor = 0.5;

    /// <summary>
    /// Nats of evidence that are substantial: a Bayes factor of √10 (Jeffreys, "Theory of probability", 1961).
    /// </summary>
    [Decision(
        "Nats of evidence by which the scales of a start must differ less than those of another to be preferred.",
        ChosenOn = "86 data sets: staircase M = 10 to 30 seeds 1-10, M = 40 and 50 seeds 1-20, stated widths seeds 1-8",
        Moves = "With 3 nats M = 50, seeds 1-5, has .987 for .9925; always the least differences .9977 for .9975.")]
    public const double SubstantialEvidence = 1.15;

    /// <summary>
    /// Variance of the means of a latent by its variance given u, below which they count as constant.
    /// </summary>
    [Decision(
        "Variance over u of a latent's prior means, by its variance given u, above which the Gaussian family stays.",
        ChosenOn = "paper and laplace, seeds 1-5; laplace with means that move, seed 3",
        Moves = "Higher, a Laplace whose location moves may be taken, for which no theorem promises anything.")]
    public const double MaxStillMovement = 0.05;

    /// <summary>Variance of log-scales over u above which scales move.</summary>
    [Decision(
        "Mean variance over u of log-scales, below which the Gaussian family stays.",
        ChosenOn = "paper and laplace, seeds 1-5",
        Moves = "Lower, heavy tails of sources that u does not move are enough for a Laplace prior.")]
    public const double MinScaleVariance = 0.02;

    /// <summary>
    /// Divergence of a Gaussian from a Laplace that is bent to suit it, by sign(t)|t|^1.25, in nats per row and
    /// latent.
    /// </summary>
    [Decision(
        "Nats per row and latent by which a fit with the better family may explain held-out rows worse.",
        ChosenOn = "computed: the divergence of a Gaussian from a Laplace bent to suit it, by sign(t)|t|^1.25",
        Moves = "Lower, Laplace sources keep the Gaussian by chance of training; higher, a failed second fit is kept.")]
    public const double FamilyDivergence = 0.0107;

    /// <summary>Rows of a bin of the rising map that bends a latent to suit a family.</summary>
    [Decision(
        "Rows of a bin of the rising map that bends a latent to suit a family.",
        ChosenOn = "not recorded; tested on Gaussian and Laplace data of two latents, seed 3",
        Moves = "Fewer, the map follows chance; more, it cannot bend the tails.")]
    public const int RowsOfBin = 40;

    /// <summary>Largest number of bins.</summary>
    [Decision("Largest number of bins of that map.", ChosenOn = "time of the choice",
        Moves = "More, and the choice takes longer; it was not seen to change.")]
    public const int MaxBins = 200;

    /// <summary>Least number of rows of a level that says something of its shape.</summary>
    [Decision(
        "Least number of rows of a level of u that is heard about the family.",
        ChosenOn = "not recorded",
        Moves = "Fewer, levels whose scale is fitted to a handful of rows decide.")]
    public const int MinLevelRows = 10;

    /// <summary>Rounds of the search over kinds of models: the part of its steps that a model takes in each.</summary>
    [Decision(
        "Part of its steps that a model takes in each round of the search over kinds of models.",
        ChosenOn = "worlds: spiral n = 4, affine coupling skewed, strong residual, triangular Laplace; paper",
        Moves = "After each round a model has had three times as many as before it, see GainOfTraining.")]
    public static readonly double[] Rounds = [1 / 9.0, 2 / 9.0, 6 / 9.0];

    /// <summary>Part of the usual steps that couplings and residual layers take in a search.</summary>
    [Decision(
        "Part of the usual steps that couplings and residual layers take in a search; linear and rising maps take all.",
        ChosenOn = "worlds: spiral n = 4, affine coupling skewed, strong residual, triangular Laplace; paper, whose "
            + "rising maps are .03 nats behind residual layers after two rounds of .54 of the steps and .03 ahead at "
            + "the end of all; a step of theirs takes an eighth of the time",
        Moves = "All for couplings and residual layers too: scores change by .001 at most, in twice the time. Less for "
            + "rising maps: paper data has .995 for .998.")]
    public const double StepsOfCostly = 0.54;

    /// <summary>Nats per row below the best from which a model does not take part in the next round.</summary>
    [Decision(
        "Nats per row below the best from which, some errors apart, a model is not trained on in the next round.",
        ChosenOn = "14 worlds and paper, all models trained to the end: the likeliest at the end is at most .06 nats "
            + "or two errors below after the first round, and differences move by .08 at most in the last",
        Moves = "Higher, a search takes longer; lower, on paper data kinds that start slowly are not trained on.")]
    public const double ClearNats = 0.1;

    /// <summary>The same of linear and rising maps after the second round, which have further to go.</summary>
    [Decision(
        "The same of linear and rising maps, after the second round.",
        ChosenOn = "paper, seeds 1 and 2: .01 and .16 nats below after it",
        Moves = "Lower, paper seed 2 has residual layers, .066 nats below the truth (.9953); higher, worlds in which "
            + "rising maps have no chance take longer.")]
    public const double ClearNatsOfFast = 0.3;

    /// <summary>The same in standard errors.</summary>
    [Decision("The same in standard errors.", ChosenOn = "as the nats", Moves = "As the nats.")]
    public const double ClearErrors = 3;

    /// <summary>Training rows that a linear map and shapes start from.</summary>
    [Decision("Training rows, at least, that linear ICA and the shapes of its latents are computed from.",
        ChosenOn = "time; the error of a correlation of 8000 rows is .01",
        Moves = "More, and linear ICA without u is more exact; where u is used training goes on with all rows.")]
    public const int RowsOfStart = 8000;

    /// <summary>Standard errors within which a linear map counts as no worse.</summary>
    [Decision(
        "Standard errors of held-out nats by which a linear map may be below the best kind and still be chosen.",
        ChosenOn = "fetal ECG, 25 segments: 1.7 errors between a linear map and a flow that invents a bend",
        Moves = "Higher, weak bends are missed; lower, bends are invented where the mixing is linear.")]
    public const double AlikeErrors = 2;

    /// <summary>Standard errors that what u explains of held-out rows must exceed.</summary>
    [Decision(
        "Standard errors that the gain of u on held-out rows must exceed, or u is not used and ICA is linear.",
        ChosenOn = "fetal ECG (-1.3 errors), worlds (6 to 70 errors), linear Laplace sources that do not move (-2)",
        Moves = "Higher, data with few rows per level is taken for linear; lower, a bend that follows the rows of a "
            + "level is taken for what u says.")]
    public const double GainErrors = 2;

    /// <summary>Nats per row that longer training may still add to a model that counts as trained.</summary>
    [Decision(
        "Held-out nats per row that three times as many steps would add, by the rounds of a search, above which the "
            + "result says that training ended early.",
        ChosenOn = "worlds spiral (n = 2), linear Laplace, affine coupling, residual (n = 3), 4000 rows, seed 1, "
            + "effort .05, .25, 1: the four above it (.025 to .21) gained .039 to .25 nats with the next effort, or "
            + "have .973 for .878; the four below it gained at most .009; none at effort 1 is above it",
        Moves = "Only whether that is said.")]
    public const double MaxGainOfTraining = 0.02;

    /// <summary>Held-out rows at most of which the gain of u is computed.</summary>
    [Decision("Held-out rows, at most about, of which the gain of u is computed.",
        ChosenOn = "time: paper, 8000 held-out rows, 5 s for all",
        Moves = "More, and the gain of u is known more exactly where its error is small already.")]
    public const int RowsOfGain = 2000;

    /// <summary>Rows whose u are taken for p(x), the mean of p(x | u).</summary>
    [Decision("Training rows whose u are taken for the mean of p(x given u) over u.",
        ChosenOn = "time of the search, which it adds little to",
        Moves = "More, and the gain of u is known more exactly.")]
    public const int ValuesOfAuxiliary = 50;

    /// <summary>Hidden widths of the steps of a residual layer in a search.</summary>
    [Decision(
        "Hidden widths of the steps of a residual layer that a search tries; eight layers have two steps each.",
        ChosenOn = "worlds, half the usual steps: spiral n = 4, affine coupling n = 5, leaky ReLU of 8 layers, seed 1",
        Moves = "Nats below the truth on these three .046, .386, .323; eight steps .057, .451, .424; of the free form, "
            + "two layers of 64, weight decay .02, .063, .645, .937. Steps of 64 and weight decay do not help.")]
    public static readonly int[] ResidualNetwork = [32, 32];

    /// <summary>Shuffles of u that the movement of what is left is compared with.</summary>
    [Decision("Shuffles of u with which the movement of what a flow takes for noise is compared.",
        ChosenOn = "one in twenty by chance alone", Moves = "More, and fewer directions are named by chance.")]
    public const int ShufflesOfAuxiliary = 19;

    /// <summary>Movement beyond that of chance from which a direction of what is left counts.</summary>
    [Decision(
        "Mean square of shift and change of variance with u, beyond chance, from which a residual direction counts.",
        ChosenOn = "worlds: 2 of 4 asked, 10 columns with noise",
        Moves = "Lower, faults of the fit are taken for sources that were left out.")]
    public const double MinRemainderMovement = 0.05;

    /// <summary>Part of the variance below which what is left is taken for no source.</summary>
    [Decision("Part of the variance up to which what a flow leaves is the fault of the fit and no source left out.",
        ChosenOn = "action-sparsity seed 1: all latents are there; of the .2 % that is left 3 to 7 directions move",
        Moves = "Lower, such fits are asked for more latents; higher, a weak source that was left out goes unnoticed.")]
    public const double LeastRemainder = 0.005;

    /// <summary>Largest number of coordinates for which a search tries residual layers.</summary>
    [Decision(
        "Largest number of coordinates for which a search tries residual layers.",
        ChosenOn = "time of a step, whose exact Jacobian takes their square and cube: 16 of them, minutes",
        Moves = "Wider data is searched longer.")]
    public const int MaxResidualColumns = 8;
}
