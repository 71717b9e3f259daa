namespace Ivae.Experiments;

/// <summary>Adds up how far runs have come. Safe to use from several threads.</summary>
/// <param name="weights">How much work each run is.</param>
/// <param name="found">Whether each was found finished.</param>
/// <param name="progress">Who is told.</param>
internal sealed class RunMeter(double[] weights, bool[] found, IProgress<RunProgress>? progress)
{
    private readonly Lock gate = new();
    private readonly double[] parts = new double[weights.Length];
    private readonly double work = weights.Where((_, i) => !found[i]).Sum();
    private int finished = found.Count(there => there);

    /// <summary>Tells that run <paramref name="run"/> has come to <paramref name="part"/>, 0 … 1.</summary>
    public void Advance(int run, double part)
    {
        lock (gate)
        {
            parts[run] = Math.Clamp(part, 0, 1);
            progress?.Report(
                new RunProgress(finished, weights.Length, parts.Zip(weights, (p, w) => p * w).Sum() / work));
        }
    }

    /// <summary>Tells that run <paramref name="run"/> is finished.</summary>
    public void Finish(int run)
    {
        lock (gate)
            finished++;
        Advance(run, 1);
    }
}
