using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>Takes x, u and s out of a file of arrays, or x alone out of a file of one.</summary>
internal static class ArrayContent
{
    private const string Sources = "s";
    private const string Sequences = "sequence";
    private const string LogLikelihood = "log_likelihood";

    public static FileContent Read(ArrayFormat format, ArrayBundle file, string path, DatasetOptions options)
    {
        if ((options.Exclude ?? options.Sequence ?? options.Time) is { } column)
            throw new ArgumentException($"\"{column}\" is a column of a table, and {format.Name} files hold arrays; "
                + "give a table for exclude, sequence and time.", nameof(options));
        if (options.Exposure is not (null or Exposure.RowSum))
            throw new ArgumentException($"\"{options.Exposure}\" is a column of a table, and {format.Name} files hold "
                + $"arrays; give a table, or {Exposure.RowSum} for the sum of each row.", nameof(options));
        if (!format.HasKeys)
        {
            if ((options.Observed ?? options.Auxiliary) is { } asked)
                throw new ArgumentException($"\"{asked}\" cannot be chosen: "
                    + $"an {format.Name} file holds one array, which is x. "
                    + "Put arrays x and u into an NPZ file.", nameof(options));
            return Content(path, file, "x", [], options.Missing, null);
        }

        var keys = options.Auxiliary is { } given ? AuxiliaryArray.Keys(given, file)
            : file.Keys.Contains("u") ? [("u", null)]
            : [];
        var x = options.Observed ?? file.Observed;
        if (keys.FirstOrDefault(one => file.Find(one.Key) == file.Find(x) && file.Find(x) is not null).Key is { } both)
            throw new ArgumentException(
                $"array \"{both}\" is both observed and auxiliary; choose one.", nameof(options));
        return Content(path, file, x, [.. keys.Select(one => Read(file, one))], options.Missing, null);
    }

    public static FileContent Read(
        ArrayFormat format, ArrayBundle file, string path, AuxiliaryRecipe recipe, bool requireAuxiliary)
    {
        if (!format.HasKeys)
        {
            if (recipe.UsesColumns && requireAuxiliary)
                throw new DataException(
                    path, "holds no u, which the model needs; put arrays x and u into an NPZ file.");
            var alone = Content(path, file, "x", [], recipe.Options.Missing, Origins(file, "x", recipe));
            return ForRecipe(alone, path, recipe, !recipe.UsesColumns);
        }

        var x = recipe.Options.Observed is { } chosen && file.Find(chosen) is not null ? chosen : file.Observed;
        var keys = recipe.Options.Auxiliary is { } given ? AuxiliaryArray.Keys(given, file) : [("u", null)];
        if (!keys.All(one => file.Find(one.Key) is not null))
            keys = keys.Count == 1 ? [("u", null)] : keys;
        var hasAuxiliary =
            recipe.UsesColumns && (requireAuxiliary || keys.All(one => file.Find(one.Key) is not null));
        bool? categorical = keys.Count == 1 ? recipe.Categorical.Count > 0 : null;
        var u = hasAuxiliary ? keys.Select(one => Read(file, (one.Key, one.Categorical ?? categorical))) : [];
        var content = Content(path, file, x, [.. u], recipe.Options.Missing, Origins(file, x, recipe));
        return ForRecipe(content, path, recipe, hasAuxiliary || !recipe.UsesColumns);
    }

    // What the model counts its columns from, in the order of the file.
    private static IReadOnlyList<double> Origins(ArrayBundle file, string x, AuxiliaryRecipe recipe)
    {
        var origins = recipe.ObservedOrigins ?? new double[recipe.ObservedNames.Count];
        var wanted = recipe.ObservedNames.ToList();
        return file.Find(x) is { } key && file.Names(key) is { } names && wanted.TrueForAll(names.Contains)
            ? [.. names.Select(name => wanted.IndexOf(name) is >= 0 and var place ? origins[place] : 0)]
            : origins;
    }

    private static AuxiliaryArray Read(ArrayBundle file, (string Key, bool? Categorical) chosen) =>
        new(chosen.Key, chosen.Categorical, file.Read(chosen.Key));

