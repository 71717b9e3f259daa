namespace Ivae.Data;

/// <summary>
/// Pieces of work that do not depend on each other, each of which is kept as soon as it is done: made by this process
/// alone, shared with others that work on the same folder, or only looked at.
/// </summary>
/// <param name="mode">How this process takes part.</param>
/// <param name="folder">Where claims are, of work that is shared.</param>
/// <param name="pulse">How often an owner shows that it lives.</param>
internal sealed class SharedWork(WorkMode mode, string folder, TimeSpan pulse)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly WorkClaims claims = new(folder, pulse);
    private int made;

    /// <summary>Work that no other process takes part in.</summary>
    public static SharedWork Alone { get; } = new(WorkMode.Alone, "", WorkClaims.UsualPulse);

    /// <summary>How this process takes part.</summary>
    public WorkMode Mode => mode;

    /// <summary>Pieces that this process has made.</summary>
    public int Made => made;

    /// <summary>Makes the pieces that are not there.</summary>
    /// <param name="names">Their names, which can be those of files.</param>
    /// <param name="isThere">Whether a piece is there; one of which this was said once is not asked for again.</param>
    /// <param name="make">Makes a piece; its token is also cancelled when another process took this one for
    /// dead.</param>
    /// <param name="threads">Pieces at a time; 0 for one per core.</param>
    /// <param name="waits">Whether it waits for pieces that others are at work on, since more follows from them;
    /// otherwise it leaves when only such are left.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public void Make(IReadOnlyList<string> names, Func<int, bool> isThere, Action<int, CancellationToken> make,
        int threads, bool waits, CancellationToken cancellation)
    {
        int[] left = [.. Enumerable.Range(0, names.Count).Where(i => !isThere(i))];
        switch (mode)
        {
            case WorkMode.Alone:
                Each(left, threads, i => make(i, cancellation), cancellation);
                return;
            case WorkMode.Collecting:
                return;
        }

        while (left.Length > 0)
        {
            var before = made;
            Each(left, threads, i => Try(names[i], () => isThere(i), token => make(i, token), cancellation),
                cancellation);
            left = [.. left.Where(i => !isThere(i))];
            if (made > before || left.Length == 0)
                continue;
            if (!waits && !left.Any(i => claims.IsDoubtful(names[i])))
                return;
            cancellation.WaitHandle.WaitOne(BetweenLooks);
            cancellation.ThrowIfCancellationRequested();
        }

        claims.Tidy(names);
    }

    /// <summary>One after the other over the threads, in their order: neighbours may share their data.</summary>
    private static void Each(int[] pieces, int threads, Action<int> act, CancellationToken cancellation)
    {
        var (next, lanes) = (-1, Math.Min(threads == 0 ? Environment.ProcessorCount : threads, pieces.Length));
        if (lanes == 0)
            return;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = lanes, CancellationToken = cancellation };
        Parallel.For(0, lanes, parallel, (_, loop) =>
        {
            for (int at; (at = Interlocked.Increment(ref next)) < pieces.Length && !loop.ShouldExitCurrentIteration
                && !cancellation.IsCancellationRequested;)
                act(pieces[at]);
        });
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Makes a piece unless another process has it or has made it.</summary>
    private void Try(string name, Func<bool> isThere, Action<CancellationToken> make, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var claim = claims.Take(name, ending.Cancel);
        if (claim is null || isThere())
            return;
        try
        {
            make(ending.Token);
            Interlocked.Increment(ref made);
        }
        catch (OperationCanceledException)
        {
            // This process was asked to end, or another one goes on with the piece.
        }
    }
}
