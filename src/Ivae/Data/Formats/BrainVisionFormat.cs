namespace Ivae.Data;

/// <summary>
/// BrainVision: a header (.vhdr) that names a file of samples (.eeg, .dat) and one of markers (.vmrk). Values are in
/// the units of each channel. Source: BrainVision Core Data Format 1.0.
/// </summary>
internal sealed class BrainVisionFormat : TableFormat
{
    /// <inheritdoc/>
    public override string Name => "BrainVision";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".vhdr", ".ahdr"];

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> head) =>
        head.IndexOf("Vision Data Exchange Header"u8) is >= 0 and < 32;

    /// <inheritdoc/>
    public override Table Read(Stream stream, string path, TableOptions options, ColumnChoice choose)
    {
        var header = BrainVisionHeader.Read(stream, path);
        var markers = header.MarkerFile is { } file ? BrainVisionMarkers.Read(file) : new([], []);
        return BrainVisionSamples.Recording(header, markers).Select(options, choose);
    }
}
