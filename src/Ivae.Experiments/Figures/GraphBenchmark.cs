using System.Globalization;
using Ivae.Causality;
using Ivae.Simulation;

namespace Ivae.Experiments.Figures;

/// <summary>
/// Graphs of six variables: flows under an order beside PC with partial correlation, on the same data. Not in the
/// paper.
/// </summary>
internal static class GraphBenchmark
{
    private const string Ours = "Ivae, defaults";
    private const string Baseline = "PC, partial correlation";
    private static readonly double[] Layers = [2, 3];

    public static Reproduction Make() => new()
    {
        Name = "graphs",
        Title = "Graphs of six variables",
        Setting = "Six variables, each out of its parents and its own disturbance by a lower-triangular network of 2 "
            + "or 3 layers; half of the possible edges; 80 segments of 500 rows. PC tests partial correlations of "
            + "normal scores at .05. The same under either preset.",
        XLabel = "layers",
        YLabel = "structural Hamming distance",
        Score = row => row.Distance,
        Points =
            settings => Layers.SelectMany(layers => settings.AllSeeds.SelectMany(seed => Runs(settings, layers, seed))),
        Claims = Claims,
        OurClaims = Claims,
        Notes = ["The distance counts pairs of variables whose edge is missing, too much or directed otherwise, one "
            + "without direction among them (Tsamardinos, Brown and Aliferis 2006). PC leaves edges without direction "
            + "where independence does not tell: that is its due, and counts."],
    };

    private static IEnumerable<FigurePoint> Runs(ReproductionSettings settings, double layers, ulong seed)
    {
        var simulation = SimulationPresets.Acyclic["acyclic-graph"] with { Layers = (int)layers };
        var run = PaperSettings.Run(settings,
            RunData.Acyclic(string.Create(CultureInfo.InvariantCulture, $"graph-l{layers}"), simulation, seed),
            PaperSettings.Ours(seed, simulation.Variables));
        var options = new GraphOptions { Threads = 1, Pair = settings.Cut(new()) };
        yield return new(Ours, layers, run with { Causal = new(CausalProcedure.Graph, options) });
        yield return new(Baseline, layers, run with { Causal = new(CausalProcedure.PartialCorrelations, options) });
    }

    private static IEnumerable<Claim> Claims(FigureResults results) => Layers.Select(layers =>
    {
        var (ours, baseline) = (results.Score(Ours, layers), results.Score(Baseline, layers));
        return Claim.Of(
            string.Create(CultureInfo.InvariantCulture, $"With {layers} layers the mean distance of the flows is at "
                + $"most half of PC's."), ours.Mean <= baseline.Mean / 2, $"{Ours}: {ours}; {Baseline}: {baseline}.");
    });
}
