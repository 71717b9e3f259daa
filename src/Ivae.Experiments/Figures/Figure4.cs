using System.Globalization;
using Ivae.Causality;
using Ivae.Reporting.Plotting;

namespace Ivae.Experiments.Figures;

/// <summary>Figure 4: the causal graph of six regions of the medial temporal lobe.</summary>
internal static class Figure4
{
    private const int Steps = 400;

    /// <summary>
    /// The edges of the published graph of iVAE; the last two are called not feasible there, being indirect effects.
    /// </summary>
    private static readonly (string From, string To)[] Published =
        [("PRC", "ERC"), ("PHC", "ERC"), ("SUB", "ERC"), ("CA1", "SUB"), ("ERC", "CA3DG"), ("CA1", "CA3DG"),
            ("CA1", "ERC")];

    private const int Feasible = 5;

    public static Reproduction Make() => new()
    {
        Name = "4",
        Title = "Figure 4: causal graph of the hippocampus",
        Setting = "Six regions (CA3 and the dentate gyrus as one), both sides of 24 subjects at 7 tesla, u = subject "
            + "(Shah et al. 2018), in place of one subject on 84 days. Flows under an order, the default of ivae "
            + "causal, with 400 steps under either preset.",
        DataFiles = "the folder \"functional\" of the 7-tesla recordings of Shah et al. 2018",
        NeedsData = true,
        YLabel = "published feasible edges found",
        Score = row => row.Edges is { } edges
            ? Published[..Feasible].Count(edge => edges.Any(found => found.Directed && Edge(found) == edge))
            : null,
        Points = settings => settings.DataFolder is not { } folder
            ? []
            : settings.AllSeeds.Select(seed => new FigurePoint(
                "Ivae, defaults", 1, new ExperimentRun(
                    HippocampusFiles.Of(folder, seed), PaperSettings.Ours(seed, HippocampusFiles.Regions.Count))
                {
                    Causal = new(CausalProcedure.Graph, new GraphOptions
                    {
                        Threads = 1,
                        Pair = (settings with { Steps = settings.Steps ?? Steps }).Cut(new()),
                    }),
                })),
        Draw = Draw,
        Claims = Claims,
        OurClaims = Claims,
        Notes = ["Not the data of the published figure: whether the edges agree says something about brains and "
            + "recordings as well as about methods. The first search is of the data themselves, every further seed one "
            + "of a resampling of subjects: give --seeds 21 for 20 of them."],
    };

    private static string Name(int variable) => HippocampusFiles.Regions[variable].Region;

    private static (string From, string To) Edge(CausalEdge edge) => (Name(edge.From), Name(edge.To));

    /// <summary>Share of resamplings with the same directed edge.</summary>
    private static double Frequency(FigureResults results, (string From, string To) edge) => results.Rows.Count < 2
        ? double.NaN
        : results.Rows.Skip(1)
            .Average(row => row.Row.Edges!.Any(found => found.Directed && Edge(found) == edge) ? 1 : 0);

    private static IEnumerable<Claim> Claims(FigureResults results)
    {
        var found = results.Rows[0].Row.Edges!;
        foreach (var (index, edge) in Published.Index())
        {
            var how = found.FirstOrDefault(other => Edge(other) == edge || Edge(other) == (edge.To, edge.From));
            var words = how is null ? "No edge"
                : !how.Directed ? "An edge without direction"
                : Edge(how) == edge ? "The same edge" : "The opposite direction";
            var share = Frequency(results, edge);
            yield return Claim.Of(
                $"{edge.From} → {edge.To}{(index < Feasible ? "" : " (published, and called not feasible there)")}.",
                how is { Directed: true } && Edge(how) == edge,
                double.IsNaN(share)
                    ? words + "."
                    : string.Create(CultureInfo.InvariantCulture,
                        $"{words}; in {100 * share:F0} % of {results.Rows.Count - 1} resamplings of subjects."));
        }
    }

    private static Figure Draw(FigureResults results)
    {
        var samples = results.Rows.Count - 1;
        var ours = results.Rows[0].Row.Edges!;
        var shares = samples == 0 ? ""
            : $", darker and with the share of {samples} resamplings of subjects that have the same arrow";
        return new Figure
        {
            Title = results.Figure.Title,
            Description = $"Left: the edges found{shares}; dashed where no direction was found. Right: the published "
                + "edges of iVAE; grey ones are called not feasible there.",
            Columns = 2,
            Width = 760,
            Plots =
            [
                Graph("ours",
                    ours.Select(edge => (Edge(edge), edge.Directed, Frequency(results, Edge(edge)), Palette.Ink))),
                Graph("published", Published.Index().Select(edge =>
                    (edge.Item, true, double.NaN, edge.Index < Feasible ? Palette.Ink : Palette.Missing))),
            ],
        };
    }

    /// <summary>Regions on a circle and arrows between them.</summary>
    private static Plot Graph(string title,
        IEnumerable<((string From, string To) Edge, bool Directed, double Frequency, string Colour)> edges)
    {
        var names = HippocampusFiles.Regions.Select(region => region.Region).ToList();
        (double X, double Y) Place(string name) => Math.SinCos(Math.Tau * names.IndexOf(name) / names.Count);
        var marks = new List<Mark>();
        foreach (var (edge, directed, frequency, colour) in edges)
        {
            var (from, to) = (Place(edge.From), Place(edge.To));
            marks.Add(new ArrowMark([from.X, to.X], [from.Y, to.Y])
            {
                Colour = colour,
                Headed = directed,
                Room = 30,
                Opacity = double.IsNaN(frequency) || !directed ? 1 : 0.25 + 0.75 * frequency,
            });
            if (directed && double.IsFinite(frequency))
                marks.Add(new TextMark(0.45 * from.X + 0.55 * to.X + 0.12, 0.45 * from.Y + 0.55 * to.Y + 0.05,
                    string.Create(CultureInfo.InvariantCulture, $"{100 * frequency:F0} %"))
                {
                    Size = 11,
                    Colour = Palette.Muted,
                });
        }

        marks.AddRange(names.Select(name => new TextMark(Place(name).X, Place(name).Y, name) { Colour = Palette.Ink }));
        var axis = new Axis { Range = new Interval(-1.3, 1.3) };
        return new Plot { Title = title, X = axis, Y = axis, Height = 320, Framed = false, Marks = marks };
    }
}
