namespace Ivae.Independence;

/// <summary>What an independence test found.</summary>
/// <param name="Test">Name of the test.</param>
/// <param name="Statistic">The test's own statistic.</param>
/// <param name="PValue">Probability of a statistic at least as extreme under independence, 0 … 1.</param>
internal sealed record IndependenceResult(string Test, double Statistic, double PValue);
