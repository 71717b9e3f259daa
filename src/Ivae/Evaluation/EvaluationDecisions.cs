using Ivae.Numerics;

namespace Ivae.Evaluation;

/// <summary>Numbers that decide what an evaluation says.</summary>
internal static class EvaluationDecisions
{
    [Decision("Variance of the posterior mean over the rows above which a latent is active, in squared latent units.",
        ChosenOn = "Burda, Grosse and Salakhutdinov 2016, section 5.2; not chosen on data of this project.",
        Moves = "Lower, and latents that carry almost nothing count as used: more active units, fewer findings of idle "
            + "latents, more columns in UDR and in the FactorVAE score.")]
    public const double ActiveVariance = 0.01;

    [Decision("Fewest rows for each latent, or each source where there are more, of a matched correlation.",
        ChosenOn = "independent normal columns: 3 rows of 3 latents match with 1.00 out of sample, 10 with .5",
        Moves = "Lower, and scores are shown that chance alone reaches.")]
    public const int MinRowsEach = 3;

    [Decision("Distinct values up to which a known factor is taken as discrete, and number of groups of equal size "
        + "that one with more is cut into.",
        ChosenOn = "Locatello et al. 2019, who cut into 20 bins; not chosen on data of this project.",
        Moves = "Higher, and MIG, modularity and explicitness resolve factors more finely and are estimated worse.")]
    public const int FactorLevels = 20;

    [Decision("Number of bins of equal width of a latent for mutual information.",
        ChosenOn = "Locatello et al. 2019.",
        Moves = "Higher, and mutual information rises by the bias of small counts.")]
    public const int LatentBins = 20;

    [Decision("Length of a step that joins two rows into one cluster, in root mean squared distances between rows.",
        ChosenOn = "The pinwheel of four arms (reproduction, Mathieu et al. 2019); seeds not recorded.",
        Moves = "Higher, and clusters with narrow gaps between them become one; lower, and one cluster falls apart.")]
    public const double ClusterStep = 0.4;

    [Decision("Least share of the rows that makes a cluster.",
        ChosenOn = "The pinwheel of four arms (reproduction, Mathieu et al. 2019); seeds not recorded.",
        Moves = "Lower, and groups of a few rows count as clusters and raise the purity.")]
    public const double MinClusterShare = 0.05;
}
