namespace Ivae.Data;

/// <summary>Takes x and the columns of u out of a table.</summary>
internal static class TableContent
{
    /// <summary>Reads the columns of a table that are chosen.</summary>
    public delegate Table Reader(TableOptions layout, ColumnChoice choose);

    public static FileContent Read(Reader read, string path, DatasetOptions options)
    {
        IReadOnlyList<string> names = [];
        IReadOnlyList<(int Position, bool? Categorical)> auxiliary = [];
        IReadOnlyList<ColumnRequest> order = [], exposure = [];
        var table = read(Format(options), found =>
        {
            names = found;
            auxiliary = options.Auxiliary is null ? [] : ColumnSelection.ParseTyped(options.Auxiliary, names);
            order = Order(options, names);
            exposure = Exposure.Request(options.Exposure, names);
            IReadOnlyList<int> excluded =
                options.Exclude is null ? [] : ColumnSelection.Parse(options.Exclude, names);
            IReadOnlyList<int> observed = options.Observed is null
                ? [.. Others(names, auxiliary).Except(excluded).Except(Positions([.. order, .. exposure]))]
                : ColumnSelection.Parse(options.Observed, names);
            if (observed.Intersect(Positions(exposure)).Any())
                throw new ArgumentException($"column \"{options.Exposure}\" is both observed and exposure; "
                    + "choose one.", nameof(options));
            if (excluded.Intersect([.. observed, .. auxiliary.Select(choice => choice.Position)]).Any())
                throw new ArgumentException($"\"{options.Exclude}\" excludes a column that is observed or auxiliary; "
                    + "choose one.", nameof(options));
            foreach (var (position, _) in auxiliary)
                if (observed.Contains(position))
                    throw new ArgumentException($"column \"{names[position]}\" is both observed and auxiliary; "
                        + "choose one.", nameof(options));
            var use = options.Observed is null ? ColumnUse.IfNumeric : ColumnUse.Numeric;
            var isNamed = options.Observed is not null;
            return [.. observed.Select(position => new ColumnRequest(position, use) { IsNamed = isNamed }),
                .. auxiliary.Select(choice => Request(choice.Position, choice.Categorical)), .. exposure, .. order];
        });

        var others = auxiliary.Count + exposure.Count + order.Count;
        List<TableColumn> columns = [.. table.Columns.Take(table.Columns.Count - others)];
        if (columns.Count == 0)
            throw new DataException(
                path, $"has no numeric column to observe; it has {NearestName.List(names)}. Is the delimiter right?");
        return Content(table, columns, null, options, exposure.Count,
            [.. table.Columns.Skip(columns.Count)
                .Zip(auxiliary, (column, choice) => new AuxiliaryColumn(column, choice.Categorical, 0))]);
    }

    public static FileContent Read(Reader read, string path, AuxiliaryRecipe recipe, bool requireAuxiliary)
    {
        var wanted =
            recipe.Categorical.Select(coding => (coding.Name, Use: coding.IsText ? ColumnUse.Text : ColumnUse.Any))
                .Concat(recipe.Numeric.Select(name => (Name: name, Use: ColumnUse.Numeric))).ToArray();
        var (hasAuxiliary, count, exposures) = (true, 0, 0);
        var table = read(Format(recipe.Options), names =>
        {
            var positions = names.Select((name, position) => (name, position))
                .ToDictionary(pair => pair.name, pair => pair.position);
            RequireAll(path, recipe.ObservedNames, names);
            hasAuxiliary = requireAuxiliary || wanted.All(column => positions.ContainsKey(column.Name));
            if (!hasAuxiliary)
                wanted = [];
            RequireAll(path, wanted.Select(column => column.Name), names);
            if (recipe.Options.Exposure is { } asked && !Exposure.IsRowSum(asked, names))
                RequireAll(path, [asked], names);
            var exposure = Exposure.Request(recipe.Options.Exposure, names);
            exposures = exposure.Count;
            // Only lags need to know which rows follow each other.
            var order = recipe.Lags == 0 && !HasOrder(recipe.Options, names) ? [] : Order(recipe.Options, names);
            count = order.Count;
            return [.. recipe.ObservedNames.Select(name =>
                    new ColumnRequest(positions[name], ColumnUse.Numeric) { IsNamed = true }),
                .. wanted.Select(column => Request(positions[column.Name], column.Use) with
                {
                    IsOptional = !requireAuxiliary && recipe.Options.Missing != MissingValues.Drop,
                }), .. exposure, .. order];
        });
        var d = recipe.ObservedNames.Count;
        var last = table.Columns.Count - count - exposures;
        string[] lacking = requireAuxiliary ? [] : [.. table.Columns.Take(last).Skip(d)
            .Where(column => !column.IsWhole() && Enumerable.Range(0, table.Rows).Any(column.IsMissing))
            .Select(column => column.Name)];
        if (lacking.Length > 0)
            table.Notes = [.. table.Notes, $"u is not read here, and lacks values: {NearestName.List(lacking)}"];
        var content = Content(table, [.. table.Columns.Take(d)], recipe.ObservedOrigins,
            count > 0 ? recipe.Options : recipe.Options with { Sequence = null, Time = null }, exposures,
            hasAuxiliary
                ? [.. table.Columns.Take(last).Skip(d).Select(column => new AuxiliaryColumn(column, null, 0))]
                : null);
        return lacking.Length > 0 ? content with { Auxiliary = null } : content;
    }

