using System.Security.Cryptography;
using System.Text;
using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>The files of a folder, each a sequence, in the order of their names.</summary>
internal static class FolderContent
{
    /// <summary>The files of a folder that are data by their endings.</summary>
    public static string[] Files(string folder) =>
        [.. Directory.GetFiles(folder).Where(IsData).Order(StringComparer.Ordinal)];

    /// <summary>Takes x and u out of a file, or of all files of a folder, with the SHA-256 of what was read.</summary>
    /// <exception cref="DataException">One cannot be read, or the files do not agree.</exception>
    public static (FileContent Content, string Sha256) Read(
        string path, Func<FileFormat, Stream, string, FileContent> read)
    {
        if (!Directory.Exists(path))
            return FileFormat.OpenHashed(path, (format, stream) => read(format, stream, path));
        var files = Files(path);
        if (files.Length == 0)
            throw new DataException(path, "is a folder without a file of data (.csv, .npz and so on).");
        var all = Array.ConvertAll(files, file => FileFormat.OpenHashed(file, (format, stream) =>
            read(format, stream, file)));
        var hashes = Encoding.ASCII.GetBytes(string.Concat(all.Select(one => one.Sha256)));
        return (Joined(files, Array.ConvertAll(all, one => one.Content)),
            Convert.ToHexStringLower(SHA256.HashData(hashes)));
    }

    private static bool IsData(string path) => !Path.GetFileName(path).StartsWith('.')
        && (FileFormat.OfEnding(path) is not null || path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase));

    private static FileContent Joined(string[] files, FileContent[] all)
    {
        var first = all[0];
        for (var i = 1; i < all.Length; i++)
        {
            if (!all[i].ObservedNames.SequenceEqual(first.ObservedNames))
                throw Disagrees(i, $"observes {NearestName.List(all[i].ObservedNames)}, and "
                    + $"{Path.GetFileName(files[0])} {NearestName.List(first.ObservedNames)}");
            if (!AuxiliaryNames(all[i]).SequenceEqual(AuxiliaryNames(first)))
                throw Disagrees(i, $"has {Shown(all[i])} for u, and {Path.GetFileName(files[0])} {Shown(first)}");
        }

        var (starts, rows) = (new List<int>(), 0);
        foreach (var one in all)
        {
            starts.AddRange(one.Starts.Select(start => start + rows));
            rows += one.Observed.Rows;
        }

        return first with
        {
            Observed = Stacked([.. all.Select(one => FromOrigins(one, first.Origins))]),
            Auxiliary = first.Auxiliary is null ? null : [.. first.Auxiliary.Select((column, j) => column with
            {
                Column = TableColumn.Joined([.. all.Select(one => one.Auxiliary![j].Column)]),
                OneHotLevels = all.Max(one => one.Auxiliary![j].OneHotLevels),
            })],
            Sources = all.All(one => one.Sources is not null) ? Stacked([.. all.Select(one => one.Sources!)]) : null,
            LogLikelihood = all.All(one => one.LogLikelihood is not null)
                ? Stacked([.. all.Select(one => one.LogLikelihood!)])
                : null,
            RowNumbers = [.. Enumerable.Range(1, rows)],
            Lines = null,
            RowNames = all.All(one => one.RowNames is not null) ? [.. all.SelectMany(one => one.RowNames!)] : null,
            Exposure = all.All(one => one.Exposure is not null) ? [.. all.SelectMany(one => one.Exposure!)] : null,
            SamplingRate = all.All(one => one.SamplingRate == first.SamplingRate) ? first.SamplingRate : null,
            Starts = starts,
            IsOrdered = true,
            Notes = [$"{files.Length} files, each a sequence of its own", .. all.SelectMany((one, i) =>
                one.Notes.Select(note => all.All(other => other.Notes.Contains(note))
                    ? note
                    : $"{Path.GetFileName(files[i])}: {note}")).Distinct()],
        };

        DataException Disagrees(int file, string problem) =>
            new(files[file], $"{problem}; the files of a folder have the same columns in the same order.");
    }

    private static IEnumerable<string> AuxiliaryNames(FileContent content) =>
        (content.Auxiliary ?? []).Select(one => one.Column.Name);

    private static string Shown(FileContent content) =>
        content.Auxiliary is { Count: > 0 } ? NearestName.List([.. AuxiliaryNames(content)]) : "no column";

    /// <summary>x counted from the origins of another file.</summary>
    private static Matrix FromOrigins(FileContent content, IReadOnlyList<double>? origins)
    {
        for (var j = 0; j < content.Observed.Columns; j++)
            if ((content.Origins?[j] ?? 0) - (origins?[j] ?? 0) is not 0 and var shift)
                for (var row = 0; row < content.Observed.Rows; row++)
                    content.Observed[row, j] = (float)(content.Observed[row, j] + shift);
        return content.Observed;
    }

    private static Matrix Stacked(Matrix[] parts)
    {
        var (stacked, at) = (new Matrix(parts.Sum(part => part.Rows), parts[0].Columns), 0);
        foreach (var part in parts)
        {
            part.Values.CopyTo(stacked.Values, at);
            at += part.Values.Length;
        }

        return stacked;
    }
}
