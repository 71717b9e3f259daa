using System.Globalization;
using System.Text.Json.Serialization;
using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>
/// How a dataset was made from a file: what a model keeps so that new files get the same x and the same coding of u.
/// </summary>
/// <remarks>
/// The categorical parts of u come in the order columns, segment; the numeric ones in the order columns, lag 1, lag 2,
/// …. All properties are plain, for JSON.
/// </remarks>
internal sealed record AuxiliaryRecipe
{
    /// <summary>Name of the categorical variable that <see cref="Segments"/> makes.</summary>
    public const string SegmentName = "segment";

    /// <summary>Names of the observed columns, <c>[D]</c>.</summary>
    public required IReadOnlyList<string> ObservedNames { get; init; }

    /// <summary>
    /// What observations are counted from, <c>[D]</c>, since single precision does not hold numbers far from 0; nothing
    /// where all are 0.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? ObservedOrigins { get; init; }

    /// <summary>The same of the numeric columns of u.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? NumericOrigins { get; init; }

    /// <summary>The categorical columns.</summary>
    public IReadOnlyList<CategoricalCoding> Categorical { get; init; } = [];

    /// <summary>Names of the numeric columns.</summary>
    public IReadOnlyList<string> Numeric { get; init; } = [];

    /// <summary>Number of segments M in time; 0 for none.</summary>
    public int Segments { get; init; }

    /// <summary>Number of rows N that were cut into segments: row i (from 0) is in segment ⌊i M / N⌋ + 1.</summary>
    public int SegmentedRows { get; init; }

    /// <summary>
    /// Where each segment starts, and the end <c>[M + 1]</c>, where they were cut within sequences; else none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? SegmentStarts { get; init; }

    /// <summary>
    /// Number of previous observations P; 0 for none. Before the first observation, the first is repeated.
    /// </summary>
    public int Lags { get; init; }

    /// <summary>How the file was read.</summary>
    public DatasetOptions Options { get; init; } = new();

    /// <summary>Whether u is made of columns of the file, which a new file then needs too.</summary>
    internal bool UsesColumns => Categorical.Count + Numeric.Count > 0;

    /// <summary>The categorical parts of u in its order: columns, then the segment.</summary>
    internal IReadOnlyList<CategoricalCoding> AllCategorical => Segments == 0
        ? Categorical
        : [.. Categorical, new CategoricalCoding { Name = SegmentName, Levels = Numbered(Segments) }];

    /// <summary>Names of the numeric parts of u in its order: columns, then lags.</summary>
    internal string[] AllNumeric => [.. Numeric, .. LagNames()];

    /// <summary>What the numeric parts of u are counted from, in its order.</summary>
    internal IEnumerable<double> AllNumericOrigins =>
    [
        .. NumericOrigins ?? new double[Numeric.Count],
        .. Enumerable.Range(0, Lags).SelectMany(_ => ObservedOrigins ?? new double[ObservedNames.Count]),
    ];

    /// <summary>What u is made of, for people: "segment (60 levels), dose"; "none" without it.</summary>
    internal string AuxiliaryText
    {
        get
        {
            var categorical = AllCategorical.Select(part => $"{part.Name} ({part.Levels.Count} levels)");
            string[] parts = [.. categorical, .. AllNumeric];
            return parts.Length == 0 ? "none" : NearestName.Shortened(parts);
        }
    }

    /// <summary>Learns levels and kinds from the auxiliary columns of a file.</summary>
    /// <param name="observedNames">Names of the observed columns.</param>
    /// <param name="columns">The columns of u.</param>
    /// <param name="options">How the file was read.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="notes">Where what was decided goes, a line each.</param>
    /// <exception cref="DataException">Every row has a level of its own.</exception>
    internal static AuxiliaryRecipe Learn(
        IReadOnlyList<string> observedNames, IReadOnlyList<AuxiliaryColumn> columns,
        DatasetOptions options, string path, List<string> notes)
    {
        var (categorical, numeric, origins) = (new List<CategoricalCoding>(), new List<string>(), new List<double>());
        foreach (var column in columns)
        {
            if (AuxiliaryLevels.Find(column, path, notes) is { } coding)
                categorical.Add(coding);
            else
            {
                numeric.Add(column.Column.Name);
                origins.Add(Origin.Of(column.Column));
            }
        }

        return new AuxiliaryRecipe
        {
            ObservedNames = observedNames,
            Categorical = categorical,
            Numeric = numeric,
            NumericOrigins = origins.TrueForAll(origin => origin == 0) ? null : origins,
            Options = options,
        };
    }

