using Ivae.Data;

namespace Ivae.Reporting;

/// <summary>Figures of a page as files of their own, in the folder <c>figures</c> of a run.</summary>
internal sealed record FigureFiles
{
    /// <summary>The folder, within that of the results.</summary>
    public const string Folder = "figures";

    /// <summary>Width in millimetres unless another is asked for: between one column and two of a journal.</summary>
    public const double DefaultWidth = 120;

    /// <summary>Least width in millimetres.</summary>
    public const double Narrowest = 60;

    /// <summary>Greatest width in millimetres.</summary>
    public const double Widest = 420;

    /// <summary>How figures become the content of a file, by the ending of its name.</summary>
    public IReadOnlyDictionary<string, Func<string, byte[]>> Formats { get; init; } =
        new Dictionary<string, Func<string, byte[]>>();

    /// <summary>Width of a figure in millimetres.</summary>
    public double Width { get; init; } = DefaultWidth;

    /// <summary>What names begin with, where commands share a folder.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>
    /// Writes every figure among the new files of a folder. Gives the names of what was written and of what an earlier
    /// run wrote, which is to go.
    /// </summary>
    public IReadOnlyList<string> Write(OutputFolder folder, IReadOnlyList<PageFigure> figures)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var there = Path.Combine(folder.Path, Folder);
        if (Directory.Exists(there))
            names.UnionWith(Directory.GetFiles(there, $"{Prefix}*")
                .Select(file => Path.Combine(Folder, Path.GetFileName(file))));
        if (Formats.Count > 0 && figures.Count > 0)
            Directory.CreateDirectory(folder.New(Folder));
        foreach (var figure in Formats.Count > 0 ? figures : [])
        {
            var svg = figure.Draw(Width);
            foreach (var (ending, convert) in Formats)
            {
                var name = Path.Combine(Folder, $"{Prefix}{figure.Name}.{ending}");
                var content = convert(svg);
                AtomicFile.Write(folder.New(name), overwrite: false, stream => stream.Write(content));
                names.Add(name);
            }
        }

        return [.. names];
    }
}
