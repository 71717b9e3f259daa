using System.Globalization;
using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>
/// What a model is fitted to: observations x, the auxiliary variable u and, for simulated data, the true sources s.
/// </summary>
public sealed partial record Dataset
{
    /// <summary>
    /// Observations x, <c>[N, D]</c>, in data units, less <see cref="Origins"/>.
    /// </summary>
    public required Matrix Observed { get; init; }

    /// <summary>Names of the observed columns, <c>[D]</c>.</summary>
    public required IReadOnlyList<string> ObservedNames { get; init; }

    /// <summary>
    /// Whether the observed columns were given names; those of an array or a table without a header were not, and a
    /// model matches them by position.
    /// </summary>
    public bool HasNames { get; init; } = true;

    /// <summary>The auxiliary variable u of each row.</summary>
    public required Auxiliary Auxiliary { get; init; }

    /// <summary>
    /// The true sources s, <c>[N, n]</c>, if known. Never used for fitting or choosing, only for evaluation.
    /// </summary>
    public Matrix? Sources { get; init; }

    /// <summary>
    /// log p(x | u) of each row under the process that made the data, <c>[N, 1]</c>, nats, if known. Only for
    /// evaluation, like the sources.
    /// </summary>
    public Matrix? TrueLogLikelihood { get; init; }

    /// <summary>
    /// What multiplies the rates of the counts of each row, above 0 <c>[N]</c>; none where that is the same for all.
    /// </summary>
    public IReadOnlyList<float>? Exposure { get; init; }

    /// <summary>
    /// Whether neighbouring rows are neighbours in time; validation rows are then held out in blocks.
    /// </summary>
    public bool TimeOrdered { get; init; }

    /// <summary>Sampling rate in Hz of a recording, whose rows follow each other in time.</summary>
    public double? SamplingRate { get; init; }

    /// <summary>
    /// Rows, from 0 and rising, that do not follow the row before them: the first of each sequence, and those after a
    /// gap. Lags, segments, pairs in time and blocks of neighbours never cross one. The first is 0.
    /// </summary>
    public IReadOnlyList<int> Starts { get => field ?? [0]; init; }

    /// <summary>
    /// Position of each row in its file, from 1, <c>[N]</c>; rows dropped for missing values leave gaps.
    /// </summary>
    public required IReadOnlyList<int> RowNumbers { get; init; }

    /// <summary>Names of the rows, <c>[N]</c>, if the file has them (obs of AnnData).</summary>
    public IReadOnlyList<string>? RowNames { get; init; }

    /// <summary>Where the data came from: a path, or a name.</summary>
    public string Name { get; init; } = "data";

    /// <summary>
    /// SHA-256 of the file it was read from for fitting, in hexadecimal digits; <see langword="null"/> for other data.
    /// </summary>
    public string? Sha256 { get; init; }

    /// <summary>
    /// What was assumed when it was read, and which columns and rows were left out; a line each.
    /// </summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// What <see cref="Observed"/> is counted from, <c>[D]</c>, in data units: 0, but a round number near the values of
    /// a column that lie so far from 0 that single precision would not hold what they differ by.
    /// </summary>
    public IReadOnlyList<double> Origins => Recipe.ObservedOrigins ?? new double[Observed.Columns];

    /// <summary>
    /// How x and u came out of the file, for reading other files alike; made from the names and levels for data made in
    /// memory.
    /// </summary>
    internal AuxiliaryRecipe Recipe { get => field ?? AuxiliaryRecipe.Of(ObservedNames, Auxiliary); init; }

    /// <summary>Whether observations lack values, which are NaN.</summary>
    public bool HasMissing => Finite.LackAny<float>(Observed.Values);

    /// <summary>Whether a model of them is one of rows that may lack values.</summary>
    internal bool MayLackValues => Recipe.Options.Missing == MissingValues.Model || HasMissing;

    /// <summary>Number of rows N.</summary>
    public int Rows => Observed.Rows;

