namespace Ivae.Data;

/// <summary>
/// A format whose files are arrays under keys: x, u and s of a dataset, or one array alone. A new one overrides the
/// name, the endings and <see cref="Open"/>.
/// </summary>
public abstract class ArrayFormat : FileFormat
{
    /// <summary>
    /// Whether arrays have keys, so that one is addressed as <c>file:key</c>; otherwise the file is one array, x.
    /// </summary>
    public virtual bool HasKeys => true;

    /// <summary>Opens a file; its arrays are read when asked for.</summary>
    /// <param name="stream">The file from its start, open as long as arrays are read; a pipe cannot seek.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="DataException">The file cannot be read, is cut off, or is of another format.</exception>
    public abstract ArrayBundle Open(Stream stream, string path);

    /// <summary>Writes arrays; needed where <see cref="FileFormat.CanWrite"/> is true.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="arrays">The arrays under their keys; one where there are no keys.</param>
    public virtual void Write(Stream stream, IEnumerable<KeyValuePair<string, NpyArray>> arrays) =>
        throw new NotSupportedException($"{Name} files cannot be written.");

    /// <summary>Writes a file whole or not at all.</summary>
    /// <exception cref="DataException">
    /// The file exists and <paramref name="overwrite"/> is false, or it cannot be written.
    /// </exception>
    public void Write(string path, IEnumerable<KeyValuePair<string, NpyArray>> arrays, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(arrays);
        AtomicFile.Write(path, overwrite, stream => Write(stream, arrays));
    }

    internal sealed override FileSummary Describe(Stream stream, string path) =>
        FileSummary.Of(path, Open(stream, path));

    internal sealed override FileContent Read(Stream stream, string path, DatasetOptions options) =>
        ArrayContent.Read(this, Open(stream, path), path, options);

    internal sealed override FileContent Read(
        Stream stream, string path, AuxiliaryRecipe recipe, bool requireAuxiliary) =>
        ArrayContent.Read(this, Open(stream, path), path, recipe, requireAuxiliary);

    internal sealed override NamedMatrix ReadNumbers(
        Stream stream, string path, string? key, string? usual, MissingValues missing)
    {
        var bundle = Open(stream, path);
        key ??= bundle.Keys.FirstOrDefault(name => name == usual);
        if (key is null && bundle.Keys.Count != 1)
            throw new DataException(path, $"holds {NearestName.List(bundle.Keys)}; choose one as {path}:KEY.");
        key ??= bundle.Keys[0];
        var array = bundle.Read(key);
        var (values, _) = array.FromOrigins();
        int[] rows = [.. Enumerable.Range(0, values.Rows)
            .Where(row => ArrayContent.IsComplete(array.Source, values, row, missing))];
        var isWhole = rows.Length == values.Rows;
        return new NamedMatrix(isWhole ? values : values.TakeRows(rows), TableReader.Names(key, values.Columns),
            isWhole ? null : [.. rows.Select(row => row + 1)]);
    }

    internal sealed override void Write(Stream stream, WrittenContent content) =>
        Write(stream, HasKeys ? content.Arrays : [KeyValuePair.Create("x", NpyArray.Of(content.Values))]);
}
