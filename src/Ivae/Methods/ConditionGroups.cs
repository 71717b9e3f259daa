using System.Globalization;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Methods;

/// <summary>
/// Rows put together by their u: one group a combination of levels, or rows of a continuous u whose priors resemble
/// each other.
/// </summary>
/// <param name="Codes">Group of each row, <c>[N]</c>.</param>
/// <param name="Names">Names of the groups, <c>[M]</c>.</param>
internal sealed record ConditionGroups(int[] Codes, IReadOnlyList<string> Names)
{
    private const int Rounds = 20;

    /// <summary>Number of groups M.</summary>
    public int Count => Names.Count;

    /// <summary>The groups of a data set.</summary>
    /// <param name="u">The auxiliary variable of the rows.</param>
    /// <param name="natural">What the prior says of every row, as λ(u) <c>[N, p]</c>, by whose likeness rows of a
    /// continuous u are put together.</param>
    public static ConditionGroups Of(Auxiliary u, Matrix natural)
        => u.IsEmpty ? new(new int[u.Rows], ["all"])
            : u.Numeric.Columns == 0 ? Combinations(u)
            : Clusters(natural, Math.Clamp(
                u.Rows / MethodDecisions.RowsPerGroup,
                Math.Min(u.Rows, natural.Columns + 2),
                MethodDecisions.MaxGroups + natural.Columns));

    private static ConditionGroups Combinations(Auxiliary u)
    {
        var (names, codes) = (new Dictionary<string, int>(), new int[u.Rows]);
        for (var row = 0; row < codes.Length; row++)
        {
            var name = string.Join(
                ", ", u.Categorical.Select(variable => $"{variable.Name} {variable.Levels[variable.Codes[row]]}"));
            if (!names.TryGetValue(name, out codes[row]))
                names[name] = codes[row] = names.Count;
        }

        return new ConditionGroups(codes, [.. names.Keys]);
    }

    /// <summary>k-means, started at rows far from each other.</summary>
    private static ConditionGroups Clusters(Matrix natural, int count)
    {
        var points = Columns.Standardised(natural);
        var centres = new Matrix(count, points.Columns);
        var nearest = new double[points.Rows];
        Array.Fill(nearest, double.PositiveInfinity);
        for (var (k, next) = (0, 0); k < count; k++, next = Array.IndexOf(nearest, nearest.Max()))
        {
            points.Row(next).CopyTo(centres.Row(k));
            for (var row = 0; row < points.Rows; row++)
                nearest[row] = Math.Min(nearest[row], Distance(points.Row(row), centres.Row(k)));
        }

        var codes = new int[points.Rows];
        for (var round = 0; round < Rounds; round++)
        {
            Parallel.For(0, points.Rows,
                row => codes[row] = Enumerable.Range(0, count).MinBy(k => Distance(points.Row(row), centres.Row(k))));
            var sizes = new int[count];
            Array.Clear(centres.Values);
            foreach (var code in codes)
                sizes[code]++;
            for (var row = 0; row < points.Rows; row++)
                for (var j = 0; j < points.Columns; j++)
                    centres[codes[row], j] += points[row, j] / sizes[codes[row]];
        }

        return new ConditionGroups(codes, [.. Enumerable.Range(1, count)
            .Select(k => string.Create(CultureInfo.InvariantCulture, $"group {k} of u"))]);
    }

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var j = 0; j < a.Length; j++)
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        return sum;
    }
}
