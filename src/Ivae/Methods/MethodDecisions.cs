using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>Numbers by which a method chooses, and by which rows are grouped where u has no levels.</summary>
internal static class MethodDecisions
{
    [Decision("Most groups of rows of a continuous u, beyond the number of parameters of the prior.",
        ChosenOn = "not recorded; the number of segments of the paper's simulations.",
        Moves = "Higher, and groups are purer and have fewer rows each.")]
    public const int MaxGroups = 40;

    [Decision("Rows per group of a continuous u.",
        ChosenOn = "not recorded.",
        Moves = "Higher, and rows of different priors are put together: latents seem to move less with u.")]
    public const int RowsPerGroup = 100;

    [Decision(
        "Part of the squared curvature of means in the past that may lie between different past latents along the best "
            + "axes, above which no axes are additive.",
        ChosenOn = "time-sparsity, seed 1: .02 to .08; cadre presets, seed 1: .07 to .17; reasoning: products of each "
            + "two of three latents have a third at least, along any axes",
        Moves = "Higher, a fit may begin along axes that mean nothing, and be no better than a usual start.")]
    public const double MostMixedCurvature = 0.3;

    /// <summary>
    /// Largest number of columns that a flow of fewer latents takes as they are; of more it takes principal components.
    /// </summary>
    [Decision(
        "Largest number of observed columns that a flow of fewer latents takes as they are, and not reduced to "
            + "principal components; largest number of latents for which auto takes a flow.",
        ChosenOn = "time of a step, since the linear maps of a flow are square; not tuned on scores",
        Moves = "Wider data is fitted as it is, in steps that slow down with the square of the columns.")]
    public const int MaxFlowColumns = 128;

    /// <summary>Blur of a flow of principal components of many columns, by the noise that they leave.</summary>
    [Decision(
        "Blur of a flow of principal components of many columns, by the standard deviation of the noise they leave, if "
            + "that is more than the usual blur.",
        ChosenOn = "bumps with 10 % noise, a random network in 300 columns, random Fourier features in 200 with 1 % "
            + "noise; seed 1 each",
        Moves = "None .961, .973, .983; half .983, .990, .980; once .985, .994, .993; twice .986, .992, .998.")]
    public const double BlurOfNoise = 1;

    /// <summary>Usual number of starts of a flow of principal components of many columns.</summary>
    [Decision("Usual number of starts of a flow of principal components of many columns.",
        ChosenOn = "bumps of 4 latents, seeds 1 to 3, 10 000 steps of one start",
        Moves = "One start gives .994, .994 and .766; four give .995 for the third.")]
    public const int ReducedRestarts = 4;

    /// <summary>Most passes over few rows of a flow of principal components of many columns.</summary>
    [Decision("Most passes over few training rows of a flow of principal components of many columns, unless said.",
        ChosenOn = "time of 200 rows of 5000 columns; 8000 rows take 400 passes",
        Moves = "Higher, and few rows take the time of many, and are learned by heart.")]
    public const int ReducedPasses = 1000;

    /// <summary>
    /// Steps up to which the network of p(v | z) has the full learning rate; with more it is lower by as much.
    /// </summary>
    [Decision(
        "Steps up to which the network of p(v given z), for flows of fewer latents than columns, has the full rate.",
        ChosenOn = "figure-9 seeds 1-5, noise row seed 3, n = 2 and 3 of 5 with 4000 steps",
        Moves = "Figure 9: .981 at the full rate, .984 at a quarter, .986 at a tenth; too low in few steps, n = 2 "
            + "and 3 of 5 fall to .88 and .97 from .98.")]
    public const double ComplementSteps = 16_000;

    /// <summary>Least learning rate of that network, by that of the layers of the flow.</summary>
    [Decision(
        "Least learning rate of the network of p(v given z), by that of the layers of the flow.",
        ChosenOn = "figure-9 seeds 1-5, noise row seed 3",
        Moves = "At a tenth flows of noisy data miss sources (.698 for .975); at 1 figure 9 has .981 for .984.")]
    public const double MinComplementRate = 0.25;

    /// <summary>Part of the usual steps of the flow that an iVAE starts from.</summary>
    [Decision(
        "Steps of the flow that an iVAE starts from, by those of its bound.",
        ChosenOn = "paper file of seed 1: one start of 12 000 steps has .9993",
        Moves = "Lower, the flow may end elsewhere, and the bound with it; higher, time. Not varied.")]
    public const double StartingFlowShare = 0.6;

    /// <summary>Draws of the importance-weighted bound that starts from a flow.</summary>
    [Decision(
        "Draws of z per row of the importance-weighted bound of an iVAE that starts from a flow.",
        ChosenOn = "paper file of seed 1",
        Moves = "With one draw (20 000 steps) .987 and IWAE -1.03 for .991 and -.96 (10 000 steps, as long); eight "
            + "draws take half as long again.")]
    public const int BoundDraws = 4;

