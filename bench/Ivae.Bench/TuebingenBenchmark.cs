using System.Globalization;
using Ivae.Causality;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Bench;

/// <summary>
/// The direction of real pairs whose causes are known, weighted as their authors do, so that pairs of one source count
/// once. u is a stretch of the given order of the rows, since nothing else tells segments apart.
/// </summary>
/// <remarks>Source: Mooij, Peters, Janzing, Zscheischler and Schölkopf, "Distinguishing cause from effect using
/// observational data: methods and benchmarks", JMLR 17(32), 2016.</remarks>
internal static class TuebingenBenchmark
{
    private const int MaxRows = 4000;
    private const int MinRows = 100;
    private const int RowsPerSegment = 100;

    /// <summary>Prints a line a pair, and the table.</summary>
    public static void Run(string folder)
    {
        var pairs = new List<(double Weight, bool FirstCauses, PairResult Result)>();
        foreach (var line in File.ReadLines(Path.Combine(folder, "pairmeta.txt")))
        {
            // Number, first and last column of the cause, first and last of the effect, weight.
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var number, var cause, var lastCause,
                var effect, var lastEffect, var weight]
                || cause != lastCause || effect != lastEffect)
                continue;
            var data = Read(Path.Combine(folder, $"pair{number}.txt"));
            if (data.Rows < MinRows)
            {
                Console.WriteLine($"{number}  left out: {data.Rows} rows");
                continue;
            }

            var kept = Math.Min(data.Rows, MaxRows);
            data = data.TakeRows([.. Enumerable.Range(0, kept).Select(i => (int)((long)i * data.Rows / kept))])
                .WithSegments(Math.Clamp(kept / RowsPerSegment, 2, 10));
            var result = PairDirection.Of(CausalData.Of(data), new());
            pairs.Add((double.Parse(weight, CultureInfo.InvariantCulture), cause == "1", result));
            Console.WriteLine($"{number}  {(cause == "1" ? DirectionAnswer.Forward : DirectionAnswer.Backward),-8} "
                + $"{result.Answer,-12} evidence {result.Evidence,8:F4} [{result.EvidenceLow:F4}, "
                + $"{result.EvidenceHigh:F4}]");
        }

        bool Says(PairResult result, bool first) =>
            result.Answer == (first ? DirectionAnswer.Forward : DirectionAnswer.Backward);
        void Share(string what, Func<(double Weight, bool FirstCauses, PairResult Result), bool> isSo,
            Func<(double Weight, bool FirstCauses, PairResult Result), bool>? among = null)
        {
            var counted = pairs.Where(among ?? (_ => true)).ToArray();
            var total = counted.Sum(pair => pair.Weight);
            var share = counted.Where(isSo).Sum(pair => pair.Weight) / total;

            // As of independent pairs; a weighted mean of them has this variance.
            var half = 1.96 * Math.Sqrt(share * (1 - share) * counted.Sum(pair => pair.Weight * pair.Weight)) / total;
            Console.WriteLine($"{what,-48} {share:F3} ± {half:F3}   {counted.Length} pairs of weight {total:F1}");
        }

        Share("right", pair => Says(pair.Result, pair.FirstCauses));
        Share("wrong", pair => Says(pair.Result, !pair.FirstCauses));
        Share("undetermined or confounded",
            pair => pair.Result.Answer is DirectionAnswer.Undetermined or DirectionAnswer.Confounded);
        Share("right where a direction is named", pair => Says(pair.Result, pair.FirstCauses),
            pair => pair.Result.Answer is DirectionAnswer.Forward or DirectionAnswer.Backward);
        Share("sign of the evidence, forced", pair => pair.Result.Evidence > 0 == pair.FirstCauses);
        Share("sign of the likelihood ratio, forced", pair => pair.Result.LikelihoodRatio > 0 == pair.FirstCauses);
        Share("always column 1", pair => pair.FirstCauses);
    }

    /// <summary>
    /// The first two columns. Blanks of any kind and number part them, which a table would take for empty cells; rows
    /// with a missing value are left out.
    /// </summary>
    private static Dataset Read(string path)
    {
        float[][] rows =
        [
            .. File.ReadLines(path).Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length >= 2)
                .Select(words => Array.ConvertAll(words[..2], word => float.Parse(word, CultureInfo.InvariantCulture)))
                .Where(row => row.All(float.IsFinite)),
        ];
        return new Dataset
        {
            Observed = new Matrix(rows.Length, 2, [.. rows.SelectMany(row => row)]),
            ObservedNames = ["x1", "x2"],
            Auxiliary = Auxiliary.None(rows.Length),
            RowNumbers = [.. Enumerable.Range(1, rows.Length)],
        };
    }
}
