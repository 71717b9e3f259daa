using Ivae.Evaluation;
using Ivae.Identifiability;

namespace Ivae.Bench.Trust;

/// <summary>
/// How often a verdict is right: a default fit and its default check on many worlds, each on one core; what was done
/// is kept in a folder and not done again.
/// </summary>
internal static class TrustBenchmark
{
    private const double Recovered = 0.95;
    private const double Wrong = 0.9;

    /// <summary>Prints the tables.</summary>
    /// <param name="folder">Where a file for each world is, or is put.</param>
    /// <param name="words">
    /// Kinds, or beginnings of names, all but those kept back without any; <c>kept-back</c> for those,
    /// <c>all</c> for both; <c>--seeds N</c> for N data seeds each.
    /// </param>
    public static void Run(string folder, string[] words)
    {
        Directory.CreateDirectory(folder);
        var at = Array.IndexOf(words, "--seeds");
        var seeds = at >= 0 ? int.Parse(words[at + 1]) : 1;
        words = at < 0 ? words : [.. words[..at], .. words[(at + 2)..]];
        var worlds = TrustWorlds.All.Where(IsChosen).ToArray();
        var runs = (from seed in Enumerable.Range(1, seeds) from world in worlds select (world, seed)).ToArray();
        var results = new TrustResult[runs.Length];
        Parallel.For(0, runs.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var (world, seed) = runs[i];
            var result = results[i] = TrustResult.Of(world, (ulong)seed, folder);
            var believed = result.RankOfBelieved is { } rank ? $"{rank:F3}" : "";
            lock (results)
                Console.WriteLine($"{result.Name,-46}{seed,3}{result.Rank,7:F3}{believed,7} {result.Verdict,-17}"
                    + $"{result.Reason,-27}{result.FitSeconds,5:F0} s{result.CheckSeconds,5:F0} s  {result.Chosen}");
        });
        Tables([.. results.Where(result => !result.IsKeptBack)], "kinds that rules were made on");
        Tables([.. results.Where(result => result.IsKeptBack)], "kinds kept back");

        bool IsChosen(TrustWorld world) => words switch
        {
            [] => !world.IsKeptBack,
            ["all"] => true,
            ["kept-back"] => world.IsKeptBack,
            _ => words.Any(word => world.Name.StartsWith(word, StringComparison.Ordinal)),
        };
    }

    private static void Tables(TrustResult[] results, string what)
    {
        if (results.Length == 0)
            return;
        Console.WriteLine($"\n{what}: {results.Length} fits");
        Console.WriteLine($"{"verdict",-20}{"right ≥ .95",12}{".9 … .95",12}{"below .9",12}   (rank correlation)");
        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            var some = results.Where(result => result.Verdict == verdict).ToArray();
            if (some.Length > 0)
                Console.WriteLine($"{verdict,-20}{some.Count(result => Score(result) >= Recovered),12}"
                    + $"{some.Count(result => Score(result) is >= Wrong and < Recovered),12}"
                    + $"{some.Count(result => Score(result) < Wrong),12}");
        }

        var believed = results.Where(result => result.RankOfBelieved is not null).ToArray();
        Console.WriteLine($"believed and below {Wrong}: "
            + Share(believed.Count(result => result.RankOfBelieved < Wrong), believed.Length));
        var found = results.Where(result => result.IsRight && result.Rank >= Recovered).ToArray();
        Console.WriteLine($"recovered with a right model and believed: "
            + Share(found.Count(result => result.RankOfBelieved is not null), found.Length));
        Console.WriteLine($"check: {results.Average(result => result.CheckSeconds):F0} s on one core on average, "
            + $"{results.Max(result => result.CheckSeconds):F0} s at most");
        Console.WriteLine("\nwhat refused what");
        foreach (var reason in results.GroupBy(result => result.Reason).OrderBy(group => group.Key))
            Console.WriteLine($"{reason.Key,-32}" + string.Join(", ", reason.GroupBy(result => result.Kind)
                .Select(kind => $"{kind.Key} ({kind.Count()})")));

        static double Score(TrustResult result) => result.RankOfBelieved ?? result.Rank;
    }

    /// <summary>k of n with Wilson's 95 % interval.</summary>
    private static string Share(int k, int n)
    {
        if (n == 0)
            return "none";
        var share = MeanInterval.OfShare([.. Enumerable.Range(0, n).Select(i => i < k ? 1.0 : 0)]);
        return $"{k} of {n} ({100 * share.Low:F0} to {100 * share.High:F0} %)";
    }
}
