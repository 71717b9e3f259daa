namespace Ivae.Data;

/// <summary>
/// EDF, EDF+ (continuous and discontinuous) and BioSemi's BDF: recordings of channels in records of equal length.
/// Values are in the physical units of each channel. Sources: Kemp et al. 1992, Kemp and Olivan 2003 (edfplus.info).
/// </summary>
internal sealed class EdfFormat : TableFormat
{
    /// <inheritdoc/>
    public override string Name => "EDF";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".edf", ".bdf", ".rec"];

    private protected override bool Seeks => true;

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> head) => EdfHeader.IsBdf(head) || EdfHeader.IsEdf(head);

    /// <inheritdoc/>
    public override Table Read(Stream stream, string path, TableOptions options, ColumnChoice choose)
    {
        var header = EdfHeader.Read(stream, path);
        var signals = new EdfSignals(stream, path, header);
        return signals.Recording().Select(options, choose);
    }
}
