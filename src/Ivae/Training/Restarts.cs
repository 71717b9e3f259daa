using System.Numerics;

namespace Ivae.Training;

/// <summary>Successive halving: all restarts begin, and at set fractions of training the better half goes on.</summary>
/// <remarks>Source: Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization",
/// AISTATS 2016.</remarks>
internal static class Restarts
{
    // Two thirds of training are left for the last one.
    private const double LastDecision = 1.0 / 3;

    // Long enough for a run to show what it is worth, see SelectionDecisions.HopelessLoss.
    private const double FirstLook = 0.1;

    /// <summary>
    /// Trains all runs, the better half of them on after each of log₂ R decisions, ranked by held-out bound; threads
    /// are shared evenly. Results do not depend on their number.
    /// </summary>
    /// <param name="runs">The runs, none of which has begun.</param>
    /// <param name="threads">Threads for all of them.</param>
    /// <param name="cancellation">Ends them.</param>
    /// <param name="least">Held-out bound in nats per row that one must have after a tenth of its training, or all
    /// end.</param>
    public static void Run<T>(
        IReadOnlyList<Trainer<T>> runs, int threads, CancellationToken cancellation,
        double least = double.NegativeInfinity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (double.IsFinite(least))
        {
            Advance(runs, FirstLook, threads, cancellation);
            if (runs.Max(run => run.BestBound) < least)
                foreach (var run in runs)
                    run.Drop("what it started from has a far higher held-out bound");
        }

        var decisions = (int)Math.Ceiling(Math.Log2(runs.Count));
        IReadOnlyList<Trainer<T>> left = runs;
        for (var decision = 1; decision <= decisions; decision++)
        {
            Advance(left, LastDecision * decision / decisions, threads, cancellation);
            var ranked = left.OrderByDescending(run => run.BestBound).ToList(); // stable: equals stay in order
            left = ranked[..((ranked.Count + 1) / 2)];
            foreach (var run in ranked[left.Count..])
                run.Drop("other restarts had a higher held-out bound");
        }

        Advance(left, 1, threads, cancellation);
    }

    /// <summary>Epochs of all runs together, at most.</summary>
    /// <param name="runs">Number of runs.</param>
    /// <param name="epochs">Epochs of a run that is not dropped.</param>
    public static int TotalEpochs(int runs, int epochs)
    {
        var decisions = (int)Math.Ceiling(Math.Log2(runs));
        var (total, done) = (0, 0);
        for (var decision = 1; decision <= decisions; decision++, runs = (runs + 1) / 2)
        {
            var until = Until(LastDecision * decision / decisions, epochs);
            total += runs * (until - done);
            done = until;
        }

        return total + runs * (epochs - done);
    }

    private static int Until(double fraction, int epochs) => Math.Max(1, (int)Math.Round(fraction * epochs));

    private static void Advance<T>(
        IReadOnlyList<Trainer<T>> runs, double fraction, int threads, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Parallel.For(0, runs.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            runs[i].Threads = Math.Max(1, threads / runs.Count);
            runs[i].Advance(Until(fraction, runs[i].Epochs), cancellation);
        });
}
