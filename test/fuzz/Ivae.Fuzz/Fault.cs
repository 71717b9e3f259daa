using System.Security.Cryptography;

namespace Ivae.Fuzz;

/// <summary>An input that was not refused as it should have been.</summary>
/// <param name="Input">The input.</param>
/// <param name="Message">What happened.</param>
internal sealed record Fault(byte[] Input, string Message)
{
    /// <summary>Writes the input to a file of its own and gives the path.</summary>
    public string Save(string reader)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "faults");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{reader}-{Convert.ToHexStringLower(SHA256.HashData(Input))[..12]}");
        File.WriteAllBytes(path, Input);
        return path;
    }
}
