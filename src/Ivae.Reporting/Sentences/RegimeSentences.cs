namespace Ivae.Reporting;

/// <content>Regimes that are not observed.</content>
public static partial class Sentences
{
    /// <summary>Each regime in a sentence: how often it is, how long it lasts, and which follows most.</summary>
    internal static IEnumerable<string> OfRegimes(RegimeSummary? regimes)
    {
        if (regimes is null)
            yield break;
        var count = regimes.Share.Length;
        for (var k = 0; k < count; k++)
        {
            var next = Enumerable.Range(0, count).Where(other => other != k)
                .DefaultIfEmpty(k).MaxBy(other => regimes.Transition[k][other]);
            yield return Text($"Regime {k + 1} of {count}: {100 * regimes.Share[k]:F1} % of the rows; it lasts ")
                + Text($"{regimes.DwellRows[k]:F1} rows on average")
                + (count == 1 ? "." : Text($", and goes to regime {next + 1} in {100 * Onwards(k, next):F0} % of its ")
                    + "ends (regimes.csv).");
        }

        double Onwards(int from, int to) =>
            regimes.Transition[from][to] / Math.Max(1e-12, 1 - regimes.Transition[from][from]);
    }
}
