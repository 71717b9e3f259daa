using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>Takes x, u and s out of a file of arrays, or x alone out of a file of one.</summary>
internal static class ArrayContent
{
    private const string Sources = "s";
    private const string LogLikelihood = "log_likelihood";

    public static FileContent Read(ArrayFormat format, ArrayBundle file, string path, DatasetOptions options)
    {
        if ((options.Exclude ?? options.Sequence ?? options.Time) is { } column)
            throw new ArgumentException($"\"{column}\" is a column of a table, and {format.Name} files hold arrays; "
                + "give a table for exclude, sequence and time.", nameof(options));
        if (!format.HasKeys)
        {
            if ((options.Observed ?? options.Auxiliary) is { } asked)
                throw new ArgumentException($"\"{asked}\" cannot be chosen: "
                    + $"an {format.Name} file holds one array, which is x. "
                    + "Put arrays x and u into an NPZ file.", nameof(options));
            return Content(path, file.Read("x"), "x", null, null, null, null, options.Missing, null);
        }

        var (key, categorical) = SplitKind(options.Auxiliary, file.Keys);
        key ??= file.Keys.Contains("u") ? "u" : null;
        var x = options.Observed ?? "x";
        if (key is not null && key == x)
            throw new ArgumentException(
                $"array \"{key}\" is both observed and auxiliary; choose one.", nameof(options));
        Matrix? Truth(string name) =>
            file.Keys.Contains(name) && x != name && key != name ? file.Read(name).ToMatrix() : null;
        var u = key is null ? null : file.Read(key);
        return Content(
            path,
            file.Read(x),
            x,
            u,
            (key, categorical),
            Truth(Sources),
            Truth(LogLikelihood),
            options.Missing,
            null);
    }

    public static FileContent Read(
        ArrayFormat format, ArrayBundle file, string path, AuxiliaryRecipe recipe, bool requireAuxiliary)
    {
        if (!format.HasKeys)
        {
            if (recipe.UsesColumns && requireAuxiliary)
                throw new DataException(
                    path, "holds no u, which the model needs; put arrays x and u into an NPZ file.");
            var alone = Content(path, file.Read("x"), "x", null, null, null, null, recipe.Options.Missing,
                recipe.ObservedOrigins);
            return ForRecipe(alone, path, recipe, !recipe.UsesColumns);
        }

        var x = recipe.Options.Observed is { } chosen && file.Keys.Contains(chosen) ? chosen : "x";
        var (key, _) = SplitKind(recipe.Options.Auxiliary, file.Keys);
        key = key is not null && file.Keys.Contains(key) ? key : "u";
        Matrix? Truth(string name) =>
            file.Keys.Contains(name) && x != name && key != name ? file.Read(name).ToMatrix() : null;
        var hasAuxiliary = recipe.UsesColumns && (requireAuxiliary || file.Keys.Contains(key));
        var u = hasAuxiliary ? file.Read(key) : null;
        var content = Content(path, file.Read(x), x, u, (key, recipe.Categorical.Count > 0), Truth(Sources),
            Truth(LogLikelihood), recipe.Options.Missing, recipe.ObservedOrigins);
        return ForRecipe(content, path, recipe, hasAuxiliary || !recipe.UsesColumns);
    }

    private static FileContent ForRecipe(FileContent content, string path, AuxiliaryRecipe recipe, bool hasAuxiliary)
    {
        if (content.Observed.Columns != recipe.ObservedNames.Count)
            throw new DataException(path, $"x has {content.Observed.Columns} columns where the model was fitted to "
                + $"{recipe.ObservedNames.Count} "
                + $"({NearestName.List(recipe.ObservedNames)}); give these, in this order.");
        content = content with { ObservedNames = recipe.ObservedNames };
        if (!hasAuxiliary)
            return content with { Auxiliary = null };
        string[] wanted = [.. recipe.Categorical.Select(coding => coding.Name), .. recipe.Numeric];
        var columns = content.Auxiliary!;
        // A single column needs no name; several are distinguished by theirs.
        if (wanted.Length == 1 && columns.Count == 1)
        {
            var (only, levels) = (columns[0], columns[0].OneHotLevels);
            if (levels > 0 && !recipe.Categorical[0].Levels.SequenceEqual(AuxiliaryRecipe.Numbered(levels)))
                throw new DataException(path, $"u is one-hot with {levels} columns, "
                    + $"and the model knows the levels {NearestName.List(recipe.Categorical[0].Levels)}; give these.");
            return content with
            {
                Auxiliary = [only with { Column = only.Column.Named(wanted[0]) }],
            };
        }

        if (wanted.Except(columns.Select(column => column.Column.Name)).FirstOrDefault() is { } missing)
            throw new DataException(path, $"u has {columns.Count} columns "
                + $"({NearestName.List([.. columns.Select(column => column.Column.Name)])}) "
                + $"where the model was fitted to {wanted.Length} and misses \"{missing}\"; give "
                + $"{NearestName.List(wanted)}, in this order.");
        return content;
    }

