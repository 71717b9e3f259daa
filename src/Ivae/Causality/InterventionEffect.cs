namespace Ivae.Causality;

/// <summary>What an intervention does to one variable.</summary>
/// <param name="Variable">Its column.</param>
/// <param name="Before">As observed.</param>
/// <param name="After">Under the intervention.</param>
internal sealed record InterventionEffect(int Variable, ColumnSummary Before, ColumnSummary After);
