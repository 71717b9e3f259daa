using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Evaluation;
using Ivae.Reporting;
using Ivae.Reporting.Plotting;

namespace Ivae.Experiments;

/// <summary>A comparison as a table, a plot, CSV, JSON and one HTML page.</summary>
internal static class ComparisonReport
{
    /// <summary>The files a comparison writes.</summary>
    public static IReadOnlyList<string> Files { get; } = ["compare.html", "compare.csv", "compare.svg", "compare.json"];

    /// <summary>Heads of the columns of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Header(Comparison comparison) =>
    [
        "method", comparison.ScoreName, "behind the best", "agreement between seeds", "bound, nats per row", "seconds",
    ];

    /// <summary>A row per method, the best first.</summary>
    public static IEnumerable<string[]> Cells(Comparison comparison) => comparison.Methods.Select((method, i) => new[]
    {
        method.Method.Name + (method.Failed > 0 ? $" ({method.Failed} of {method.Rows.Count} diverged)" : ""),
        method.Score.ToString(),
        i == 0 ? "–" : comparison.Differences[i - 1].Difference + (comparison.Differences[i - 1].IsClear ? " *" : ""),
        method.Agreement.Count == 0 ? "–" : method.Agreement.Mean.ToString("F3", CultureInfo.InvariantCulture),
        method.Bound.Count == 0 ? "–" : method.Bound.Mean.ToString("F3", CultureInfo.InvariantCulture),
        method.Seconds.Mean.ToString("F1", CultureInfo.InvariantCulture),
    });

    /// <summary>What is to be said of it in a sentence.</summary>
    public static string Sentence(Comparison comparison)
    {
        var best = comparison.Methods[0];
        if (best.Score.Count == 0)
            return "No method has a score: without known sources and densities there is nothing to compare them by "
                + "but agreement, which needs two seeds or more of a method that depends on chance.";
        if (!comparison.NamesWinner)
            return "No winner: the sources are not known and no method has a density. Seeds of "
                + $"{best.Method.Title} agree most ({best.Score}), which says that it is stable, not that it is right.";
        var seeds = best.Rows.Count;
        var clear = comparison.Differences.Where(d => d.IsClear).Select(d => d.Other).ToArray();
        return $"Best mean {comparison.ScoreName}: {best.Method.Title}, {best.Score}, over {seeds} "
            + $"seed{(seeds == 1 ? "" : "s")} and {comparison.TestRows} held-out rows."
            + (seeds < MeanInterval.MinCount ? " So few seeds say nothing about chance; give three or more (--seeds)."
                : clear.Length == 0 ? " No difference is clear of chance."
                : $" Clearly behind: {string.Join(", ", clear)}.");
    }

    /// <summary>Writes all files.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="comparison">The comparison.</param>
    /// <param name="runs">Its runs.</param>
    /// <param name="rows">What they showed.</param>
    /// <param name="facts">What made it, for the page.</param>
    /// <param name="figures">Figures as files of their own.</param>
    public static void Write(OutputFolder folder, Comparison comparison, IReadOnlyList<ExperimentRun> runs,
        IReadOnlyDictionary<string, RunRow> rows, IReadOnlyDictionary<string, string> facts, FigureFiles figures)
    {
        var page = Render(comparison, facts);
        folder.WriteText("compare.csv", Csv(runs, rows));
        folder.WriteText("compare.svg", Draw(comparison).ToSvg());
        folder.WriteText("compare.json", ToJson(comparison));
        folder.WriteText("compare.html", page.Html);
        folder.Publish([.. Files, .. figures.Write(folder, page.Figures)]);
    }

    /// <summary>The content of compare.json.</summary>
    public static string ToJson(Comparison comparison) => new JsonObject
    {
        ["score"] = comparison.ScoreName,
        ["test_rows"] = comparison.TestRows,
        ["sentence"] = Sentence(comparison),
        ["methods"] = new JsonArray([.. comparison.Methods.Select(m => (JsonNode)new JsonObject
        {
            ["name"] = m.Method.Name,
            ["mean"] = RunJson.Number(m.Score.Mean),
            ["interval"] = RunJson.Numbers(m.Score.Low, m.Score.High),
            ["scores"] = RunJson.Numbers(m.Scores),
            ["bounds"] = RunJson.Numbers(m.Rows.Select(row => row.Iwae)),
            ["seconds"] = RunJson.Numbers(m.Rows.Select(row => (double?)row.Seconds)),
            ["failed"] = m.Failed,
        })]),
        ["differences"] = new JsonArray([.. comparison.Differences.Select(d => (JsonNode)new JsonObject
        {
            ["better"] = d.Better,
            ["other"] = d.Other,
            ["mean"] = RunJson.Number(d.Difference.Mean),
            ["interval"] = RunJson.Numbers(d.Difference.Low, d.Difference.High),
            ["clear"] = d.IsClear,
        })]),
    }.ToJsonString(RunJson.Indented) + "\n";

    /// <summary>A line per run.</summary>
    private static string Csv(IReadOnlyList<ExperimentRun> runs, IReadOnlyDictionary<string, RunRow> rows)
    {
        var csv = new StringBuilder("method,seed,outcome,mcc,elbo,iwae,active_units,steps,seconds\n");
        foreach (var run in runs)
        {
            var row = rows[run.Fingerprint];
            csv.Append(CultureInfo.InvariantCulture, $"{row.Method},{run.Options.Seed},{row.Outcome},{row.Mcc:F5},"
                + $"{row.Elbo:F4},{row.Iwae:F4},{row.ActiveUnits},{row.Steps},{row.Seconds}\n");
        }

        return csv.ToString();
    }

    private static ReportPage Render(Comparison comparison, IReadOnlyDictionary<string, string> facts)
    {
        var body = new HtmlWriter();
        body.Raw("<header>\n");
        body.Paragraph("Methods compared", "kicker");
        body.Raw($"<h1>{SvgWriter.Escape(Path.GetFileName(facts["data"]))}</h1>\n<p "
            + $"class=\"verdict\"><b>{SvgWriter.Escape(Sentence(comparison))}</b></p>\n</header>\n");
        body.Section("scores", "Scores", () =>
        {
            body.Figure(Draw(comparison));
            body.Table(Header(comparison), Cells(comparison));
            body.Paragraph("Every method learned from the same rows, was scored on the same other rows and had the "
                + "same number of training steps. Intervals are over seeds (Student's t, 95 %): they say how far the "
                + "start of training moves the score, not what other data would give. Differences are taken seed by "
                + "seed; * marks those whose interval does not hold 0.");
            if (comparison.Methods.Any(method => method.Method.FindsAbsoluteValues) && comparison.ScoreName == "MCC")
                body.Paragraph(
                    "Time-contrastive learning finds absolute values of the sources and is scored against those.");
        });
        body.Section("guarantees", "What theory says of each", () => body.Facts(
            comparison.Methods.Select(method => KeyValuePair.Create(method.Method.Title, method.Method.Guarantee))));
        body.Section("made", "How it was made", () => body.Facts(facts));
        return HtmlReport.Page($"Comparison on {Path.GetFileName(facts["data"])}", body);
    }

    private static Figure Draw(Comparison comparison) => ScorePlot.Draw(
        "Scores of the methods",
        "Mean over seeds with its interval, and every seed, on rows held out from all of them.",
        comparison.ScoreName,
        [.. comparison.Methods.Where(method => method.Score.Count > 0).Select(method =>
            new ScorePlot.Row(method.Method.Name, method.Score, [.. method.Scores.OfType<double>()]))]);
}
