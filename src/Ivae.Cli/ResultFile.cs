using System.Text;
using System.Text.Json.Nodes;
using Ivae.Data;

namespace Ivae.Cli;

/// <summary>Where a table of results goes: a file in the format of its ending, or CSV on stdout.</summary>
internal sealed class ResultFile
{
    private readonly string? path;
    private readonly bool force;
    private readonly FileFormat? format;

    private ResultFile(string? path, bool force, FileFormat? format) =>
        (this.path, this.force, this.format) = (path, force, format);

    /// <summary>Endings of the formats that results are written in.</summary>
    public static string[] Endings(Func<FileFormat, bool>? takes = null) =>
        [.. FileFormat.All.Where(format => format.CanWrite && takes?.Invoke(format) != false)
            .Select(format => format.Extensions[0])];

    /// <summary>Looks, before any work is done, whether the file may be written and in which format.</summary>
    /// <param name="path">What --out says; null for stdout.</param>
    /// <param name="force">Whether a file that is there may be replaced.</param>
    /// <param name="takes">Which formats can hold the result; all without it.</param>
    public static ResultFile At(string? path, bool force, Func<FileFormat, bool>? takes = null)
    {
        if (path is null)
            return new ResultFile(null, force, null);
        var endings = Endings(takes);
        var ending = endings.FirstOrDefault(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException(
                $"--out {path}: the format follows from the ending; use {string.Join(", ", endings)}.");
        OutputCheck.NotThere(force, path);
        OutputCheck.Writable(path);
        return new ResultFile(path, force, FileFormat.OfEnding(ending));
    }

    /// <summary>Whether the result is a table, which holds columns and no other arrays.</summary>
    public bool IsTable => format is null or TableFormat;

    /// <summary>The path of a table that goes with this one: its name with another ending.</summary>
    public string Companion(string name) => Path.ChangeExtension(path!, $".{name}{format!.Extensions[0]}");

    /// <summary>Writes the result in the format that was chosen.</summary>
    /// <param name="output">Where it goes without a file.</param>
    /// <param name="content">The result.</param>
    /// <param name="json">Whether stdout gets JSON: the columns, or where the file is.</param>
    public void Write(Output output, WrittenContent content, bool json = false)
    {
        if (path is null && json)
            output.WriteJson(new JsonObject
            {
                ["rows"] = content.Values.Rows,
                ["row"] = content.RowNumbers is { } numbers ? JsonText.Node(numbers) : null,
                ["columns"] = new JsonObject(content.Columns.Select(column => KeyValuePair.Create(
                    column.Name, column.Numbers is { } values ? JsonText.Node(values) : JsonText.Node(column.Texts)))),
            });
        else if (path is null)
            TableWriter.WriteCsv(output.Data, content.Columns, content.RowNumbers);
        else
            AtomicFile.Write(path, force, stream => format!.Write(stream, content));
        if (path is not null && json)
            output.WriteJson(new JsonObject
            {
                ["path"] = path,
                ["rows"] = content.Values.Rows,
                ["columns"] = new JsonArray([.. content.Columns.Select(column => (JsonNode)column.Name)]),
            });
    }

    /// <summary>Writes a table that goes with this one, in the same format.</summary>
    public void WriteCompanion(string name, IReadOnlyList<TableColumn> columns) =>
        AtomicFile.Write(Companion(name), force, stream => ((TableFormat)format!).Write(stream, columns));

    /// <summary>Writes a text file whole or not at all.</summary>
    public static void WriteText(string path, bool force, Action<TextWriter> write) => AtomicFile.Write(path,
        force, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), bufferSize: 1 << 16, leaveOpen: true);
            write(writer);
        });
}
