using System.Globalization;
using System.Runtime.CompilerServices;
using Ivae.Numerics;

namespace Ivae.Data;

/// <content>Data from arrays and lists in memory.</content>
public sealed partial record Dataset
{
    /// <summary>
    /// Data in memory, without u yet: see <see cref="WithLabels(string, IReadOnlyList{string})"/>,
    /// <see cref="WithNumbers"/> and <see cref="WithSegments"/>.
    /// </summary>
    /// <param name="observed">Observations x, <c>[N, D]</c>, in data units.</param>
    /// <param name="names">
    /// Names of the columns, <c>[D]</c>; without them they are x1, x2, …, and a model takes them by position.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There are no rows or columns, a value is not finite, or names are not one per column and all different.
    /// </exception>
    public static Dataset Of(Matrix observed, IReadOnlyList<string>? names = null) =>
        Of(observed, names, float.IsFinite);

    private static Dataset Of(Matrix observed, IReadOnlyList<string>? names, Predicate<float> isAllowed)
    {
        ArgumentNullException.ThrowIfNull(observed);
        if (observed.Rows == 0 || observed.Columns == 0)
            throw new ArgumentException($"The observations are [{observed.Rows}, {observed.Columns}]; "
                + "at least one row and one column are needed.", nameof(observed));
        if (names is not null && (names.Count != observed.Columns || names.Distinct().Count() != names.Count))
            throw new ArgumentException($"{names.Distinct().Count()} different names for {observed.Columns} columns; "
                + "give each column a name of its own.", nameof(names));
        if (Array.FindIndex(observed.Values, value => !isAllowed(value)) is var bad and >= 0)
            throw new ArgumentException($"Row {bad / observed.Columns + 1}, column {bad % observed.Columns + 1} "
                + "is not finite in single precision (±3.4e38); fill it, or leave the row out.", nameof(observed));
        return new Dataset
        {
            Observed = observed,
            ObservedNames = names ?? TableReader.Names("x", observed.Columns),
            HasNames = names is not null,
            Auxiliary = Auxiliary.None(observed.Rows),
            RowNumbers = [.. Enumerable.Range(1, observed.Rows)],
        };
    }

    /// <summary>Data in memory that lacks values, without u yet; see <see cref="MissingValues.Model"/>.</summary>
    /// <param name="observed">Observations x, <c>[N, D]</c>, in data units, with NaN for what is missing.</param>
    /// <param name="names">Names of the columns, <c>[D]</c>, if they have any.</param>
    /// <exception cref="ArgumentException">As <see cref="Of(Matrix, IReadOnlyList{string}?)"/>.</exception>
    public static Dataset OfIncomplete(Matrix observed, IReadOnlyList<string>? names = null)
    {
        var data = Of(observed, names, value => !float.IsInfinity(value));
        return data with
        {
            Recipe = data.Recipe with { Options = new DatasetOptions { Missing = MissingValues.Model } },
        };
    }

    /// <inheritdoc cref="Of(Matrix, IReadOnlyList{string}?)"/>
    public static Dataset Of(float[,] observed, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(observed);
        return Of(Matrix.Of(observed), names);
    }

    /// <inheritdoc cref="Of(Matrix, IReadOnlyList{string}?)"/>
    public static Dataset Of(double[,] observed, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(observed);
        return Of(observed.GetLength(0), observed.GetLength(1), (row, j) => observed[row, j], names);
    }

    /// <inheritdoc cref="Of(Matrix, IReadOnlyList{string}?)" path="/*[not(self::param)]"/>
    /// <param name="observed">Observations x, N rows of D numbers.</param>
    /// <param name="names">Names of the columns, <c>[D]</c>, if they have any.</param>
    public static Dataset Of(double[][] observed, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(observed);
        var single = Matrix.Of(observed);
        return Of(single.Rows, single.Columns, (row, j) => observed[row][j], names);
    }

    /// <summary>Data in memory, column by column, without u yet.</summary>
    /// <param name="columns">The observed columns, each <c>[N]</c>, by name.</param>
    /// <exception cref="ArgumentException">
    /// There are no rows or columns, their lengths differ, a value is not finite, or a name is taken twice.
    /// </exception>
    public static Dataset Of(params (string Name, double[] Values)[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Length == 0 || Array.Exists(columns, column => column.Name is null || column.Values is null))
            throw new ArgumentException("Every column needs a name and values; give at least one.", nameof(columns));
        var rows = columns[0].Values.Length;
        if (columns.FirstOrDefault(column => column.Values.Length != rows) is { Name: { } odd } other)
            throw new ArgumentException($"\"{odd}\" has {other.Values.Length} rows and \"{columns[0].Name}\" {rows}; "
                + "they must agree.", nameof(columns));
        return Of(rows, columns.Length, (row, j) => columns[j].Values[row], [.. columns.Select(column => column.Name)]);
    }

