namespace Ivae.Data;

/// <summary>Samples of channels in a file without anything between them.</summary>
/// <param name="Channels">Number of channels.</param>
/// <param name="Rows">Samples of each, N.</param>
/// <param name="Bytes">Bytes of a sample.</param>
/// <param name="ByChannel">Whether all samples of a channel follow each other, in place of all channels of a
/// row.</param>
internal readonly record struct SampleBlock(int Channels, int Rows, int Bytes, bool ByChannel)
{
    private const int BlockBytes = 1 << 20;

    /// <summary>The number in the bytes of a sample.</summary>
    public delegate float Sample(ReadOnlySpan<byte> bytes, int channel);

    /// <summary>The chosen channels, each <c>[N]</c>, from where the stream is.</summary>
    public float[][] Read(Stream stream, int[] chosen, Sample sample)
    {
        var rows = Rows;
        var values = Array.ConvertAll(chosen, _ => new float[rows]);
        var start = stream.Position;
        if (chosen.Length == 0)
            return values;
        if (!ByChannel)
        {
            ReadRows(stream, values, chosen, sample);
            return values;
        }

        for (var i = 0; i < chosen.Length; i++)
        {
            stream.Position = start + (long)chosen[i] * rows * Bytes;
            new SampleBlock(1, rows, Bytes, false).ReadRows(stream, [values[i]], [0], (bytes, _) =>
                sample(bytes, chosen[i]));
        }

        return values;
    }

    private void ReadRows(Stream stream, float[][] values, int[] chosen, Sample sample)
    {
        var rowBytes = Channels * Bytes;
        var block = new byte[Math.Min(Math.Max(1, BlockBytes / rowBytes), Rows) * rowBytes];
        for (var row = 0; row < Rows;)
        {
            var rows = Math.Min(block.Length / rowBytes, Rows - row);
            stream.ReadExactly(block, 0, rows * rowBytes);
            for (var i = 0; i < chosen.Length; i++)
                for (var k = 0; k < rows; k++)
                    values[i][row + k] = sample(block.AsSpan(k * rowBytes + chosen[i] * Bytes, Bytes), chosen[i]);
            row += rows;
        }
    }
}
