using System.Runtime.ExceptionServices;

namespace Ivae.Numerics;

/// <summary>
/// Runs the numbered parts of a job that is done again and again, on the caller's thread and on helpers of the thread
/// pool; a warm run allocates nothing.
/// </summary>
/// <remarks>Nobody waits for a helper that has not begun: where all cores are busy, the caller does every
/// part.</remarks>
/// <param name="work">Does one part.</param>
internal sealed class Team(Action<int> work) : IThreadPoolWorkItem
{
    private readonly object gate = new();
    private int unbegun;
    private int unfinished;
    private ExceptionDispatchInfo? failure;

    /// <summary>Does parts 0 … <paramref name="parts"/> − 1, in any order, on at most so many threads.</summary>
    /// <remarks>What a part throws is thrown here, once all have ended.</remarks>
    public void Run(int parts, int threads)
    {
        (unfinished, failure) = (parts, null);
        Volatile.Write(ref unbegun, parts); // from here on helpers of an earlier job, too, may take parts
        for (var helper = 1; helper < Math.Min(parts, threads); helper++)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        Execute();
        lock (gate)
            while (unfinished > 0)
                Monitor.Wait(gate);
        failure?.Throw();
    }

    /// <inheritdoc/>
    public void Execute()
    {
        int part;
        while ((part = Interlocked.Decrement(ref unbegun)) >= 0)
        {
            try
            {
                work(part);
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }

            lock (gate)
                if (--unfinished == 0)
                    Monitor.Pulse(gate);
        }
    }
}