    private static FileContent Content(
        Table table, List<TableColumn> observed, IReadOnlyList<double>? origins,
        DatasetOptions options, int exposures, IReadOnlyList<AuxiliaryColumn>? auxiliary)
    {
        string[] names = [.. observed.Select(column => column.Name)];
        try
        {
            var lines = table.LineNumbers.Count > 0 ? table.LineNumbers : null;
            var time = options.Time is null ? null : table.Columns[^1];
            var first = observed.Count + (auxiliary?.Count ?? 0) + exposures;
            IReadOnlyList<TableColumn> sequences = options.Sequence is null
                ? []
                : [.. table.Columns.Skip(first).Take(table.Columns.Count - first - (time is null ? 0 : 1))];
            var (x, chosen) = Origin.Side(observed, table.Rows, origins);
            return new FileContent(x, names, auxiliary, null, null, table.RowNumbers, lines)
            {
                HasNames = table.HasNames,
                Origins = chosen,
                Exposure = exposures == 0 ? null : table.Columns[first - 1].Numbers,
                Starts = RowOrder.Starts(table.RowNumbers, sequences, time, options.Gap),
                Notes = table.Notes,
                SamplingRate = table.SamplingRate,
            };
        }
        catch (OutOfMemoryException e)
        {
            throw Table.OutOfMemory(table.Path, table.Rows, e);
        }
    }

    private static IEnumerable<int> Positions(IEnumerable<ColumnRequest> columns) =>
        columns.Select(column => column.Position);

    private static TableOptions Format(DatasetOptions options) =>
        new()
        {
            Header = options.Header,
            Delimiter = options.Delimiter,
            Decimal = options.Decimal,
            Encoding = options.Encoding,
            Na = options.Na,
            Missing = options.Missing,
        };

    private static int[] Others(
        IReadOnlyList<string> names, IReadOnlyList<(int Position, bool? Categorical)> auxiliary) =>
        [.. Enumerable.Range(0, names.Count).Except(auxiliary.Select(choice => choice.Position))];

    /// <summary>The columns of sequences, and then that of time.</summary>
    private static List<ColumnRequest> Order(DatasetOptions options, IReadOnlyList<string> names)
    {
        List<ColumnRequest> order = options.Sequence is null
            ? []
            : [.. ColumnSelection.Parse(options.Sequence, names).Select(column => Request(column, ColumnUse.Text))];
        if (options.Time is null)
            return order;
        var time = ColumnSelection.Parse(options.Time, names);
        if (time.Count != 1)
            throw new ArgumentException($"\"{options.Time}\" is {time.Count} columns; time is one.", nameof(options));
        return [.. order, Request(time[0], ColumnUse.Numeric)];
    }

    private static bool HasOrder(DatasetOptions options, IReadOnlyList<string> names)
    {
        try
        {
            return Order(options, names).Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static ColumnRequest Request(int position, bool? categorical) => Request(position, categorical switch
    {
        true => ColumnUse.Text,
        false => ColumnUse.Numeric,
        null => ColumnUse.Any,
    });

    private static ColumnRequest Request(int position, ColumnUse use) =>
        new(position, use) { IsNamed = true, Purpose = ColumnPurpose.Auxiliary };

    private static void RequireAll(string path, IEnumerable<string> wanted, IReadOnlyList<string> names)
    {
        string[] missing = [.. wanted.Except(names)];
        if (missing.Length > 0)
            throw new DataException(path, $"lacks {NearestName.List(missing)}, "
                + $"which the model was fitted to{NearestName.Hint(missing[0], names)} "
                + $"It has {NearestName.List(names)}.");
    }
}
