namespace Ivae.Experiments;

/// <summary>What a run is in a figure.</summary>
/// <param name="Series">Name of the method there.</param>
/// <param name="X">Abscissa.</param>
/// <param name="Run">The run.</param>
internal sealed record FigurePoint(string Series, double X, ExperimentRun Run);
