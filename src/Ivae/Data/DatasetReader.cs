using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>Makes datasets from files of any <see cref="FileFormat"/>.</summary>
internal static class DatasetReader
{
    /// <summary>
    /// Reads a file for fitting; the dataset carries the recipe with which other files are read alike.
    /// </summary>
    /// <exception cref="DataException">The file cannot be used; the message says where and why.</exception>
    /// <exception cref="ArgumentException">
    /// A column is unknown or both observed and auxiliary, or segments or lags do not fit the number of rows.
    /// </exception>
    public static Dataset Read(string path, DatasetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new DatasetOptions();
        var (read, hash) = FolderContent.Read(path, (format, stream, file) => format.Read(stream, file, options));
        var content = WithMissing(read);
        var notes = content.Notes.ToList();
        var recipe = AuxiliaryRecipe.Learn(content.ObservedNames, content.Auxiliary!, options, path, notes) with
        {
            ObservedOrigins = content.Origins?.Any(origin => origin != 0) == true ? content.Origins : null,
        };
        var built = recipe.Build(Columns(content), content.Observed, path, content.Lines, content.Starts);
        if (content.Starts.Count > 1 && (options.Segments + options.Lags > 0 || options.Sequence is not null
            || options.Time is not null || content.IsOrdered))
            notes.Add($"rows follow each other in {content.Starts.Count} pieces (sequences, and rows between gaps); "
                + "nothing crosses their borders");
        var data = Make(path, content, recipe, built) with { Sha256 = hash, Notes = notes };
        if (options.Segments != 0)
            data = data.WithSegments(options.Segments);
        return options.Lags != 0 ? data.WithLags(options.Lags) : data;
    }

    /// <summary>Reads a file as the one that a model was fitted to: the same columns, the same coding of u.</summary>
    /// <param name="path">
    /// The file. Columns of a text table are found by name; arrays must have the number of columns that the recipe
    /// names.
    /// </param>
    /// <param name="recipe">The recipe of the dataset a model was fitted to.</param>
    /// <param name="requireAuxiliary">
    /// If false, u is <see cref="Auxiliary.None"/> where the file lacks its columns, has unknown levels or rows beyond
    /// the last segment.
    /// </param>
    /// <exception cref="DataException">
    /// The file cannot be used: columns are missing, a level is unknown, rows lie beyond the last segment, or it cannot
    /// be read.
    /// </exception>
    public static Dataset Read(string path, AuxiliaryRecipe recipe, bool requireAuxiliary = true)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(recipe);
        var (read, hash) = FolderContent.Read(
            path, (format, stream, file) => format.Read(stream, file, recipe, requireAuxiliary));
        var content = WithMissing(read);
        var none = Auxiliary.None(content.Observed.Rows);
        return Make(path, content, recipe, Built()) with { Sha256 = hash };

        Auxiliary Built()
        {
            if (content.Auxiliary is null)
                return none;
            try
            {
                return recipe.Build(Columns(content), content.Observed, path, content.Lines, content.Starts);
            }
            catch (DataException) when (!requireAuxiliary)
            {
                return none;
            }
        }
    }

    private static FileContent WithMissing(FileContent content)
    {
        if (!Finite.LackAny<float>(content.Observed.Values))
            return content;
        var (missing, all) = (content.Observed.Values.Count(float.IsNaN), content.Observed.Values.LongLength);
        return content with
        {
            Notes = [.. content.Notes, FormattableString.Invariant(
                $"of {all} values of x, {missing} are missing ({100.0 * missing / all:f1} %), and are modelled")],
        };
    }

    private static List<TableColumn> Columns(FileContent content) =>
        [.. content.Auxiliary!.Select(auxiliary => auxiliary.Column)];

    private static Dataset Make(string path, FileContent content, AuxiliaryRecipe recipe, Auxiliary auxiliary) => new()
    {
        Observed = content.Observed,
        ObservedNames = content.ObservedNames,
        HasNames = content.HasNames,
        Auxiliary = auxiliary,
        Sources = content.Sources,
        TrueLogLikelihood = content.LogLikelihood,
        RowNames = content.RowNames,
        Exposure = recipe.Options.Exposure is null ? null : Exposure.Of(path, content),
        SamplingRate = content.SamplingRate,
        TimeOrdered = recipe.Segments > 0 || recipe.Lags > 0 || content.SamplingRate is not null || content.IsOrdered
            || recipe.Options.Sequence is not null || recipe.Options.Time is not null,
        Starts = content.Starts,
        RowNumbers = content.RowNumbers,
        Name = path,
        Notes = content.Notes,
        Recipe = recipe,
    };
}
