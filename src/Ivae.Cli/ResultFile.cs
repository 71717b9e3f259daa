using System.Text;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Cli;

/// <summary>Where a table of results goes: a file in the format of its ending, or CSV on stdout.</summary>
internal sealed class ResultFile
{
    private readonly string? path;
    private readonly string ending;
    private readonly bool force;

    private ResultFile(string? path, bool force, string ending) => (this.path, this.force, this.ending) = (path, force, ending);

    /// <summary>Looks, before any work is done, whether the file may be written and in which format.</summary>
    /// <param name="path">What --out says; null for stdout.</param>
    /// <param name="force">Whether a file that is there may be replaced.</param>
    /// <param name="endings">Formats that there are.</param>
    public static ResultFile At(string? path, bool force, params string[] endings)
    {
        if (path is null)
            return new ResultFile(null, force, ".csv");
        var ending = Path.GetExtension(path).ToLowerInvariant();
        if (!endings.Contains(ending))
            throw new UsageException($"--out {path}: the format is told by the ending; use {string.Join(", ", endings)}.");
        OutputCheck.NotThere(force, path);
        return new ResultFile(path, force, ending);
    }

    /// <summary>Whether the result is a text table.</summary>
    public bool IsCsv => ending == ".csv";

    /// <summary>Writes the result in the format that was chosen.</summary>
    /// <param name="output">Where stdout is.</param>
    /// <param name="csv">Writes it as CSV.</param>
    /// <param name="npy">The one array of an NPY file.</param>
    /// <param name="npz">The arrays of an NPZ file.</param>
    public void Write(Output output, Action<TextWriter> csv, Matrix npy, IEnumerable<KeyValuePair<string, NpyArray>> npz)
    {
        if (path is null)
            csv(output.Data);
        else if (ending == ".npy")
            Npy.Write(path, npy, force);
        else if (ending == ".npz")
            NpzFile.Write(path, npz, force);
        else
            WriteText(path, force, csv);
    }

    /// <summary>Writes a text file whole or not at all.</summary>
    public static void WriteText(string path, bool force, Action<TextWriter> write) => AtomicFile.Write(path, force, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), bufferSize: 1 << 16, leaveOpen: true);
        write(writer);
    });
}
