namespace Ivae.Data;

/// <summary>
/// HDF5 files: numbers and texts under their paths, compressed with gzip or shuffled, or not; those of AnnData as
/// such (<see cref="AnnDataFile"/>), which are written too.
/// </summary>
internal sealed class Hdf5Format : ArrayFormat
{
    /// <inheritdoc/>
    public override string Name => "HDF5";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".h5ad", ".h5", ".hdf5"];

    /// <inheritdoc/>
    public override bool CanWrite => true;

    private protected override bool Seeks => true;

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> head) => Hdf5.Recognises(head) && !head.StartsWith("MATLAB "u8);

    /// <inheritdoc/>
    public override ArrayBundle Open(Stream stream, string path)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(path);
        var file = new Hdf5(stream, path);
        if (AnnDataFile.Is(file))
            return AnnDataFile.Open(file, path);
        var datasets = file.Datasets(file.Root).DistinctBy(pair => pair.Key).ToDictionary();
        return new ArrayBundle(path, [.. datasets.Keys], key => file.ToArray(datasets[key], $"{path}:{key}"))
        {
            Observed = ArrayBundle.OnlyMatrix(
                datasets.Select(pair => KeyValuePair.Create(pair.Key, file.Shape(pair.Value)))),
        };
    }

    /// <inheritdoc/>
    public override void Write(Stream stream, IEnumerable<KeyValuePair<string, NpyArray>> arrays)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(arrays);
        AnnDataFile.Write(stream, arrays);
    }
}
