using System.Globalization;
using Ivae.Causality;
using Ivae.Reporting.Plotting;

namespace Ivae.Reporting.Causality;

/// <summary>A causal graph as one HTML page, which needs no network and no other file.</summary>
internal static class CausalReport
{
    private const int MaxTests = 200;

    /// <summary>The page.</summary>
    /// <param name="result">The graph and its tests.</param>
    /// <param name="facts">What made it.</param>
    public static ReportPage Render(GraphResult result, IReadOnlyDictionary<string, string> facts)
    {
        var (graph, body) = (result.Graph, new HtmlWriter());
        body.Raw("<header>\n");
        body.Paragraph("Causal graph", "kicker");
        body.Raw($"<h1>{SvgWriter.Escape(string.Join(", ", graph.Names))}</h1>\n</header>\n");
        var dashed = graph.Edges.All(edge => edge.Directed) ? ""
            : " Dashed: connected, without a direction that the data determine.";
        var percentages = graph.Edges.All(edge => edge.Frequency is null) ? ""
            : " Percentages say how many bootstrap samples over segments have the arrow.";
        body.Section("graph", "The graph", () =>
        {
            body.Figure("Causal graph", CausalGraphPicture.ToSvg(graph),
                width => CausalGraphPicture.ToSvg(graph, width),
                $"Causes lie above their effects.{dashed}{percentages}");
            if (graph.Edges.Count == 0)
                body.Paragraph("No edge was found.");
            else
                body.Table(["edge", "gain, nats per row", "bootstrap"], graph.Edges.Select(edge => new[]
                {
                    $"{graph.Names[edge.From]} {(edge.Directed ? "→" : "—")} {graph.Names[edge.To]}", Number(edge.Gain),
                    edge.Frequency is { } share ? share.ToString("P0", CultureInfo.InvariantCulture) : "–",
                }));
            body.Paragraph("Gain is the held-out log-likelihood that the effect loses without the cause. An edge is a "
                + "claim about this model: no hidden common causes, no cycles, and disturbances whose distribution "
                + "moves with the segments.");
        });
        body.Section("tests", "Every direction tested", () =>
        {
            body.Table(["pair", "given", "answer", "evidence", "interval", "left a→b", "left b→a"],
                result.Pairs.Take(MaxTests).Select(test => new[]
                {
                    $"{graph.Names[test.A]}, {graph.Names[test.B]}",
                    test.Given.Count == 0 ? "–" : string.Join(", ", test.Given.Select(k => graph.Names[k])),
                    CausalGraphFiles.Answer(graph.Names[test.A], graph.Names[test.B], test.Result.Answer)
                        .Replace("->", "→", StringComparison.Ordinal),
                    Number(test.Result.Evidence),
                    $"{Number(test.Result.EvidenceLow)} … {Number(test.Result.EvidenceHigh)}",
                    Number(test.Result.ForwardDependence),
                    Number(test.Result.BackwardDependence),
                }));
            body.Paragraph("Evidence is the held-out log-likelihood ratio of the two orders plus the difference of the "
                + "dependence between their disturbances, in nats per row; positive speaks for the first name as the "
                + "cause. Left is the dependence that is not the same in all segments: errors of a fit are the same, "
                + "traces of a hidden cause are not."
                + (result.Pairs.Count > MaxTests
                    ? $" The first {MaxTests} of {result.Pairs.Count} are shown; tests.csv has all."
                    : ""));
        });
        body.Section("made", "How it was made", () => body.Facts(facts));
        return HtmlReport.Page("Causal graph", body);
    }

    private static string Number(double nats) =>
        double.IsNaN(nats) ? "–" : nats.ToString("F4", CultureInfo.InvariantCulture);
}
