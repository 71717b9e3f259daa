using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>Numbers that decide which values a model sees.</summary>
internal static class DataDecisions
{
    /// <summary>Rows of a level of whole numbers, on average, below which they are a number.</summary>
    [Decision("Rows of each level, on average, from which whole numbers of u are levels and not a number.",
        ChosenOn = "labels of trials with five rows each, which are levels, and counts of years and of milliseconds",
        Moves = "Lower, and a number that was measured in whole steps is as many levels; higher, and labels of short "
            + "trials are a number.")]
    public const int LeastRowsOfLevel = 5;

    /// <summary>Most levels that whole numbers of u are taken as.</summary>
    [Decision("Most levels that whole numbers of u are taken as, however many rows there are.",
        ChosenOn = "not recorded; a converter of 12 bits has 4096 steps",
        Moves = "Higher, and steps of a converter are levels.")]
    public const int MostLevelsOfNumber = 1000;

    [Decision("Robust standard deviations from the median of a column beyond which values are clipped, unless said.",
        ChosenOn = "not recorded; values of clean data do not lie as far out.",
        Moves = "Lower, and heavy tails of sources are cut; higher, and a few artefacts set the scale of a column.")]
    public const double ClipAt = 20;

    /// <summary>Most principal components that many columns are reduced to, for few latents.</summary>
    [Decision("Most principal components that many columns are reduced to, where that is more than eight a latent.",
        ChosenOn = "bumps of 4 and 2 latents, which have 30 and 28 to the blur of a flow; a random network of 4 "
            + "latents in 300 columns, seed 1, 10 000 steps",
        Moves = "Random network: 20 give .965, 28 .973, 40 .971, 60 .964. With 20 of bumps of 2 latents .318, with 28 "
            + ".965.")]
    public const int MaxComponents = 32;

    /// <summary>Most principal components for each latent, for more latents.</summary>
    [Decision("Most principal components for each latent that many columns are reduced to.",
        ChosenOn = "bumps of 4 latents, which have 7 to 8 each",
        Moves = "Lower, and a strongly curved surface of many latents is cut; higher, and noise is learned.")]
    public const int ComponentsOfLatent = 8;

    /// <summary>
    /// Part of the error of prediction that further principal components may take away and be left out.
    /// </summary>
    [Decision(
        "Part of the error of columns left out that further principal components of many columns may take away and "
            + "still be left out.",
        ChosenOn = "three factors in 200 columns of unequal noise, where noise of single columns takes away about as "
            + "much",
        Moves = "Lower, and components of the noise of single columns are kept; higher, and bends of a surface are "
            + "left to noise.")]
    public const double IdlePrediction = 0.01;

    /// <summary>Least variance of a standardised column that principal components leave to noise.</summary>
    [Decision(
        "Least variance of noise in each standardised column that many columns are reduced to principal components of.",
        ChosenOn = "the blur of a flow, .005, squared: below it a flow sees nothing",
        Moves = "Lower, and data without noise has as many components as single precision can distinguish.")]
    public const double LeastVariance = 2.5e-5;

    /// <summary>Most different whole numbers of u that are levels, of N rows.</summary>
    public static int MostLevels(int rows) => Math.Max(2, Math.Min(MostLevelsOfNumber, rows / LeastRowsOfLevel));
}
