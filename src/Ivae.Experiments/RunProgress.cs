namespace Ivae.Experiments;

/// <summary>How far an experiment has come.</summary>
/// <param name="Finished">Runs finished, those found finished among them.</param>
/// <param name="Total">Runs in all.</param>
/// <param name="Part">Part of the work of this call that is done, 0 … 1, runs weighed by their training steps.</param>
internal readonly record struct RunProgress(int Finished, int Total, double Part);