    private static FileContent Content(
        string path,
        NpyArray xArray,
        string xKey,
        NpyArray? uArray,
        (string? Key, bool? Categorical)? uKind,
        Matrix? s,
        Matrix? logLikelihood,
        MissingValues missing,
        IReadOnlyList<double>? given)
    {
        var (x, origins) = xArray.FromOrigins(given);
        var u = uArray?.ToMatrix();
        if (x.Rows == 0 || x.Columns == 0)
            throw new DataException(xArray.Source, $"has shape {NpyArray.Describe(xArray.Shape)}; "
                + "at least one row and one column are needed.");
        foreach (var (array, name) in new[] { (u, "u"), (s, Sources), (logLikelihood, LogLikelihood) })
            if (array is not null && array.Rows != x.Rows)
                throw new DataException(path, $"{name} has {array.Rows} rows and x {x.Rows}; they must agree.");

        var kept = new List<int>();
        for (var row = 0; row < x.Rows; row++)
            if (IsComplete(xArray.Source, x, row, missing)
                && (u is null || IsComplete(uArray!.Source, u, row, missing)))
                kept.Add(row);
        if (kept.Count == 0)
            throw new DataException(
                path, $"none of the {x.Rows} rows is complete; leave columns with missing values out.");
        if (kept.Count < x.Rows)
            (x, u, s, logLikelihood) = (x.TakeRows([.. kept]), u?.TakeRows([.. kept]), s?.TakeRows([.. kept]),
                logLikelihood?.TakeRows([.. kept]));
        var columns =
            u is null ? [] : Columns(u, uArray!, [.. kept], uKind!.Value.Key!, uKind.Value.Categorical);
        int[] rowNumbers = [.. kept.Select(row => row + 1)];
        var names = TableReader.Names(xKey, x.Columns);
        return new FileContent(x, names, columns, s, logLikelihood, rowNumbers, null)
        {
            HasNames = false,
            Origins = origins,
            Starts = RowOrder.Starts(rowNumbers, [], null, RowOrder.UsualGap),
        };
    }

    internal static bool IsComplete(string source, Matrix matrix, int row, MissingValues missing)
    {
        var values = matrix.Row(row);
        for (var column = 0; column < values.Length; column++)
        {
            if (float.IsInfinity(values[column]))
                throw new DataException(source, $"row {row + 1}, column {column + 1} is not finite in single precision "
                    + "(±3.4e38); mark it as missing (NaN) or rescale it.");
            if (!float.IsNaN(values[column]))
                continue;
            if (missing == MissingValues.Drop)
                return false;
            throw new DataException(source, $"row {row + 1}, column {column + 1} is missing (NaN); fill it, "
                + "or drop such rows.")
            {
                Remedies = ["missing=drop"],
            };
        }

        return true;
    }

    private static List<AuxiliaryColumn> Columns(Matrix u, NpyArray array, int[] kept, string name, bool? categorical)
    {
        if (u.Columns > 1 && categorical != false && OneHot(u) is { } levels)
            return [new AuxiliaryColumn(new TableColumn(name, levels), categorical, u.Columns)];
        var names = TableReader.Names(name, u.Columns, numbered: array.Shape.Count > 1 && u.Columns > 1);
        return [.. names.Select((column, j) =>
            new AuxiliaryColumn(array.Column(j, column).TakeRows(kept), categorical, 0))];
    }

    // The position of the 1 in each row, from 1; null where a row holds anything but one 1 among zeros.
    private static float[]? OneHot(Matrix u)
    {
        var levels = new float[u.Rows];
        for (var row = 0; row < u.Rows; row++)
        {
            var values = u.Row(row);
            levels[row] = values.IndexOf(1f) + 1;
            if (levels[row] == 0 || values.Count(0f) != values.Length - 1)
                return null;
        }

        return levels;
    }

    private static (string? Key, bool? Categorical) SplitKind(string? chosen, IReadOnlyList<string> keys)
    {
        if (chosen is null || keys.Contains(chosen))
            return (chosen, null);
        return chosen.EndsWith(":categorical", StringComparison.Ordinal) ? (chosen[..^12], true)
            : chosen.EndsWith(":numeric", StringComparison.Ordinal) ? (chosen[..^8], false)
            : (chosen, null);
    }
}
