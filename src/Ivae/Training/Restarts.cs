using System.Numerics;

namespace Ivae.Training;

/// <summary>Successive halving: all restarts begin, and at set fractions of training the better half goes on.</summary>
/// <remarks>Source: Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", AISTATS 2016.</remarks>
internal static class Restarts
{
    // Two thirds of training are left for the last one.
    private const double LastDecision = 1.0 / 3;

    /// <summary>Trains all runs, the better half of them on after each of log₂ R decisions, ranked by held-out bound; threads are shared evenly. Results do not depend on their number.</summary>
    public static void Run<T>(IReadOnlyList<Trainer<T>> runs, int threads, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var decisions = (int)Math.Ceiling(Math.Log2(runs.Count));
        IReadOnlyList<Trainer<T>> left = runs;
        for (var decision = 1; decision <= decisions; decision++)
        {
            Advance(left, LastDecision * decision / decisions, threads, cancellation);
            var ranked = left.OrderByDescending(run => run.BestBound).ToList(); // stable: equals stay in order
            left = ranked[..((ranked.Count + 1) / 2)];
            foreach (var run in ranked[left.Count..])
                run.Drop();
        }

        Advance(left, 1, threads, cancellation);
    }

    private static void Advance<T>(IReadOnlyList<Trainer<T>> runs, double fraction, int threads, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Parallel.For(0, runs.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            runs[i].Threads = Math.Max(1, threads / runs.Count);
            runs[i].Advance(Math.Max(1, (int)Math.Round(fraction * runs[i].Epochs)), cancellation);
        });
}
