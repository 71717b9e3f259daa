using System.Runtime.InteropServices;
using System.Text;
using Ivae.Cli;

using var cancellation = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

// Flushed by a run that succeeds; closing it after one that failed would fail once more where the disk is full.
var data = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), bufferSize: 1 << 16);
return Cli.Run(args, Output.ToConsole(data), cancellation.Token);

void Cancel(PosixSignalContext signal)
{
    // The second signal is left to the system, which ends the process at once.
    signal.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}
