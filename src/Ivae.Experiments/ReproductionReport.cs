using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Evaluation;
using Ivae.Reporting;
using Ivae.Reporting.Plotting;

namespace Ivae.Experiments;

/// <summary>
/// What a reproduction writes: a picture and a table of runs for each figure, and one page that answers every claim.
/// </summary>
internal static class ReproductionReport
{
    /// <summary>Heads of the columns of <see cref="ClaimCells"/>.</summary>
    public static IReadOnlyList<string> ClaimHeader { get; } = ["figure", "claim", "verdict"];

    /// <summary>A row per claim.</summary>
    public static IEnumerable<string[]> ClaimCells(IEnumerable<FigureResults> figures)
        => figures.SelectMany(results =>
            Claims(results).Select(claim => new[] { results.Figure.Name, claim.Sentence, claim.Answer }));

    /// <summary>The claims of a figure under the preset of its runs.</summary>
    public static IReadOnlyList<Claim> Claims(FigureResults results) =>
        [.. results.Settings.IsPaper ? results.Figure.Claims(results) : results.Figure.OurClaims(results)];

    /// <summary>Writes all files.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="figures">The figures, at least one, all under the same settings.</param>
    /// <param name="files">Figures as files of their own.</param>
    public static void Write(OutputFolder folder, IReadOnlyList<FigureResults> figures, FigureFiles files)
    {
        var page = Render(figures);
        foreach (var results in figures)
        {
            folder.WriteText($"{results.Figure.Name}.svg", results.Figure.Draw(results).ToSvg());
            folder.WriteText($"{results.Figure.Name}.csv", Csv(results));
        }

        folder.WriteText("reproduce.json", ToJson(figures));
        folder.WriteText("reproduce.html", page.Html);
        folder.Publish([.. figures.SelectMany(results => new[] { ".svg", ".csv" }
            .Select(ending => results.Figure.Name + ending)), "reproduce.json", "reproduce.html",
            .. files.Write(folder, page.Figures)]);
    }

    /// <summary>The content of reproduce.json.</summary>
    public static string ToJson(IReadOnlyList<FigureResults> figures) => new JsonObject
    {
        ["preset"] = ExperimentJson.Node(figures[0].Settings.Preset),
        ["seeds"] = figures[0].Settings.Seeds,
        ["figures"] = new JsonArray([.. figures.Select(results => (JsonNode)new JsonObject
        {
            ["name"] = results.Figure.Name,
            ["scores"] = new JsonArray([.. Cells(results).Select(cell => (JsonNode)new JsonObject
            {
                ["series"] = cell.Series,
                ["x"] = RunJson.Number(cell.X),
                ["mean"] = RunJson.Number(cell.Score.Mean),
                ["interval"] = RunJson.Numbers(cell.Score.Low, cell.Score.High),
                ["published"] = RunJson.Number(cell.Published),
                ["others"] = new JsonObject(results.Figure.OtherScores.Select(other => KeyValuePair.Create(
                    other.Name, RunJson.Number(results.At(cell.Series, cell.X).Average(other.Of))))),
            })]),
            ["claims"] = new JsonArray([.. Claims(results).Select(claim => (JsonNode)new JsonObject
            {
                ["claim"] = claim.Sentence,
                ["verdict"] = claim.Answer,
                ["evidence"] = claim.Evidence,
            })]),
        })]),
    }.ToJsonString(RunJson.Indented) + "\n";

    /// <summary>Seconds of all runs together.</summary>
    public static double Seconds(IEnumerable<FigureResults> figures)
        =>
        figures.SelectMany(results => results.Rows).DistinctBy(row => row.Row.Fingerprint).Sum(row => row.Row.Seconds);

    private static IEnumerable<(string Series, double X, MeanInterval Score, double? Published)> Cells(
        FigureResults results)
        => results.Series.SelectMany(series =>
            results.Xs(series).Select(x => (series, x, results.Score(series, x), results.Published?.At(series, x))));

    /// <summary>A line per run: what it was, its seeds, and every score.</summary>
    private static string Csv(FigureResults results)
    {
        var csv = new StringBuilder("series,x,data,seed,method,outcome,score,published,mcc,elbo,iwae,accuracy,truth,ans"
            + "wer,evidence,steps,seconds,run\n");
        foreach (var (point, row) in results.Rows)
            csv.Append(CultureInfo.InvariantCulture,
                $"\"{point.Series}\",{point.X},{point.Run.Data.Name},{point.Run.Options.Seed},{row.Method},"
                + $"{row.Outcome},{results.Figure.Score(row):F5},{results.Published?.At(point.Series, point.X)},"
                + $"{row.Mcc:F5},{row.Elbo:F4},{row.Iwae:F4},{row.Accuracy:F4},{row.Truth},{row.Answer},"
                + $"{row.Pair?.Evidence:F5},{row.Steps},{row.Seconds},{row.Fingerprint}\n");
        return csv.ToString();
    }

