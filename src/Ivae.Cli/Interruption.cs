using System.Runtime.InteropServices;

namespace Ivae.Cli;

/// <summary>
/// What a signal does: the first asks the command to end, which keeps what it has, and ends the process itself where
/// that takes too long; the second is left to the system, which ends the process at once. Either way what was there
/// stays whole, since results take their places in one step.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>
    /// How long a command may take to end by itself: of the second that is promised, what a busy machine does not need
    /// to end the process.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.8);

    private readonly CancellationTokenSource source = new();

    public CancellationToken Token => source.Token;

    /// <summary>Takes a signal.</summary>
    public void Receive(PosixSignalContext signal)
    {
        if (source.IsCancellationRequested)
            return;
        signal.Cancel = true;
        new Thread(End) { IsBackground = true }.Start(); // no core of the pool may be free
        source.Cancel();
    }

    public void Dispose() => source.Dispose();

    private static void End()
    {
        Thread.Sleep(Patience);
        new MessageWriter(Console.Error).WriteLine("ivae: cancelled; what was finished before is kept.");
        Environment.Exit(ExitCode.Cancelled);
    }
}
