namespace Ivae.Identifiability;

/// <summary>A score, with those of controls in which there is nothing to find.</summary>
/// <param name="Observed">The score on the data.</param>
/// <param name="Controls">The scores of the controls.</param>
internal sealed record NullScore(double Observed, IReadOnlyList<double> Controls)
{
    /// <summary>
    /// (1 + controls that score at least as high) / (1 + controls): uniform if the data are like the controls (Phipson
    /// and
    /// Smyth 2010).
    /// </summary>
    public double PValue => (1.0 + Controls.Count(control => control >= Observed)) / (1 + Controls.Count);

    /// <summary>Whether the p-value is below the level of the tests.</summary>
    internal bool IsSignificant => PValue < IdentifiabilityDecisions.Significance;
}
