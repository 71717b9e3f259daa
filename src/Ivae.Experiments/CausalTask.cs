using Ivae.Causality;

namespace Ivae.Experiments;

/// <summary>Causes, which a run looks for in place of sources.</summary>
/// <param name="Procedure">How.</param>
/// <param name="Options">Options of flows and graphs; the seed is that of the run.</param>
internal sealed record CausalTask(CausalProcedure Procedure, GraphOptions Options);
