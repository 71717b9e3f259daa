using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>
/// The auxiliary variable u of every row: any number of categorical variables beside any number of numeric columns.
/// </summary>
public sealed class Auxiliary
{
    /// <summary>An auxiliary variable made of categorical and numeric parts over the same rows.</summary>
    /// <param name="categorical">Categorical parts, each with N codes.</param>
    /// <param name="numeric">Numeric part, <c>[N, P]</c>; P may be 0.</param>
    /// <param name="numericNames">Names of the numeric columns, <c>[P]</c>.</param>
    /// <exception cref="ArgumentException">The parts do not have the same number of rows, or names are
    /// missing.</exception>
    public Auxiliary(IReadOnlyList<CategoricalVariable> categorical, Matrix numeric, IReadOnlyList<string> numericNames)
    {
        ArgumentNullException.ThrowIfNull(categorical);
        ArgumentNullException.ThrowIfNull(numeric);
        ArgumentNullException.ThrowIfNull(numericNames);
        foreach (var variable in categorical)
            if (variable.Codes.Length != numeric.Rows)
                throw new ArgumentException($"\"{variable.Name}\" has {variable.Codes.Length} rows, the numeric part "
                    + $"{numeric.Rows}; they must agree.", nameof(categorical));
        if (numericNames.Count != numeric.Columns)
            throw new ArgumentException($"{numericNames.Count} names for {numeric.Columns} numeric columns; "
                + "give one name a column.", nameof(numericNames));
        Categorical = categorical;
        Numeric = numeric;
        NumericNames = numericNames;
    }

    /// <summary>Number of rows N.</summary>
    public int Rows => Numeric.Rows;

    /// <summary>The categorical parts.</summary>
    public IReadOnlyList<CategoricalVariable> Categorical { get; }

    /// <summary>The numeric part, <c>[N, P]</c>.</summary>
    public Matrix Numeric { get; }

    /// <summary>Names of the numeric columns, <c>[P]</c>.</summary>
    public IReadOnlyList<string> NumericNames { get; }

    /// <summary>Whether there is nothing: no identifiable model can be fitted.</summary>
    public bool IsEmpty => Categorical.Count == 0 && Numeric.Columns == 0;

    /// <summary>No auxiliary variable over <paramref name="rows"/> rows.</summary>
    public static Auxiliary None(int rows) => new([], new Matrix(rows, 0), []);

    /// <summary>A single categorical variable.</summary>
    public static Auxiliary Of(CategoricalVariable variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return new([variable], new Matrix(variable.Codes.Length, 0), []);
    }

    /// <summary>The parts of this and then of <paramref name="other"/>, over the same rows.</summary>
    /// <exception cref="ArgumentException">The numbers of rows differ.</exception>
    public Auxiliary Concatenate(Auxiliary other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Rows != Rows)
            throw new ArgumentException(
                $"{other.Rows} rows cannot stand beside {Rows}; they must agree.", nameof(other));
        var numeric = new Matrix(Rows, Numeric.Columns + other.Numeric.Columns);
        for (var row = 0; row < Rows; row++)
        {
            Numeric.Row(row).CopyTo(numeric.Row(row));
            other.Numeric.Row(row).CopyTo(numeric.Row(row)[Numeric.Columns..]);
        }

        return new Auxiliary([.. Categorical, .. other.Categorical], numeric, [.. NumericNames, .. other.NumericNames]);
    }

    /// <summary>A copy of the rows with the given numbers (from 0), in the given order.</summary>
    public Auxiliary TakeRows(ReadOnlySpan<int> rows)
    {
        var categorical = new List<CategoricalVariable>();
        foreach (var variable in Categorical)
        {
            var codes = new int[rows.Length];
            for (var i = 0; i < rows.Length; i++)
                codes[i] = variable.Codes[rows[i]];
            categorical.Add(variable with { Codes = codes });
        }

        return new Auxiliary(categorical, Numeric.TakeRows(rows), NumericNames);
    }
}
