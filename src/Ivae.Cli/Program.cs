using System.Runtime.InteropServices;
using System.Text;
using Ivae.Cli;

using var interruption = new Interruption();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, interruption.Receive);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, interruption.Receive);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, interruption.Receive);

// Flushed by a run that succeeds; closing it after one that failed would fail once more where the disk is full.
var data = new StreamWriter(StandardStream.Output(), new UTF8Encoding(false), bufferSize: 1 << 16);
return Cli.Run(args, Output.ToConsole(data), interruption.Token);