    /// <summary>
    /// Reads a file of any <see cref="FileFormat"/>: the numeric columns that are not auxiliary are observed.
    /// </summary>
    /// <exception cref="DataException">The file cannot be used; the message says where and why.</exception>
    /// <exception cref="ArgumentException">
    /// The options name columns that are not there; see <see cref="DatasetReader"/>.
    /// </exception>
    public static Dataset Read(string path, DatasetOptions? options = null) => DatasetReader.Read(path, options);

    /// <summary>
    /// Adds to u the segment of time each row is in: M segments over the rows, whose sizes differ by at most one.
    /// </summary>
    /// <exception cref="ArgumentException">There are fewer rows than segments, or segments already.</exception>
    public Dataset WithSegments(int segments)
    {
        if (segments < 1 || segments > Rows)
            throw new ArgumentException($"{segments} segments over {Rows} rows; give 1 to {Rows}.", nameof(segments));
        if (Recipe.Segments > 0)
            throw new ArgumentException(
                $"the rows are already cut into {Recipe.Segments} segments; cut them once.", nameof(segments));
        var recipe = Recipe with
        {
            Segments = segments,
            SegmentedRows = Rows,
            SegmentStarts = Starts.Count == 1 ? null : RowOrder.Segments(Starts, Rows, segments),
        };
        return this with { Auxiliary = recipe.AddSegments(Auxiliary, Name), Recipe = recipe, TimeOrdered = true };
    }

    /// <summary>
    /// Says which sequence each row is in, as a subject, a session or a trial: rows of one that follow each other are
    /// neighbours in time, and rows of two are not.
    /// </summary>
    /// <param name="sequences">The name of the sequence of each row, <c>[N]</c>.</param>
    /// <exception cref="ArgumentException">
    /// There is not one per row, or u holds segments or lags, which come after.
    /// </exception>
    public Dataset WithSequences(IReadOnlyList<string> sequences)
    {
        CheckPart("", sequences);
        var starts = Starts.ToHashSet();
        return this with
        {
            Starts = [.. Enumerable.Range(0, Rows).Where(row =>
                row == 0 || starts.Contains(row) || sequences[row] != sequences[row - 1])],
            TimeOrdered = true,
        };
    }

    /// <summary>
    /// Adds to u the P previous observations of each row of its sequence; before the first observation, the first is
    /// repeated.
    /// </summary>
    /// <exception cref="ArgumentException">There are not more rows than lags, or lags already.</exception>
    /// <exception cref="DataException">No row follows another one.</exception>
    public Dataset WithLags(int lags)
    {
        if (lags < 1 || lags >= Rows)
            throw new ArgumentException($"{lags} lags over {Rows} rows; give 1 to {Rows - 1}.", nameof(lags));
        if (MayLackValues)
            throw new ArgumentException("previous observations are part of u, which cannot lack values; drop rows that "
                + "lack one, or take another u.", nameof(lags));
        if (Recipe.Lags > 0)
            throw new ArgumentException(
                $"u already holds {Recipe.Lags} previous observations; add them once.", nameof(lags));
        if (Starts.Count == Rows)
            throw new DataException(Name, "no row follows another in its sequence, so that none has previous "
                + "observations; sort rows by time within sequences, or take another u.");
        var recipe = Recipe with { Lags = lags };
        var auxiliary = recipe.AddLags(Auxiliary, Observed, Starts);
        return this with { Auxiliary = auxiliary, Recipe = recipe, TimeOrdered = true };
    }