    /// <summary>Draws of the importance-weighted bound where noise counts.</summary>
    [Decision(
        "Draws of z per row of the importance-weighted bound that is maximised where noise counts.",
        ChosenOn = "noise row seeds 1 and 2",
        Moves = "One draw .963 to .965; 16 draws no better, at twice the time; 4 draws .9726 for .9732 (seed 1, "
            + "doubly reparameterised gradient).")]
    public const int NoiseDraws = 8;

    /// <summary>Hidden layers of the discriminator of a FactorVAE.</summary>
    [Decision(
        "Hidden layers of the discriminator of a FactorVAE, of which 6 were published.",
        ChosenOn = "time of a comparison: 6 layers of 1000 take more than ten minutes for 40 000 rows of 5 columns",
        Moves = "More, and dependence of many latents is seen better; preset factor-vae has what was published.")]
    public const int DiscriminatorLayers = 3;

    /// <summary>Units of each layer for each latent.</summary>
    [Decision(
        "Units of each layer of the discriminator of a FactorVAE for each latent, at most the published 1000.",
        ChosenOn = "time of a comparison: a step takes about three times that of a VAE", Moves = "As the layers.")]
    public const int DiscriminatorUnits = 16;

    /// <summary>Units of each layer at least.</summary>
    [Decision("Units of each layer of that discriminator, at least.",
        ChosenOn = "the width of the networks of a VAE", Moves = "As the layers.")]
    public const int MinDiscriminatorWidth = 64;

    /// <summary>Learning rate of a flow that starts layer by layer, by training.learning_rate.</summary>
    [Decision(
        "Learning rate of rising maps that start from data made normal layer by layer, by training.learning_rate.",
        ChosenOn = "cauca seeds 1 and 2, 24 000 rows, 6000 to 20 000 steps",
        Moves = "Four times, as of other rising maps, and the first steps undo the start.")]
    public const double LayerwiseRate = 0.8;

    /// <summary>Steps by which rising maps are bent that start from columns made normal.</summary>
    [Decision("Steps by which the rising maps of a layer are bent where a flow starts layer by layer.",
        ChosenOn = "time: under a second for all layers", Moves = "Not varied.")]
    public const int StepsOfBending = 300;

    /// <summary>Learning rate of these steps.</summary>
    [Decision("Learning rate at which they are bent.", ChosenOn = "cauca seed 1", Moves = "Not varied.")]
    public const double RateOfBending = 0.1;

    /// <summary>Part of training in which the first regimes are held.</summary>
    [Decision("Part of training in which the regimes that a regression of the first latents found are held.",
        ChosenOn = "nctrl seed 1, whose first regimes are right in .97 of rows", Moves = "Not varied.")]
    public const double FirstRegimesHeld = 0.1;

    /// <summary>Starts of that regression.</summary>
    [Decision("Starts of the regression that finds first regimes; each start of a fit has its own.",
        ChosenOn = "time: seconds; of 5 starts to the end on nctrl seed 1 three end alike",
        Moves = "Fewer, and one of two regimes in one is more often the best that is found.")]
    public const int FirstRegimesStarts = 16;

    /// <summary>Rounds after which the better starts are chosen.</summary>
    [Decision("Rounds of expectation and maximisation after which the better starts of that regression are chosen.",
        ChosenOn = "not recorded", Moves = "Not varied.")]
    public const int FirstRegimesTrial = 6;

    /// <summary>Starts that then go on.</summary>
    [Decision("Starts of that regression that then go on.", ChosenOn = "not recorded", Moves = "Not varied.")]
    public const int FirstRegimesKept = 3;

    /// <summary>Rounds of expectation and maximisation at most.</summary>
    [Decision("Rounds of expectation and maximisation of that regression, at most.",
        ChosenOn = "nctrl seed 1: starts end after 15 to 60", Moves = "Training goes on from where it ends.")]
    public const int FirstRegimesRounds = 60;

    /// <summary>Rows of that regression, about.</summary>
    [Decision("Rows that first regimes are looked for in, about, whole sequences each.",
        ChosenOn = "time: seconds for each start", Moves = "Not varied.")]
    public const int FirstRegimesRows = 20_000;

    /// <summary>How far a part of u must move a latent to count.</summary>
    [Decision(
        "How far a part of u must move a latent, by the farthest movement of that latent, or by its standard deviation "
            + "given u where that is more, to count as an edge of the learned graph.",
        ChosenOn = "presets action-sparsity seeds 1 and 2 and cauca seeds 1 to 3: true edges .91 and more, others at "
            + "most .17 and, of the third cauca, which is .6 nats below the truth, .25; at .35 an eighth of the "
            + "variance",
        Moves = "At .25 what training left unturned counts (cauca seed 3); higher, and weak mechanisms are missed.")]
    public const double LeastMovement = 0.35;
}
