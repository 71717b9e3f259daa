using Ivae.Numerics;

namespace Ivae.Causality;

/// <summary>Numbers that decide which direction, and which edges, are named.</summary>
internal static class CausalityDecisions
{
    private const string Development = "Simulated pairs with and without a hidden common cause, 48 segments of 512 "
        + "rows, seeds from 1000, 2000, 7000 and 8000 on; ";
    private const string Measured = "measured on seeds 101 to 400 (docs/results/causes.md).";

    [Decision("Level of the tests, and one less that of the bootstrap intervals, unless said.",
        ChosenOn = "Convention.",
        Moves = "Lower, and fewer directions and fewer edges are named.")]
    public const double Alpha = 0.05;

    [Decision("Least evidence for a direction, in nats per row.",
        ChosenOn = "Ten linear Gaussian pairs, where both orders are equal: evidence has a standard deviation of .0007 "
            + "nats there; " + Measured,
        Moves = "Lower, and directions of pairs that have none are named by error of estimation; higher, and pairs "
            + "that are nearly deterministic stay undetermined (.006 left more of them so).")]
    public const double MinEvidence = 0.0025;

    [Decision("Dependence that the better order may leave between its disturbances beyond chance, in nats per row.",
        ChosenOn = Development + "right orders leave −.0004 to .0011, confounded ones .0010 to .0013 with four times "
            + "the rows; " + Measured,
        Moves = "Higher, and hidden causes are named as directions: .004 named 8 of 40 confounded pairs.")]
    public const double MaxDependence = 0.001;

    [Decision("Standard errors by chance that are added to the dependence that may be left.",
        ChosenOn = Development + Measured,
        Moves = "Higher, and hidden causes are missed where rows are few.")]
    public const double ChanceErrorsLeft = 2;

    [Decision("Dependence that the better order may leave as a share of what the other leaves, if that is more.",
        ChosenOn = "Staircases of 48 segments, seeds 101 to 200 (a fiftieth gave .94 right); a tenth gave .95 on seeds "
            + "201 to 300, on which nothing was chosen.",
        Moves = "Higher, and hidden causes next to a strong effect are missed; lower, and staircases are called "
            + "confounded.")]
    public const double DependenceShare = 0.1;

    [Decision("Change between segments of the skewness of a cause's disturbance that is allowed, in nats per row.",
        ChosenOn = Development + "causes move by −.0004 to .0019, confounded ones by .0097 to .0205; " + Measured,
        Moves = "Higher, and hidden causes are missed at 16 segments (.007 did); lower, and staircases are called "
            + "confounded.")]
    public const double MaxSkewnessChange = 0.003;

    [Decision("Standard errors by chance by which the dependence of two orders must differ to decide without evidence.",
        ChosenOn = Development + Measured,
        Moves = "Lower, and directions are named by chance where likelihood does not decide.")]
    public const double ChanceErrorsOfDifference = 4;

    [Decision("Bootstrap samples over segments of a pair, unless said.",
        ChosenOn = "Ends of a 95 % interval then lie 25 samples from the extremes.",
        Moves = "Fewer, and interval ends near 0 fall on either side by chance.")]
    public const int PairBootstrap = 1000;

    [Decision("Fewest bootstrap samples of a pair.",
        ChosenOn = "not recorded.",
        Moves = "Lower, and the ends of the interval are the extremes.")]
    public const int MinPairBootstrap = 20;

    [Decision("Held-out log-likelihood that a cause must add to be kept in a graph, in nats per row, unless said.",
        ChosenOn = "not recorded; graphs of six variables, seeds 1 to 8, were not used to choose it.",
        Moves = "Lower, and more edges that error of estimation makes; higher, and weak causes are lost.")]
    public const double MinGain = 0.003;

    [Decision("Most variables that the skeleton of PC conditions on.",
        ChosenOn = "not recorded.",
        Moves = "Higher, and more edges go, at a cost that grows with the number of subsets.")]
    public const int MaxConditions = 4;

    [Decision("Fewest rows in all.",
        ChosenOn = "not recorded.",
        Moves = "Lower, and directions of very small tables are tested, where flows fit noise.")]
    public const int MinRows = 100;

    [Decision("Fewest rows of a segment.",
        ChosenOn = "not recorded; each half of a segment has its own mean and standard deviation.",
        Moves = "Lower, and moments of a half-segment are noise, which the likelihood then carries.")]
    public const int MinSegmentRows = 12;

    [Decision("Runs of neighbouring rows that a segment is cut into when it is halved.",
        ChosenOn = "not recorded.",
        Moves = "More, and tested rows lie closer to trained ones: series in time flatter the fit.")]
    public const int RunsPerSegment = 20;

    [Decision("Standard deviations at which values are cut before their skewness is taken.",
        ChosenOn = "not recorded.",
        Moves = "Higher, and heavy tails look like changes of shape.")]
    public const double SkewnessClip = 3;

    [Decision("Rows per knot of the broken lines that take out what segments share.",
        ChosenOn = "not recorded.",
        Moves = "Fewer rows, more knots: more of a hidden cause is taken out with the error of the fit.")]
    public const int RowsPerKnot = 256;

    [Decision("Most knots of these lines.",
        ChosenOn = Development + "32 and 48 knots did no better.",
        Moves = "As the rows per knot.")]
    public const int MaxKnots = 16;

    [Decision("Least scale that these lines may give a disturbance, relative to its mean scale.",
        ChosenOn = "not recorded.",
        Moves = "Lower, and rows of extreme causes weigh more in the dependence that is left.")]
    public const double MinSharedScale = 0.3;

    [Decision("Share of the normal scores in the map from a variable to its disturbance at the start of training.",
        ChosenOn = Development + "from a half to .02 the error of evidence on linear pairs fell from .0012 to .0007.",
        Moves = "Higher, and steps that a map does not need move the shape of the disturbance between segments.")]
    public const double StartingNormalScores = 0.02;
}