    /// <summary>
    /// Moves observed columns into u, where the rule of <see cref="DatasetOptions"/> says whether each is categorical.
    /// </summary>
    /// <param name="columns">
    /// The columns, see <see cref="ColumnSelection"/>; an item may end in <c>:categorical</c> or <c>:numeric</c>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A column is unknown, none would stay observed, or u holds segments or lags, which come last.
    /// </exception>
    public Dataset WithAuxiliary(string columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var chosen = ColumnSelection.ParseTyped(columns, ObservedNames);
        if (Recipe.Segments + Recipe.Lags > 0)
            throw new ArgumentException(
                "segments and lags come after the columns of u; call WithAuxiliary first.", nameof(columns));
        if (chosen.Count == ObservedNames.Count)
            throw new ArgumentException($"\"{columns}\" leaves no observed column; keep one.", nameof(columns));
        var moved = new List<AuxiliaryColumn>();
        foreach (var (position, categorical) in chosen)
            moved.Add(new AuxiliaryColumn(Column(position), categorical, 0));
        int[] kept = [.. Enumerable.Range(0, ObservedNames.Count).Except(chosen.Select(choice => choice.Position))];
        string[] names = [.. kept.Select(position => ObservedNames[position])];
        var observed = Observed.TakeColumns(kept);
        var notes = Notes.ToList();
        var added = AuxiliaryRecipe.Learn(names, moved, Recipe.Options, Name, notes);
        var more = added.Build([.. moved.Select(column => column.Column)], observed, Name, null, Starts);
        var recipe = added with
        {
            Categorical = [.. Recipe.Categorical, .. added.Categorical],
            Numeric = [.. Recipe.Numeric, .. added.Numeric],
            NumericOrigins =
            [
                .. Recipe.NumericOrigins ?? new double[Recipe.Numeric.Count],
                .. added.NumericOrigins ?? new double[added.Numeric.Count],
            ],
            ObservedOrigins = Recipe.ObservedOrigins is { } origins ? [.. kept.Select(j => origins[j])] : null,
        };
        return this with
        {
            Observed = observed,
            ObservedNames = names,
            Auxiliary = Auxiliary.Concatenate(more),
            Notes = notes,
            Recipe = recipe,
        };
    }

    /// <summary>
    /// The same observations counted from 0, for what needs them as they are: counts, or outcomes yes and no.
    /// </summary>
    internal Dataset FromZero()
    {
        if (Recipe.ObservedOrigins is null)
            return this;
        var observed = new Matrix(Rows, Observed.Columns);
        for (var j = 0; j < observed.Columns; j++)
            Origin.CopyTo(Column(j), 0, observed, j);
        return this with { Observed = observed, Recipe = Recipe with { ObservedOrigins = null } };
    }

    /// <summary>An observed column with the digits that are known of it, <c>[N]</c>.</summary>
    internal TableColumn Column(int position) => Origins[position] is not 0 and var origin
        ? new TableColumn(
            ObservedNames[position], Array.ConvertAll(Observed.Column(position), value => (double)value), origin)
        : new TableColumn(ObservedNames[position], Observed.Column(position));

    /// <summary>Where the data came from, its size, and what u is made of.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name}: {Rows} rows, {Observed.Columns} observed columns ({NearestName.Shortened(ObservedNames)}), ")
        + $"u: {Recipe.AuxiliaryText}";

    /// <summary>A copy of the rows with the given numbers (from 0), in the given order.</summary>
    public Dataset TakeRows(ReadOnlySpan<int> rows)
    {
        var numbers = new int[rows.Length];
        var names = RowNames is null ? null : new string[rows.Length];
        var exposure = Exposure is null ? null : new float[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            numbers[i] = RowNumbers[rows[i]];
            if (names is not null)
                names[i] = RowNames![rows[i]];
            if (exposure is not null)
                exposure[i] = Exposure![rows[i]];
        }

        return this with
        {
            Observed = Observed.TakeRows(rows),
            Auxiliary = Auxiliary.TakeRows(rows),
            Sources = Sources?.TakeRows(rows),
            TrueLogLikelihood = TrueLogLikelihood?.TakeRows(rows),
            RowNumbers = numbers,
            RowNames = names,
            Exposure = exposure,
            Starts = TimeOrdered || Starts.Count > 1 ? RowOrder.Starts(Starts, rows) : Starts,
        };
    }
}
