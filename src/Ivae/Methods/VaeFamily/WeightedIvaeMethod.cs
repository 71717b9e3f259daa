using Ivae.Autodiff;
using Ivae.Distributions;

namespace Ivae.Methods;

/// <summary>
/// The objective of the published iVAE code: a log p(x | z) − b [log q(z | x, u) − log q(z)]
/// − c [log q(z) − Σ_d log q(z_d)] − d [Σ_d log q(z_d) − log p(z | u)].
/// </summary>
/// <remarks>
/// Source: the authors' code of Khemakhem, Kingma, Monti and Hyvärinen 2020, whose weights for the iVAE are the
/// defaults here. It is the bound of the paper's equation 8 only when a = b = c = d. The posterior is diagonal.
/// </remarks>
public sealed record WeightedIvaeMethod : VaeObjectiveMethod
{
    /// <summary>An iVAE with the authors' weights.</summary>
    public WeightedIvaeMethod()
        : base(
            "weighted-ivae",
            "iVAE with the authors' weights",
            "None of its own: with unequal weights the objective is no bound on the likelihood, which Theorem 4 of "
                + "Khemakhem et al. 2020 asks to be maximised.") =>
        (NeedsAuxiliary, ObjectiveName) = (true, "weighted objective");

    /// <summary>a ≥ 0, of the log-likelihood.</summary>
    public double Reconstruction { get; init; } = 100;

    /// <summary>b ≥ 0, of the mutual information.</summary>
    public double MutualInformation { get; init; } = 1;

    /// <summary>c ≥ 0, of the total correlation.</summary>
    public double TotalCorrelation { get; init; }

    /// <summary>d ≥ 0, of the divergence latent by latent.</summary>
    public double DimensionWiseKl { get; init; } = 10;

    /// <summary>How log q(z) is estimated.</summary>
    public AggregateEstimator Estimator { get; init; } = AggregateEstimator.Weighted;

    internal override bool MaximisesBound => Reconstruction == MutualInformation
        && MutualInformation == TotalCorrelation && TotalCorrelation == DimensionWiseKl;

    private protected override bool NeedsDiagonal => true;

    /// <inheritdoc/>
    protected override Variable<T> Objective<T>(VaeTerms<T> terms)
    {
        var (mutualInformation, totalCorrelation, dimensionWiseKl) = terms.Decomposed(Estimator);
        return Reconstruction * terms.LogLikelihood - MutualInformation * mutualInformation
            - TotalCorrelation * totalCorrelation - DimensionWiseKl * dimensionWiseKl;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems() => Negative(
        ("reconstruction", Reconstruction),
        ("mutual_information", MutualInformation),
        ("total_correlation", TotalCorrelation),
        ("dimension_wise_kl", DimensionWiseKl));
}
