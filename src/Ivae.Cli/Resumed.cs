using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Training;

namespace Ivae.Cli;

/// <summary>The checkpoint of a command in its folder of results.</summary>
internal static class Resumed
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>Where a command keeps its checkpoint.</summary>
    public static string Place(OutputFolder folder, string command) =>
        Path.Combine(folder.Work, $"{OutputFolder.Kept}-{command}");

    /// <summary>Opens the checkpoint, or starts over.</summary>
    /// <param name="folder">The folder of results.</param>
    /// <param name="command">The command.</param>
    /// <param name="identity">All that decides what it computes.</param>
    /// <param name="force">Whether to start over.</param>
    /// <param name="results">Paths of its results, which may be there where the stopped run might replace them.</param>
    /// <param name="output">Receives a note where it goes on.</param>
    /// <param name="mode">How the process takes part in the command.</param>
    /// <exception cref="DataException">The checkpoint is of other options or data.</exception>
    public static Checkpoint Open(OutputFolder folder, string command, JsonObject identity, bool force,
        IEnumerable<string> results, Output output, WorkMode mode = WorkMode.Alone)
    {
        var place = Place(folder, command);
        if (force && Directory.Exists(place))
            Drop(folder, place);
        identity["build"] = typeof(Checkpoint).Module.ModuleVersionId.ToString();
        var checkpoint = Checkpoint.Open(place, identity, Seconds(), mode);
        if (force)
            checkpoint.AllowReplacing();
        OutputCheck.NotThere(force || checkpoint.MayReplace, results);
        if (mode == WorkMode.Alone && checkpoint.GoesOn)
            output.Say($"ivae {command}: goes on where it was stopped.");
        return checkpoint;
    }

    /// <summary>
    /// Opens the checkpoint of a command whose finished runs are files of their own, named by all that decides them;
    /// what another build kept of the others is dropped, with a note.
    /// </summary>
    public static Checkpoint OpenRuns(
        OutputFolder folder, string command, Output output, WorkMode mode = WorkMode.Alone)
    {
        try
        {
            return Open(folder, command, [], force: false, [], output, mode);
        }
        catch (DataException)
        {
            output.Say($"ivae {command}: note: what another build of ivae kept of runs that were stopped is dropped; "
                + "runs that were finished stay.");
            return Open(folder, command, [], force: true, [], output, mode);
        }
    }

    private static void Drop(OutputFolder folder, string place)
    {
        var wasShared = folder.IsShared;
        if (!folder.OwnAlone())
            throw new DataException(folder.Path,
                "is in use by other processes that share their runs; wait until they end to start over.");
        Directory.Delete(place, recursive: true);
        if (wasShared)
            folder.Share();
    }

    /// <summary>Refuses results that are there, unless there is a checkpoint that may say otherwise.</summary>
    public static void NotThere(OutputFolder folder, string command, bool force, IEnumerable<string> results) =>
        OutputCheck.NotThere(force || Checkpoint.IsIn(Place(folder, command)), results);

    /// <summary>
    /// Removes the checkpoint of a command that has come to its end, unless other processes look at it.
    /// </summary>
    public static void Done(OutputFolder folder, string command)
    {
        if (folder.OwnAlone() && Directory.Exists(Place(folder, command)))
            Directory.Delete(Place(folder, command), recursive: true);
    }

    /// <summary>A hash of the data: of the file, or of the numbers that were read.</summary>
    public static string HashOf(Dataset data)
    {
        if (data.Sha256 is { } known)
            return known;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(data.Observed.Values.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(data.Auxiliary.Numeric.Values.AsSpan()));
        foreach (var part in data.Auxiliary.Categorical)
            hash.AppendData(MemoryMarshal.AsBytes(part.Codes.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Tests, which kill a process again and again, cannot wait for half a minute each time.
    private static TimeSpan Seconds() =>
        double.TryParse(Environment.GetEnvironmentVariable("IVAE_CHECKPOINT_SECONDS"), NumberStyles.Float,
            CultureInfo.InvariantCulture, out var seconds) && seconds >= 0
            ? TimeSpan.FromSeconds(seconds)
            : Interval;
}