    /// <summary>The recipe that fits a dataset made in memory.</summary>
    internal static AuxiliaryRecipe Of(IReadOnlyList<string> observedNames, Auxiliary auxiliary) => new()
    {
        ObservedNames = observedNames,
        Categorical = [.. auxiliary.Categorical.Select(variable =>
            new CategoricalCoding { Name = variable.Name, Levels = variable.Levels })],
        Numeric = auxiliary.NumericNames,
    };

    /// <summary>The auxiliary variable of the rows of a file.</summary>
    /// <exception cref="DataException">
    /// A level was not there when the recipe was learnt, or there are rows beyond the last segment.
    /// </exception>
    internal Auxiliary Build(
        IReadOnlyList<TableColumn> columns, Matrix observed, string path, IReadOnlyList<int>? lines,
        IReadOnlyList<int> starts)
    {
        var byName = columns.ToDictionary(column => column.Name);
        var auxiliary = new Auxiliary(
            [.. Categorical.Select(coding => Code(coding, byName[coding.Name], path, lines))],
            Origin.Side([.. Numeric.Select(name => byName[name])], observed.Rows,
                NumericOrigins ?? new double[Numeric.Count]).Values,
            Numeric);
        if (Segments > 0)
            auxiliary = AddSegments(auxiliary, path);
        return Lags > 0 ? AddLags(auxiliary, observed, starts) : auxiliary;
    }

    internal Auxiliary AddSegments(Auxiliary auxiliary, string path)
    {
        if (auxiliary.Rows > SegmentedRows)
            throw new DataException(path, $"has {auxiliary.Rows} rows, and the {Segments} segments were cut from "
                + $"{SegmentedRows}: rows after that are in no known segment. Give at most that many rows, or fit a "
                + "model whose inference does without u.");
        var codes = new int[auxiliary.Rows];
        for (var (row, segment) = (0, 0); row < codes.Length; row++)
        {
            while (SegmentStarts is not null && row >= SegmentStarts[segment + 1])
                segment++;
            codes[row] = SegmentStarts is null ? (int)((long)row * Segments / SegmentedRows) : segment;
        }

        var part = new CategoricalVariable(SegmentName, Numbered(Segments), codes);
        return auxiliary.Concatenate(Auxiliary.Of(part));
    }

    internal Auxiliary AddLags(Auxiliary auxiliary, Matrix observed, IReadOnlyList<int> starts)
    {
        var previous = new Matrix(observed.Rows, observed.Columns * Lags);
        foreach (var (start, end) in RowOrder.Pieces(starts, observed.Rows))
            for (var row = start; row < end; row++)
                for (var lag = 1; lag <= Lags; lag++)
                    observed.Row(Math.Max(start, row - lag))
                        .CopyTo(previous.Row(row)[(observed.Columns * (lag - 1))..]);
        return auxiliary.Concatenate(new Auxiliary([], previous, LagNames()));
    }

    /// <summary>Names of the numeric columns that <see cref="Lags"/> makes.</summary>
    internal string[] LagNames() =>
        [.. Enumerable.Range(1, Lags).SelectMany(lag => ObservedNames.Select(name => $"{name}[t-{lag}]"))];

    /// <summary>"1", "2", … "<paramref name="count"/>".</summary>
    internal static string[] Numbered(int count) =>
        [.. Enumerable.Range(1, count).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    private static CategoricalVariable Code(
        CategoricalCoding coding, TableColumn column, string path, IReadOnlyList<int>? lines)
    {
        var codeOf =
            coding.Levels.Select((level, code) => (level, code)).ToDictionary(pair => pair.level, pair => pair.code);
        var codes = new int[column.Rows];
        for (var row = 0; row < codes.Length; row++)
        {
            var level = AuxiliaryLevels.Label(column, row);
            if (!codeOf.TryGetValue(level, out codes[row]))
                throw new DataException(path,
                    $"\"{level}\" {(lines is null ? $"in row {row + 1} " : "")}is not a level the model knows "
                    + $"({NearestName.List(coding.Levels)}); leave such rows out, or fit again with them.",
                    lines?[row], coding.Name);
        }

        return new CategoricalVariable(coding.Name, coding.Levels, codes);
    }

    /// <summary>A number as a level: whole ones without a point.</summary>
    internal static string Level(float number) => number == MathF.Round(number) && MathF.Abs(number) < 1L << 62
        ? ((long)number).ToString(CultureInfo.InvariantCulture)
        : number.ToString(CultureInfo.InvariantCulture);
}
