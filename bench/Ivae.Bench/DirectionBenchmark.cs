using Ivae.Causality;
using Ivae.Data;
using Ivae.Simulation;

namespace Ivae.Bench;

/// <summary>
/// How often the direction of simulated pairs is found, and how often one is named where there is none.
/// </summary>
internal static class DirectionBenchmark
{
    /// <summary>Names of the kinds of pairs.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["layers", "staircase", "linear-gaussian", "hidden-linear", "hidden-layers"];

    /// <summary>Prints a line a pair, and shares of answers.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>: Figures 7a and 7b, and three controls without a
    /// direction.</param>
    /// <param name="segments">Segments M, of 512 rows each.</param>
    /// <param name="first">First seed, of data and mechanisms alike.</param>
    /// <param name="count">Number of seeds.</param>
    public static void Run(string kind, int segments, int first, int count)
    {
        var outcomes = new List<string>();
        for (var seed = (ulong)first; seed < (ulong)(first + count); seed++)
        {
            var (data, truth) = Make(kind, segments, seed);
            var result = PairDirection.Of(CausalData.Of(data), new PairOptions { Seed = seed });
            outcomes.Add(result.Answer is DirectionAnswer.Undetermined or DirectionAnswer.Confounded
                ? $"{result.Answer}"
                : truth is null ? "Named" : result.Answer == truth ? "Right" : "Wrong");
            Console.WriteLine($"{seed}  {outcomes[^1],-12} {result}");
        }

        var counts = outcomes.CountBy(outcome => outcome).OrderByDescending(pair => pair.Value)
            .Select(pair => $"{pair.Key.ToLowerInvariant()} {pair.Value}");
        Console.WriteLine($"{kind}, M = {segments}, seeds {first} to {first + count - 1}: "
            + $"{string.Join(", ", counts)}");
    }

    private static (Dataset Data, DirectionAnswer? Truth) Make(string kind, int segments, ulong seed)
    {
        var pair = new AcyclicOptions { Segments = segments };
        switch (kind)
        {
            case "layers" or "staircase":
                var made = AcyclicSimulator.Generate(pair with { Staircase = kind == "staircase" }, seed);
                return (made.ToDataset(), made.Graph[0, 1] ? DirectionAnswer.Forward : DirectionAnswer.Backward);
            case "linear-gaussian":
                return (AcyclicSimulator.Generate(pair with { Layers = 1, ScaleLow = 1, ScaleHigh = 1 }, seed)
                    .ToDataset(), null);
            case "hidden-linear" or "hidden-layers":
                // Two effects of a cause that is left out.
                bool[,] graph = { { false, true, true }, { false, false, false }, { false, false, false } };
                var all = AcyclicSimulator.Generate(pair with
                {
                    Variables = 3,
                    Graph = graph,
                    Shuffle = false,
                    Layers = kind == "hidden-linear" ? 1 : 3,
                }, seed).ToDataset();
                return (all with
                {
                    Observed = all.Observed.TakeColumns([1, 2]),
                    ObservedNames = ["a", "b"],
                    Recipe = null!,
                }, null);
            default:
                throw new ArgumentException(
                    $"There are no pairs \"{kind}\"; use {string.Join(", ", Kinds)}.", nameof(kind));
        }
    }
}
