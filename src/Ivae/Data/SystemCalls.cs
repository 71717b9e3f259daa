using System.Runtime.InteropServices;

namespace Ivae.Data;

/// <summary>What Linux can do with files and .NET has no name for; on other systems, nothing.</summary>
internal static partial class SystemCalls
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint ExchangeFlag = 2; // RENAME_EXCHANGE
    private const int WriteAndSearch = 2 | 1; // W_OK | X_OK
    private const int OtherDevice = 18; // EXDEV
    private const int NoSuchFile = 2; // ENOENT

    /// <summary>Exchanges two folders in one step; gives whether it did.</summary>
    public static bool Exchange(string one, string other) => TryExchange(one, other) == 0;

    /// <summary>Whether entries of two folders can be renamed from one into the other.</summary>
    public static bool AreOnOneDevice(string folder, string other)
    {
        // Names that are not there: the system looks at the devices before it looks for the names.
        var error = TryExchange(Path.Combine(folder, ".none"), Path.Combine(other, ".none"));
        return error is not OtherDevice && (error is NoSuchFile || !OperatingSystem.IsLinux());
    }

    /// <summary>Gives a file a second name; gives whether it did.</summary>
    public static bool Link(string there, string name)
    {
        try
        {
            return OperatingSystem.IsLinux() && NativeLink(there, name) == 0;
        }
        catch (Exception cause) when (cause is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Whether this process may make entries in a folder; true where the system cannot be asked.</summary>
    public static bool MayWrite(string folder)
    {
        try
        {
            return !OperatingSystem.IsLinux() || NativeAccess(folder, WriteAndSearch) == 0;
        }
        catch (Exception cause) when (cause is DllNotFoundException or EntryPointNotFoundException)
        {
            return true;
        }
    }

    private static int TryExchange(string one, string other)
    {
        if (!OperatingSystem.IsLinux())
            return -1;
        try
        {
            return NativeRename(CurrentFolder, one, CurrentFolder, other, ExchangeFlag) == 0
                ? 0
                : Marshal.GetLastPInvokeError();
        }
        catch (Exception cause) when (cause is DllNotFoundException or EntryPointNotFoundException)
        {
            return -1;
        }
    }

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeRename(
        int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeLink(string there, string name);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeAccess(string path, int mode);
}
