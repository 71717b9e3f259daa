using Ivae.Evaluation;

namespace Ivae.Identifiability;

/// <summary>What simulated data of one size came to.</summary>
/// <param name="Segments">Number of segments M.</param>
/// <param name="RowsPerSegment">Rows per segment.</param>
/// <param name="Mcc">Mean correlation with the true sources on held-out rows, one number a simulated data set.</param>
/// <param name="LinearMcc">The same after the best linear map.</param>
public sealed record PlannedCase(
    int Segments, int RowsPerSegment, IReadOnlyList<double> Mcc, IReadOnlyList<double> LinearMcc)
{
    /// <summary>Mean over data sets.</summary>
    public double MeanMcc => Mcc.Average();

    /// <summary>Share of the data sets of this size that give the true sources back.</summary>
    public double Probability => Identified.Mean;

    /// <summary>95 % interval of the chance that a data set of this size does (Wilson) <c>[2]</c>.</summary>
    public IReadOnlyList<double> ProbabilityInterval => [Identified.Low, Identified.High];

    /// <summary>Whether every one does, of as many as say something.</summary>
    public bool IsIdentified => IsKnown && Probability == 1;

    /// <summary>Whether there are as many data sets as say something.</summary>
    internal bool IsKnown => Mcc.Count >= IdentifiabilityDecisions.MinPlannedSets;

    private MeanInterval Identified =>
        MeanInterval.OfShare([.. Mcc.Select(mcc => mcc >= IdentifiabilityDecisions.IdentifiedPlan ? 1.0 : 0)]);
}
