using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Ivae.Test.Cli.Sweeps;

/// <summary>A Slurm cluster of this one machine, on loopback alone, until it is disposed of.</summary>
internal sealed class SlurmCluster : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly TemporaryFolder folder;
    private readonly List<Process> daemons = [];

    public SlurmCluster(TemporaryFolder folder)
    {
        this.folder = folder;
        foreach (var name in (string[])["state", "spool"])
            Directory.CreateDirectory(folder.Path(name));
        File.WriteAllBytes(folder.Path("munge.key"), RandomNumberGenerator.GetBytes(1024));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.Path("munge.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var host = Dns.GetHostName().Split('.')[0];
        folder.Write("slurm.conf", $"""
            ClusterName=test
            SlurmctldHost={host}(127.0.0.1)
            SlurmctldPort={FreePort()}
            SlurmdPort={FreePort()}
            AuthType=auth/munge
            AuthInfo=socket={folder.Path("munge.sock")}
            SlurmUser=root
            SlurmdUser=root
            StateSaveLocation={folder.Path("state")}
            SlurmdSpoolDir={folder.Path("spool")}
            SlurmctldPidFile={folder.Path("slurmctld.pid")}
            SlurmdPidFile={folder.Path("slurmd.pid")}
            SlurmdParameters=config_overrides
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            JobAcctGatherType=jobacct_gather/none
            AccountingStorageType=accounting_storage/none
            MpiDefault=none
            SwitchType=switch/none
            KillWait=5
            NodeName={host} NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
            PartitionName=work Nodes=ALL Default=YES MaxTime=INFINITE State=UP

            """);
        try
        {
            Start("munged", "--foreground", "--force", $"--key-file={folder.Path("munge.key")}",
                $"--socket={folder.Path("munge.sock")}", $"--pid-file={folder.Path("munge.pid")}",
                $"--log-file={folder.Path("munge.log")}", $"--seed-file={folder.Path("munge.seed")}");
            Until(() => File.Exists(folder.Path("munge.sock")));
            Start("slurmctld", "-D");
            Start("slurmd", "-D");
            Until(() => Ask("sinfo", "--noheader", "--format=%t").Data.Trim() is "idle");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Runs a program of Slurm, or one that calls it, to its end.</summary>
    public CliRun Ask(string program, params string[] arguments)
    {
        using var process = Process.Start(Settings(program, arguments))!;
        return ProcessRun.End(process).GetAwaiter().GetResult();
    }

    /// <summary>Waits for something, for at most ten minutes: others may be at work on the machine.</summary>
    public static void Until(Func<bool> holds)
    {
        for (var clock = Stopwatch.StartNew(); !holds(); Thread.Sleep(200))
            Assert.True(clock.Elapsed < Patience, $"waited for {Patience}");
    }

    /// <summary>Ends all jobs and waits until they are gone.</summary>
    public void Clear()
    {
        Ask("scancel", "--user=root");
        Until(() => Ask("squeue", "--noheader").Data.Trim().Length == 0);
    }

    public void Dispose()
    {
        if (daemons.Count == 3)
            Clear();
        foreach (var daemon in Enumerable.Reverse(daemons))
        {
            ProcessRun.Signal(daemon, "TERM");
            if (!daemon.WaitForExit(TimeSpan.FromSeconds(10)))
                daemon.Kill();
            daemon.Dispose();
        }
    }

    private void Start(string program, params string[] arguments)
    {
        var settings = Settings("/usr/sbin/" + program, arguments);
        daemons.Add(Process.Start(settings)!);
        daemons[^1].OutputDataReceived += (_, _) => { }; // or its pipe would fill
        daemons[^1].ErrorDataReceived += (_, _) => { };
        daemons[^1].BeginOutputReadLine();
        daemons[^1].BeginErrorReadLine();
    }

    private ProcessStartInfo Settings(string program, string[] arguments) => new(program, arguments)
    {
        WorkingDirectory = folder.Root,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["SLURM_CONF"] = folder.Path("slurm.conf"), ["IVAE_CHECKPOINT_SECONDS"] = "0.2" },
    };

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
