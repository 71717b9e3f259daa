using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ivae.Test.Cli;

namespace Ivae.Test.House;

/// <summary>The packages as they are pushed: what a reader of their page sees, and what comes with them.</summary>
public class PackageTest
{
    [Theory]
    [InlineData("Ivae", false)]
    [InlineData("Ivae.Reporting", false)]
    [InlineData("Ivae.Figures", true)]
    [InlineData("Ivae.Cli", true)]
    public void A_package_has_what_its_page_needs(string name, bool mayBeNative)
    {
        using var folder = new TemporaryFolder();
        Pack(name, folder.Root);
        using var package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(folder.Root, "*.nupkg")));
        using (var reader = new StreamReader(package.GetEntry($"{name}.nuspec")!.Open()))
        {
            var metadata = XDocument.Load(reader).Root!.Elements().First();
            string? Value(string key) =>
                metadata.Elements().FirstOrDefault(field => field.Name.LocalName == key)?.Value;
            Assert.Equal(name, Value("id"));
            Assert.Equal("MIT", Value("license"));
            Assert.True(Value("description")!.Length > 30);
            Assert.Equal(("logo.png", "README.md"), (Value("icon"), Value("readme")));
        }

        Assert.InRange(package.GetEntry("logo.png")!.Length, 500, 1_000_000); // NuGet's limit
        using (var reader = new StreamReader(package.GetEntry("README.md")!.Open()))
        {
            var links = Regex.Matches(reader.ReadToEnd(), @"\]\(([^)]*)\)").Select(match => match.Groups[1].Value);
            Assert.All(links, link => Assert.StartsWith("https://", link)); // NuGet's page has no files next to it
        }

        string[] native = [".so", ".dylib", "libSkiaSharp.dll"];
        if (!mayBeNative)
            Assert.DoesNotContain(package.Entries, entry => native.Any(ending => entry.FullName.EndsWith(ending)));
        using var symbols = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(folder.Root, "*.snupkg")));
        Assert.Contains(symbols.Entries, entry => entry.Name == $"{name}.pdb");
    }

    private static void Pack(string name, string folder)
    {
        var start = new ProcessStartInfo("dotnet",
            ["pack", $"src/{name}", "-c", "Release", "--no-build", "-o", folder, "-v", "quiet", "--nologo"])
        {
            WorkingDirectory = SharedData.Repository,
            RedirectStandardOutput = true,
        };
        foreach (var foreign in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD")).ToArray())
            start.Environment.Remove(foreign);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }
}