    /// <summary>Data in memory whose columns may lie far from 0.</summary>
    private static Dataset Of(int rows, int columns, Func<int, int, double> value, IReadOnlyList<string>? names)
    {
        var (observed, origins) = Origin.Side(
            [.. Enumerable.Range(0, columns).Select(j =>
                new TableColumn("", [.. Enumerable.Range(0, rows).Select(row => value(row, j))]))], rows);
        var data = Of(observed, names);
        return Array.TrueForAll(origins, origin => origin == 0)
            ? data
            : data with { Recipe = data.Recipe with { ObservedOrigins = origins } };
    }

    /// <summary>Adds a categorical variable to u: the label of each row, whose levels are in ordinal order.</summary>
    /// <param name="name">Its name, by which a model knows it.</param>
    /// <param name="labels">The labels, <c>[N]</c>.</param>
    /// <exception cref="ArgumentException">
    /// There is not one label per row, one is missing, u has a part of this name, or segments or lags, which come last.
    /// </exception>
    public Dataset WithLabels(string name, IReadOnlyList<string> labels)
    {
        CheckPart(name, labels);
        if (labels.Any(label => label is null))
            throw new ArgumentException("A label is missing; give one per row.", nameof(labels));
        string[] levels = [.. labels.Distinct().Order(StringComparer.Ordinal)];
        return WithCategorical(new CategoricalCoding { Name = name, Levels = levels, IsText = true }, labels);
    }

    /// <summary>Adds a categorical variable to u: the label of each row, whose levels are in rising order.</summary>
    /// <inheritdoc cref="WithLabels(string, IReadOnlyList{string})"/>
    public Dataset WithLabels(string name, IReadOnlyList<int> labels)
    {
        CheckPart(name, labels);
        string[] levels = [.. labels.Distinct().Order().Select(Text)];
        return WithCategorical(new CategoricalCoding { Name = name, Levels = levels }, [.. labels.Select(Text)]);

        static string Text(int label) => label.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Adds a numeric variable to u.</summary>
    /// <param name="name">Its name, by which a model knows it.</param>
    /// <param name="numbers">The number of each row, <c>[N]</c>.</param>
    /// <exception cref="ArgumentException">
    /// There is not one number per row, one is not finite, u has a part of this name, or segments or lags, which come
    /// last.
    /// </exception>
    public Dataset WithNumbers(string name, IReadOnlyList<double> numbers)
    {
        CheckPart(name, numbers);
        var column = new TableColumn(name, [.. numbers]);
        var (part, origins) = Origin.Side([column], Rows);
        var single = column.Numbers!;
        if (Array.FindIndex(single, number => !float.IsFinite(number)) is var bad and >= 0)
            throw new ArgumentException(
                $"Row {bad + 1} is {numbers[bad]}; give finite numbers up to ±3.4e38.", nameof(numbers));
        return this with
        {
            Auxiliary = Auxiliary.Concatenate(new Auxiliary([], part, [name])),
            Recipe = Recipe with
            {
                Numeric = [.. Recipe.Numeric, name],
                NumericOrigins = [.. Recipe.NumericOrigins ?? new double[Recipe.Numeric.Count], .. origins],
            },
        };
    }

    private void CheckPart<T>(
        string name, IReadOnlyList<T> values, [CallerArgumentExpression(nameof(values))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(values, parameter);
        if (values.Count != Rows)
            throw new ArgumentException($"{values.Count} values for {Rows} rows; give one per row.", parameter);
        if (Auxiliary.Categorical.Select(part => part.Name).Concat(Auxiliary.NumericNames).Contains(name))
            throw new ArgumentException($"u has a part \"{name}\" already; give another name.", nameof(name));
        if (Recipe.Segments + Recipe.Lags > 0)
            throw new ArgumentException(
                "Segments and lags come after the other parts of u; add them last.", nameof(name));
    }

    private Dataset WithCategorical(CategoricalCoding coding, IReadOnlyList<string> labels)
    {
        var codeOf = coding.Levels.Select((level, code) => (level, code))
            .ToDictionary(pair => pair.level, pair => pair.code);
        var part = new CategoricalVariable(coding.Name, coding.Levels, [.. labels.Select(label => codeOf[label])]);
        return this with
        {
            Auxiliary = Auxiliary.Concatenate(Auxiliary.Of(part)),
            Recipe = Recipe with { Categorical = [.. Recipe.Categorical, coding] },
        };
    }
}
