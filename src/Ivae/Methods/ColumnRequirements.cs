using System.Globalization;
using Ivae.Data;
using Ivae.Numerics;
using Ivae.Training;

namespace Ivae.Methods;

/// <summary>What the rows that are fitted to must have for a density of their columns.</summary>
internal static class ColumnRequirements
{
    private const int MostNamed = 20;
    private const int MostColumns = 2000; // whose rank is looked at: it takes their number cubed

    /// <summary>Refuses columns that change in held-out rows alone.</summary>
    /// <exception cref="DataException">There is such a column.</exception>
    public static void CheckConstant(Dataset data, RowSplit split)
    {
        for (var j = 0; j < data.Observed.Columns && split.Training.Length > 1; j++)
        {
            float At(int row) => data.Observed[row, j];
            var value = split.Training.Select(At).FirstOrDefault(at => !float.IsNaN(at));
            if (!Array.TrueForAll(split.Training, row => At(row) == value || float.IsNaN(At(row))))
                continue;
            int[] others = [.. split.HeldOut.Where(row => At(row) != value && !float.IsNaN(At(row)))];
            if (others.Length == 0)
                continue;
            var named = string.Join(", ", others.Take(MostNamed).Select(row => data.RowNumbers[row]));
            var known = (value + data.Origins[j]).ToString(CultureInfo.InvariantCulture);
            var where = others.Length == 1
                ? $"its one other value is in held-out row {named}"
                : $"its {others.Length} other values are in held-out rows {named}";
            throw new DataException(data.Name, $"\"{data.ObservedNames[j]}\" is constant ({known}) in the "
                + $"{split.Training.Length} rows fitted to; {where}. Leave it out of the observed columns.")
            {
                Remedies = ["exclude=COLS"],
            };
        }
    }

    /// <summary>
    /// Refuses, or warns of, columns that follow from others where whitening does not: a density of all of them is
    /// infinite on what they span.
    /// </summary>
    /// <exception cref="DataException">A density without noise has more latents than directions.</exception>
    public static void CheckRank(
        Dataset data, RowSplit split, Preprocessing fitted, IvaeOptions options, List<string> warnings)
    {
        if (fitted.Options.Scaling != Scaling.Standardise || split.Training.Length < 2
            || fitted.Columns > MostColumns || data.MayLackValues)
            return;
        var rows = new RowSelection(data.Observed, split.Training);
        var scales = Array.ConvertAll(fitted.Forward, value => 1 / value);
        var rank = ColumnRank.Of(
            Whitening.Correlation(rows, fitted.Lowest, fitted.Highest, fitted.Centre, scales), data.ObservedNames);
        if (!rank.IsDeficient)
            return;
        if (options.Method.HasExactLikelihood && options.LatentDimension > rank.Rank)
            throw new DataException(data.Name, $"{rank.Sentence}, and a flow's density of them would be infinite; "
                + $"leave {rank.Columns - rank.Rank} of them out and take at most {rank.Rank} latents, or fit method "
                + "ivae.")
            {
                Remedies = ["exclude=COLS", "method=ivae"],
            };
        warnings.Add($"Of all observed columns, {rank.Sentence}: at most {rank.Rank} latents can be found"
            + (options.Method.HasExactLikelihood ? ", and likelihoods grow without bound as a flow finds that." : "."));
    }
}
