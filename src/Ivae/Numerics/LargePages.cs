using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ivae.Numerics;

/// <summary>
/// Asks Linux to give large arrays their memory in pages of 2 MiB instead of 4 KiB, 512 times as rarely: on a virtual
/// machine the first touch of 80 MB took 200 to 270 ms, and 50 to 120 so. Elsewhere nothing happens.
/// </summary>
internal static partial class LargePages
{
    private const int LeastBytes = 2 << 20;
    private const int SmallPage = 4 << 10;
    private const int HugePages = 14; // MADV_HUGEPAGE

    private static bool canAsk = OperatingSystem.IsLinux();

    /// <summary>Asks for the memory of an array that nothing was written to yet.</summary>
    /// <returns>The array.</returns>
    public static unsafe T[] Of<T>(T[] array)
    {
        var bytes = array.LongLength * Unsafe.SizeOf<T>();
        if (!canAsk || bytes < LeastBytes)
            return array;
        fixed (byte* start = &MemoryMarshal.GetArrayDataReference((Array)array))
        {
            var first = ((nint)start + SmallPage - 1) & -SmallPage;
            var end = (nint)(start + bytes) & -SmallPage;
            try
            {
                _ = Advise(first, end - first, HugePages);
            }
            catch (Exception cause) when (cause is DllNotFoundException or EntryPointNotFoundException)
            {
                canAsk = false;
            }
        }

        return array;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint start, nint length, int advice);
}
