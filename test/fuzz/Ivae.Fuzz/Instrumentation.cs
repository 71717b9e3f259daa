using System.Security.Cryptography;
using SharpFuzz;
using SharpFuzz.Common;

namespace Ivae.Fuzz;

/// <summary>Counts of the branches that an input takes, which instrumented code raises.</summary>
internal static unsafe class Instrumentation
{
    private const int Size = 1 << 16; // of AFL's map
    private static readonly byte[] Map = GC.AllocateArray<byte>(Size, pinned: true);

    /// <summary>Instruments a library in place, once, and lets its code count here.</summary>
    public static void Prepare(string library)
    {
        fixed (byte* map = Map)
            Trace.SharedMem = map; // pinned for good
        var mark = library + ".instrumented"; // the hash of what it is now: a build replaces it
        using var only = new FileStream(library + ".lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.Write);
        while (!TryLock(only))
            Thread.Sleep(100);
        if (File.Exists(mark) && File.ReadAllText(mark) == Hash(library))
            return;
        try
        {
            Fuzzer.Instrument(library, Reads, Options.Value).Count();
        }
        catch (InstrumentationException)
        {
            // It is instrumented already.
        }

        File.WriteAllText(mark, Hash(library));
    }

    /// <summary>Forgets what was counted.</summary>
    public static void Clear()
    {
        Array.Clear(Map);
        Trace.PrevLocation = 0;
    }

    /// <summary>Adds what was counted to what was ever seen; gives whether anything was new.</summary>
    /// <param name="seen">A set of classes of counts for each branch.</param>
    public static bool AddTo(byte[] seen)
    {
        var isNew = false;
        for (var i = 0; i < Size; i++)
        {
            if (Map[i] == 0)
                continue;
            var bit = (byte)(1 << Class(Map[i]));
            isNew |= (seen[i] & bit) == 0;
            seen[i] |= bit;
        }

        return isNew;
    }

    /// <summary>A set in which nothing was seen.</summary>
    public static byte[] Nothing() => new byte[Size];

    // As AFL counts: 1, 2, 3, 4-7, 8-15, 16-31, 32-127, more.
    private static int Class(byte count) => count switch
    {
        <= 3 => count - 1,
        <= 7 => 3,
        <= 15 => 4,
        <= 31 => 5,
        <= 127 => 6,
        _ => 7,
    };

    // Networks and statistics read no files, and would only be slower.
    private static bool Reads(string type) => type.StartsWith("Ivae.Data.", StringComparison.Ordinal)
        || type.StartsWith("Ivae.Persistence.", StringComparison.Ordinal)
        || type.StartsWith("Ivae.Methods.", StringComparison.Ordinal)
        || type.StartsWith("Ivae.Causality.CausalKnowledge", StringComparison.Ordinal)
        || type.StartsWith("Ivae.Experiments.Run", StringComparison.Ordinal)
        || type.StartsWith("Ivae.Cli.Option", StringComparison.Ordinal)
        || type.StartsWith("Ivae.Cli.Sweeps.", StringComparison.Ordinal);

    private static string Hash(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));

    private static bool TryLock(FileStream file)
    {
        if (OperatingSystem.IsMacOS())
            return true;
        try
        {
            file.Lock(0, 1);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
