using System.Security.Cryptography;

namespace Ivae.Data;

/// <summary>A file that is read once, from its start to its end, with the SHA-256 of what was read.</summary>
internal sealed class HashingStream(Stream file) : ForwardStream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The file.</summary>
    public Stream File => file;

    /// <summary>The SHA-256 of the whole file in hexadecimal digits; reads what is left of it.</summary>
    public string Sha256()
    {
        var rest = new byte[1 << 16];
        while (Read(rest.AsSpan()) > 0)
        {
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    public override int Read(Span<byte> buffer)
    {
        var count = file.Read(buffer);
        hash.AppendData(buffer[..count]);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
