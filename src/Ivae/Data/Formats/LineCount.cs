namespace Ivae.Data;

/// <summary>How many lines a file has; reading it twice takes less time than copying what was read.</summary>
internal static class LineCount
{
    private const int AtOnce = 1 << 18;

    /// <summary>
    /// Lines of a file that can be read twice, though no more than it has bytes for; 0 of a pipe, or of what is
    /// unpacked.
    /// </summary>
    /// <param name="stream">The file, which is left where it is.</param>
    /// <param name="cells">Cells of a line, each of which takes two bytes.</param>
    public static int Of(Stream stream, int cells)
    {
        if ((stream is HashingStream hashing ? hashing.File : stream) is not FileStream { CanSeek: true } file)
            return 0;
        var (place, lines, end, buffer) = (file.Position, 0L, (byte)'\n', new byte[AtOnce]);
        file.Position = 0;
        for (int count; (count = file.Read(buffer)) > 0; end = buffer[count - 1])
            lines += buffer.AsSpan(0, count).Count((byte)'\n');
        file.Position = place;
        var most = Math.Min(file.Length / (2 * Math.Max(1, cells)), int.MaxValue);
        return (int)Math.Min(lines + (end == '\n' ? 0 : 1), most);
    }
}
