namespace Ivae.Evaluation.Disentanglement;

/// <summary>
/// A known factor as levels: each distinct value is one where there are at most 20, else 20 groups of equal size are
/// cut (equal values stay together).
/// </summary>
/// <param name="Codes">Level of each row from 0, <c>[N]</c>.</param>
/// <param name="Count">Number of levels.</param>
/// <param name="Discrete">Whether each level is one value.</param>
internal sealed record FactorLevels(int[] Codes, int Count, bool Discrete)
{
    public const int Most = EvaluationDecisions.FactorLevels;

    /// <summary>The levels of one factor <c>[N]</c>.</summary>
    public static FactorLevels Of(float[] values)
    {
        var sorted = (float[])values.Clone();
        Array.Sort(sorted);
        var distinct = sorted.Distinct().Take(Most + 1).ToArray();
        var discrete = distinct.Length <= Most;
        var starts = discrete ? distinct : [.. Enumerable.Range(0, Most)
            .Select(group => sorted[(int)((long)group * sorted.Length / Most)]).Distinct()];
        var codes = Array.ConvertAll(values, value =>
            Array.BinarySearch(starts, value) is >= 0 and var level ? level : ~Array.BinarySearch(starts, value) - 1);
        return new FactorLevels(codes, starts.Length, discrete);
    }

    /// <summary>The levels of every factor <c>[N, K]</c>.</summary>
    public static FactorLevels[] Of(Numerics.Matrix factors) =>
        [.. Enumerable.Range(0, factors.Columns).Select(k => Of(factors.Column(k)))];

    /// <summary>The rows of each level.</summary>
    public int[][] Rows()
    {
        var rows = Enumerable.Range(0, Count).Select(_ => new List<int>()).ToArray();
        for (var row = 0; row < Codes.Length; row++)
            rows[Codes[row]].Add(row);
        return [.. rows.Select(level => level.ToArray())];
    }
}