    private static ReportPage Render(IReadOnlyList<FigureResults> figures)
    {
        var (settings, body) = (figures[0].Settings, new HtmlWriter());
        var all =
            figures.SelectMany(results => Claims(results).Select(claim => (Figure: results.Figure.Name, Claim: claim)))
                .ToArray();
        Claim[] claims = [.. all.Select(entry => entry.Claim).Where(claim => !claim.IsValue)];
        var values = all.Count(entry => entry.Claim.IsValue);
        var met = all.Count(entry => entry.Claim is { IsValue: true, Outcome: ClaimOutcome.Confirmed });
        int Count(ClaimOutcome outcome) => claims.Count(claim => claim.Outcome == outcome);
        body.Raw("<header>\n");
        body.Paragraph($"The paper's figures, made again · preset {settings.Preset.ToString().ToLowerInvariant()} · "
            + $"{settings.Seeds} data set{(settings.Seeds == 1 ? "" : "s")} each", "kicker");
        body.Raw(
            $"<h1>{(settings.IsPaper ? "What we confirm and what not" : "The defaults against the published values")}</"
            + "h1>\n");
        body.Paragraph($"{Count(ClaimOutcome.Confirmed)} of {claims.Length} claims confirmed, "
            + $"{Count(ClaimOutcome.Open)} open, {Count(ClaimOutcome.NotConfirmed)} not confirmed."
            + (values > 0 ? $" {met} of {values} published values are met within .03." : ""), "verdict");
        body.Paragraph("A claim about order is confirmed when the difference is positive data set by data set, with a "
            + "95 % interval that does not hold 0; open when it is positive but chance is not ruled out. Scores are of "
            + "held-out rows, and nothing was chosen by the true sources.");
        if (settings.Steps is { } steps)
            body.Paragraph($"Every fit was cut to {steps} training steps to try things out: the scores mean little.",
                "verdict bad");
        body.Raw("</header>\n");
        body.Section("claims", "Every claim", () => Verdicts(body, all.Where(entry => !entry.Claim.IsValue)));
        foreach (var results in figures)
            body.Section($"figure-{results.Figure.Name}", results.Figure.Title, () => Section(body, results));
        if (settings.IsPaper)
            body.Section(
                "choices", "Where the stated settings contradict each other", () => body.List(PaperSettings.Choices));
        body.Section("made", "How it was made", () => body.Facts(
        [
            new("seeds", string.Join(", ", settings.AllSeeds) + " (of data and model alike)"),
            new("runs", figures.SelectMany(results => results.Rows).DistinctBy(row => row.Row.Fingerprint).Count()
                .ToString(CultureInfo.InvariantCulture) + ", one file each in runs/"),
            new("core time", string.Create(CultureInfo.InvariantCulture, $"{Seconds(figures) / 60:F1} min")),
        ]));
        return HtmlReport.Page("Reproduction of the paper's figures", body);
    }

    private static void Section(HtmlWriter body, FigureResults results)
    {
        body.Paragraph(results.Figure.Setting);
        if (results.Figure.Notes.Count > 0)
        {
            body.Raw("<div class=\"warnings\" role=\"note\">");
            body.List(results.Figure.Notes);
            body.Raw("</div>\n");
        }

        body.Figure(results.Figure.Draw(results));
        var cells = Cells(results).ToArray();

        // One column for all other scores: the page is too narrow for one each.
        string[] Others(Func<(string Name, Func<RunRow, double?> Of), string> text) =>
            results.Figure.OtherScores.Count > 0 ? [string.Join(" / ", results.Figure.OtherScores.Select(text))] : [];
        if (cells.Length <= 40)
            body.Table(["method", results.Figure.XLabel.Length > 0 ? results.Figure.XLabel : "–",
                $"ours: {results.Figure.YLabel}", "published", .. Others(other => other.Name)],
                cells.Select(cell => (string[])
            [
                cell.Series, results.Figure.XLabel.Length > 0 ? cell.X.ToString(CultureInfo.InvariantCulture) : "",
                cell.Score.ToString(), cell.Published?.ToString("F3", CultureInfo.InvariantCulture) ?? "–",
                .. Others(other =>
                    MeanInterval.Of([.. results.At(cell.Series, cell.X).Select(other.Of).OfType<double>()]).Mean
                        .ToString("F3", CultureInfo.InvariantCulture)),
            ]));
        Verdicts(body, Claims(results).Select(claim => (results.Figure.Name, claim)));
        var failed = results.Rows.Count(row => row.Row.Outcome == Training.TrainingOutcome.Diverged);
        if (failed > 0)
            body.Paragraph($"{failed} of {results.Rows.Count} runs diverged; their best parameters before that are "
                + "scored, if there are any.");
    }

    private static void Verdicts(HtmlWriter body, IEnumerable<(string Figure, Claim Claim)> claims)
    {
        body.Raw("<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">figure</th><th scope=\"col\">claim, and "
            + "what our runs say</th><th scope=\"col\">verdict</th></tr></thead>\n<tbody>\n");
        foreach (var (figure, claim) in claims)
            body.Raw($"<tr><td>{SvgWriter.Escape(figure)}</td><td>{SvgWriter.Escape(claim.Sentence)}<br/><small>"
                + $"{SvgWriter.Escape(claim.Evidence)}</small></td>"
                + $"<td class=\"{Style(claim.Outcome)}\">{claim.Answer}</td></tr>\n");
        body.Raw("</tbody></table></div>\n");
    }

    private static string Style(ClaimOutcome outcome) => outcome switch
    {
        ClaimOutcome.Confirmed => "good",
        ClaimOutcome.Open => "open",
        _ => "bad",
    };
}
