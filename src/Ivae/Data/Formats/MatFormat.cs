namespace Ivae.Data;

/// <summary>
/// MATLAB files: numbers and cell arrays of texts under their names, fields of structs as <c>name.field</c>. Those of
/// version 7.3 are HDF5.
/// </summary>
internal sealed class MatFormat : ArrayFormat
{
    /// <inheritdoc/>
    public override string Name => "MATLAB";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".mat"];

    private protected override bool Seeks => true;

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> head) => head.StartsWith("MATLAB "u8);

    /// <inheritdoc/>
    public override ArrayBundle Open(Stream stream, string path)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(path);
        var values = Values(stream, path).SelectMany(variable => variable.Value.Arrays(variable.Key))
            .DistinctBy(pair => pair.Key).ToDictionary();
        return new ArrayBundle(path, [.. values.Keys], key => values[key].ToArray($"{path}:{key}"))
        {
            Observed = ArrayBundle.OnlyMatrix(values.Select(pair =>
                KeyValuePair.Create(pair.Key, pair.Value.Type is null ? [] : pair.Value.Shape))),
        };
    }

    /// <summary>The variables of a file of any version.</summary>
    internal static IReadOnlyList<KeyValuePair<string, MatValue>> Values(Stream stream, string path)
    {
        var (head, _) = FileFormat.Head(stream);
        return MatReader.Recognises(head) || !Hdf5.Recognises(head)
            ? MatReader.Read(stream, path)
            : Hdf5Matlab.Read(stream, path);
    }
}
