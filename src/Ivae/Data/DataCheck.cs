using Ivae.Numerics;

namespace Ivae.Data;

/// <summary>Looks through a dataset before it is fitted.</summary>
internal static class DataCheck
{
    /// <summary>
    /// Errors: an observed column that is constant or holds a value that is not finite. Warnings: observed columns that
    /// are equal, and parts of u that never change.
    /// </summary>
    public static IReadOnlyList<DataProblem> Run(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var problems = new List<DataProblem>();
        var byHash = new Dictionary<int, List<int>>();
        for (var j = 0; j < data.Observed.Columns; j++)
        {
            var name = data.ObservedNames[j];
            var whole = data.Observed.Column(j);
            var bad = Array.FindIndex(whole, float.IsInfinity);
            var column = Array.FindAll(whole, value => !float.IsNaN(value));
            if (column.Length == 0)
                problems.Add(new DataProblem(true, $"\"{name}\" has no value; leave it out of the observed columns."));
            else if (bad >= 0)
                problems.Add(new DataProblem(true,
                    $"\"{name}\" is {whole[bad]} in row {data.RowNumbers[bad]}; "
                    + "fill it or leave the row out."));
            else if (IsConstant(column) && column.Length > 1)
                problems.Add(new DataProblem(true, $"\"{name}\" is {column[0]} in all {column.Length} rows, which "
                    + "carries no information; leave it out of the observed columns."));
            else if (column.Length > 1)
            {
                AddDuplicate(problems, byHash, data, j, whole);
                AddResolution(problems, name, column);
            }
        }

        foreach (var variable in data.Auxiliary.Categorical)
            if (data.Rows > 1 && Array.TrueForAll(variable.Codes, code => code == variable.Codes[0]))
                problems.Add(new DataProblem(false,
                    $"auxiliary \"{variable.Name}\" is \"{variable.Levels[variable.Codes[0]]}\" in all rows: it cannot "
                    + "distinguish latents. Choose another, or cut the time into segments."));
        for (var j = 0; j < data.Auxiliary.Numeric.Columns; j++)
            if (data.Rows > 1 && IsConstant(data.Auxiliary.Numeric.Column(j)))
                problems.Add(new DataProblem(false, $"auxiliary \"{data.Auxiliary.NumericNames[j]}\" is the same in "
                    + "all rows: it cannot distinguish latents. Leave it out."));
        return problems;
    }

    // Part of its deviation by which single precision may round a value without a word.
    private const double FineStep = 1e-3;

    private static void AddResolution(List<DataProblem> problems, string name, float[] column)
    {
        var sorted = EvenRows.Sorted(column);
        var middle = Math.Max(Math.Abs(sorted[sorted.Length / 4]), Math.Abs(sorted[sorted.Length * 3 / 4]));
        var step = MathF.BitIncrement(middle) - middle;
        var quartiles = (double)sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4];
        var spread = quartiles > 0 ? quartiles : Moments.Of(column).StandardDeviation;
        if (step > FineStep * spread)
            problems.Add(new DataProblem(false, FormattableString.Invariant(
                $"values of \"{name}\" near {middle:g6} are rounded to steps of {step:g3}, and most lie within ")
                + FormattableString.Invariant($"{spread:g3}: subtract a constant, or leave out what is far off."))
            {
                IsNote = true,
            });
    }

    private static bool IsConstant(float[] column) => Array.TrueForAll(column, value => value == column[0]);

    private static void AddDuplicate(
        List<DataProblem> problems, Dictionary<int, List<int>> byHash, Dataset data, int j, float[] column)
    {
        var hash = new HashCode();
        foreach (var value in column)
            hash.Add(value);
        var alike = byHash.TryGetValue(hash.ToHashCode(), out var known) ? known : byHash[hash.ToHashCode()] = [];
        foreach (var other in alike)
            if (data.Observed.Column(other).AsSpan().SequenceEqual(column))
            {
                problems.Add(new DataProblem(false, $"\"{data.ObservedNames[j]}\" equals "
                    + $"\"{data.ObservedNames[other]}\" in every row; leave one of them out (whitening needs that)."));
                return;
            }

        alike.Add(j);
    }
}