    private static FileContent ForRecipe(FileContent content, string path, AuxiliaryRecipe recipe, bool hasAuxiliary)
    {
        if (content.HasNames && content.ObservedNames.ToHashSet().IsSupersetOf(recipe.ObservedNames))
            content = ByName(content, recipe.ObservedNames);
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

    // Columns that have names are those that the model was fitted to, wherever they are in the file.
    private static FileContent ByName(FileContent content, IReadOnlyList<string> wanted)
    {
        var position = content.ObservedNames.Index().DistinctBy(pair => pair.Item)
            .ToDictionary(pair => pair.Item, pair => pair.Index);
        int[] places = [.. wanted.Select(name => position[name])];
        return content with
        {
            Observed = content.Observed.TakeColumns(places),
            Origins = content.Origins is { } origins ? Array.ConvertAll(places, place => origins[place]) : null,
        };
    }

    private static FileContent Content(
        string path, ArrayBundle file, string key, IReadOnlyList<AuxiliaryArray> u, MissingValues missing,
        IReadOnlyList<double>? given)
    {
        var xArray = file.Read(key);
        var (x, origins) = xArray.FromOrigins(given);
        if (x.Rows == 0 || x.Columns == 0)
            throw new DataException(xArray.Source, $"has shape {NpyArray.Describe(xArray.Shape)}; "
                + "at least one row and one column are needed.");
        var (s, logLikelihood, sequences) = (Truth(Sources), Truth(LogLikelihood), Truth(Sequences));
        foreach (var (name, rows) in new[]
            {
                (Sources, s?.Rows), (LogLikelihood, logLikelihood?.Rows), (Sequences, sequences?.Rows),
            }
            .Concat(u.Select(one => (one.Key, (int?)(one.Values.Shape.Count > 0 ? one.Values.Shape[0] : 1)))))
            if (rows is not null && rows != x.Rows)
                throw new DataException(path, $"{name} has {rows} rows and x {x.Rows}; they must agree.");

        var numbers = u.Where(one => one.Values.Texts is null).Select(one => (one.Values.Source, one.Values.ToMatrix()))
            .ToArray();
        var texts = u.Where(one => one.Values.Texts is not null)
            .Select(one => (one.Values.Source, Column: new TableColumn(one.Key, [.. one.Values.Texts!]))).ToArray();
        var kept = new List<int>();
        for (var row = 0; row < x.Rows; row++)
            if (IsComplete(xArray.Source, x, row, missing, missing == MissingValues.Model)
                && Array.TrueForAll(numbers, one => IsComplete(one.Source, one.Item2, row, missing))
                && Array.TrueForAll(texts, one => Complete(one.Source, one.Column, row, missing)))
                kept.Add(row);
        if (kept.Count == 0)
            throw new DataException(
                path, $"none of the {x.Rows} rows is complete; leave columns with missing values out.");
        int[] all = [.. kept];
        if (kept.Count < x.Rows)
            (x, s, logLikelihood) = (x.TakeRows(all), s?.TakeRows(all), logLikelihood?.TakeRows(all));
        int[] rowNumbers = [.. kept.Select(row => row + 1)];
        var (names, rowNames) = (file.Names(file.Find(key)!), file.RowNames());
        if (names is not null && names.Count != x.Columns)
            throw new DataException(xArray.Source,
                $"has {x.Columns} columns and {names.Count} names; they must agree.");
        return new FileContent(x, names ?? TableReader.Names(key, x.Columns),
            [.. u.SelectMany(one => Columns(one, all))],
            s, logLikelihood, rowNumbers, null)
        {
            HasNames = names is not null,
            Origins = origins,
            RowNames = rowNames?.Count >= rowNumbers[^1] ? Array.ConvertAll(all, row => rowNames[row]) : null,
            IsOrdered = sequences is not null,
            Starts = RowOrder.Starts(
                rowNumbers, sequences is null ? [] : [new(Sequences, sequences.TakeRows(all).Column(0))], null,
                RowOrder.UsualGap),
        };

        Matrix? Truth(string name) => file.Keys.Contains(name) && key != name && u.All(one => one.Key != name)
            ? file.Read(name).ToMatrix()
            : null;
    }

    private static bool Complete(string source, TableColumn texts, int row, MissingValues missing)
    {
        if (!texts.IsMissing(row))
            return true;
        if (missing == MissingValues.Drop)
            return false;
        throw new DataException(source, $"row {row + 1} is missing (\"{texts.Texts![row]}\"); fill it, "
            + "or drop such rows.")
        {
            Remedies = ["missing=drop"],
        };
    }

    internal static bool IsComplete(
        string source, Matrix matrix, int row, MissingValues missing, bool isModelled = false)
    {
        var values = matrix.Row(row);
        for (var column = 0; column < values.Length; column++)
        {
            if (float.IsInfinity(values[column]))
                throw new DataException(source, $"row {row + 1}, column {column + 1} is not finite in single precision "
                    + "(±3.4e38); mark it as missing (NaN) or rescale it.");
            if (!float.IsNaN(values[column]) || isModelled)
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

    private static List<AuxiliaryColumn> Columns(AuxiliaryArray chosen, int[] kept)
    {
        var (name, categorical, array) = chosen;
        if (array.Texts is { } texts)
            return [new AuxiliaryColumn(
                new TableColumn(name, Array.ConvertAll(kept, row => texts[row])), categorical, 0)];
        var u = array.ToMatrix().TakeRows(kept);
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
}
