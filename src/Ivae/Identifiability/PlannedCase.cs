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

    /// <summary>Whether every data set of this size gives the true sources back.</summary>
    public bool IsIdentified => Mcc.Min() >= IdentifiabilityDecisions.IdentifiedPlan;
}
