using System.Diagnostics;
using Ivae.Data;

namespace Ivae.Fuzz;

/// <summary>
/// A reader, with inputs that it reads, to which a changed input is given: it is read, or refused with an exception
/// that is documented, within two seconds of work and with at most ten times as many bytes as the input has.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Seeds">Inputs that it reads.</param>
/// <param name="Read">Reads an input.</param>
internal sealed partial record Harness(string Name, Func<IEnumerable<byte[]>> Seeds, Action<byte[]> Read)
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    /// <summary>Bytes that it may ask for whatever the input.</summary>
    public long FixedBytes { get; init; } = 2 << 20;

    /// <summary>Whether it has a fault on purpose.</summary>
    public bool IsPlanted { get; init; }

    /// <summary>Makes checksums of a changed input right.</summary>
    public Func<byte[], byte[]> Repair { get; init; } = input => input;

    /// <summary>Bytes that the last input made it ask for.</summary>
    public long Allocated { get; private set; }

    /// <summary>The reader of a name.</summary>
    public static Harness Of(string name) => All.FirstOrDefault(harness => harness.Name == name)
        ?? throw new ArgumentException($"there is no reader \"{name}\"; \"list\" names all.", nameof(name));

    /// <summary>Gives it an input; gives what is wrong, if anything.</summary>
    public Fault? Try(byte[] input)
    {
        // Work, not time: the machine may be busy with other things.
        var (before, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        string? problem = null;
        try
        {
            Read(input);
        }
        catch (Exception cause) when (cause is DataException or Ivae.Cli.UsageException)
        {
            // Refused as documented.
        }
        catch (Exception cause)
        {
            problem = cause.ToString();
        }

        Allocated = GC.GetAllocatedBytesForCurrentThread() - bytes;
        if (clock.Elapsed > Most && Environment.CpuUsage.TotalTime - before > Most)
            problem ??= $"took {clock.Elapsed.TotalSeconds:F1} s";
        if (Allocated > FixedBytes + 10L * input.Length)
            problem ??= $"asked for {Allocated} bytes for an input of {input.Length}";
        return problem is null ? null : new Fault(input, problem);
    }
}
