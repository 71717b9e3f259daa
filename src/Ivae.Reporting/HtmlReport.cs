using Ivae.Reporting.Figures;
using Ivae.Reporting.Plotting;

namespace Ivae.Reporting;

/// <summary>The report of one run as one HTML file, which needs no network and no other file.</summary>
internal static class HtmlReport
{
    private const int MaxTableRows = 60;

    /// <summary>What the report shows, in order: a further figure is a row here and a file of its own.</summary>
    private static readonly ReportSection[] Sections =
    [
        new("guarantee", "What is guaranteed") { Words = Guaranteed },
        new("data", "The data and its auxiliary variable", LevelSizesFigure.Draw, ObservedTracesFigure.Draw,
            ContinuousTracesFigure.Draw)
        {
            Words = Columns,
        },
        new("search", "What was tried", SearchFigure.Draw) { Words = SearchTable.Write },
        new("training", "Training", TrainingFigure.Draw),
        new("latents", "The latents", LatentTracesFigure.Draw, LatentPairsFigure.Draw),
        new("targets", "Which part of u moves which latent", LearnedTargetsFigure.Draw),
        new("prior", "The prior", PriorFigure.Draw),
        new("reconstruction", "Reconstruction", ReconstructionFigure.Draw),
        new(
            "sources",
            "Against known sources",
            SourceCorrelationFigure.Draw,
            SourceTracesFigure.Draw,
            SourceScatterFigure.Draw),
        new("repeat", "How to repeat this") { Words = Repeat },
    ];

    /// <summary>The report as well-formed HTML; equal content gives equal text.</summary>
    /// <exception cref="ArgumentException">Two fields of <paramref name="report"/> do not fit together.</exception>
    public static string Render(RunReport report) => Of(report).Html;

    /// <summary>The same with its figures.</summary>
    public static ReportPage Of(RunReport report)
    {
        report.Validate();
        var body = new HtmlWriter();
        Header(body, report);
        foreach (var section in Sections)
            section.Write(body, report);
        PageRows.Write(body, report);
        return Page($"{report.Method} on {report.DataName}", body, report.Version);
    }

    /// <summary>
    /// A whole page around a body, with its table of contents, by the version that made what it shows: this one unless
    /// said.
    /// </summary>
    internal static ReportPage Page(string title, HtmlWriter body, string? version = null)
    {
        version ??= typeof(HtmlReport).Assembly.GetName().Version!.ToString(3);
        title = SvgWriter.Escape(title);
        var contents = string.Concat(
            body.Sections.Select(section => $"<a href=\"#{section.Id}\">{SvgWriter.Escape(section.Title)}</a>\n"));
        var html = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="{PageScript.Policy}"/>
            <meta name="viewport" content="width=device-width,initial-scale=1"/>
            <title>{title}</title>
            <style>
            {ReportStyle.Css()}</style>
            </head>
            <body>
            <nav aria-label="Contents">
            {contents}</nav>
            <main class="page">
            {body}<footer>Written by Ivae {SvgWriter.Escape(version)}. This page needs no network.</footer>
            </main>
            {PageScript.Element}</body>
            </html>

            """;
        return new ReportPage(html, body.Figures);
    }

    private static void Header(HtmlWriter body, RunReport report)
    {
        body.Raw("<header>\n");
        body.Paragraph($"{report.Method} report · Ivae {report.Version}", "kicker");
        body.Raw($"<h1>{SvgWriter.Escape(report.DataName)}</h1>\n");
        body.Paragraph($"{Count(report.Latents.Columns, "latent")} learned from "
            + $"{Count(report.Observed.Columns, "observed column")} and "
            + $"{Count(report.RowsInAll ?? report.Rows, "row")}; auxiliary variable: {report.Auxiliary}.");
        body.Paragraph(report.Model, "model");
        body.Raw("<div class=\"tiles\">\n");
        Tile(report.MeanCorrelationHeldOut, 3, "correlation with the known sources (MCC), held out");
        Tile(report.HeldOutBound, 2,
            (report.ImportanceWeightedBound is null ? "log-likelihood" : "ELBO") + ", held out, nats per row");
        Tile(report.ImportanceWeightedBound, 2, "IWAE bound, held out, nats per row");
        Tile(report.Accuracy, 3, "of the answers right, held out");
        if (report.ActiveUnits is { } active)
            TileText($"{active} of {report.Latents.Columns}", "latents that carry information");
        var epochs = report.Stages.Sum(stage => stage.Best.History.Count);
        if (report.Seconds is { } seconds)
            TileText(Duration(seconds), "of training" + (epochs > 0 ? $", {Count(epochs, "epoch")}" : ""));
        else if (epochs > 0)
            TileText(Ticks.Fixed(epochs, 0), epochs == 1 ? "epoch of training" : "epochs of training");
        body.Raw("</div>\n");
        body.List([report.Outcome, .. Findings(report), .. report.Notes]);
        if (report.Warnings.Count > 0)
        {
            body.Raw("<div class=\"warnings\" role=\"note\"><b>Before you trust this</b>\n");
            body.List(report.Warnings);
            body.Raw("</div>\n");
        }
        body.Raw("</header>\n");

        void Tile(double? value, int decimals, string meaning)
        {
            if (value is { } number)
                TileText(Ticks.Fixed(number, decimals), meaning);
        }

        void TileText(string value, string meaning) =>
            body.Raw("<div "
                + $"class=\"tile\"><b>{SvgWriter.Escape(value)}</b><span>{SvgWriter.Escape(meaning)}</span></div>\n");
    }

    private static IEnumerable<string> Findings(RunReport report)
    {
        var idle = report.Latents.Columns - (report.ActiveUnits ?? report.Latents.Columns);
        if (idle > 0)
            yield return $"{Count(idle, "latent")} stayed close to the prior and carr{(idle == 1 ? "ies" : "y")} "
                + $"nothing; a model with {report.ActiveUnits} latents would do as well.";
        if (report.Reconstruction is { } reconstruction && report.Rows > 0)
        {
            var shares = Enumerable.Range(0, report.Observed.Columns)
                .Select(d => Statistics.Determination(
                    Statistics.Column(report.Observed, d), Statistics.Column(reconstruction, d)))
                .Where(double.IsFinite).ToArray();
            if (shares.Length > 0)
                yield return $"The latents account for {Ticks.Fixed(100 * shares.Average(), 0)}\u00A0% of the variance "
                    + $"of a column on average, {Ticks.Fixed(100 * shares.Min(), 0)}\u00A0% at least.";
        }

        if (report.ImportanceWeightedBound - report.HeldOutBound is > 0 and var gap)
            yield return $"The importance-weighted bound lies {Ticks.Fixed(gap, 2)} nats above the ELBO: "
                + $"the approximate posterior is "
                + $"{(gap < ReportingDecisions.ClosePosterior ? "close to" : "visibly simpler than")} the true one.";
    }

    private static void Guaranteed(HtmlWriter body, RunReport report) => GuaranteeSection.Write(body, report.Guarantee);

    private static void Columns(HtmlWriter body, RunReport report)
    {
        var count = Math.Min(MaxTableRows, report.Observed.Columns);
        if (count == 0)
            return;
        string[] header = ["Column", "Mean", "SD", "Min", "Max"];
        body.Table(report.Clipped is null ? header : [.. header, "Clipped"], Enumerable.Range(0, count).Select(column =>
        {
            var values = Statistics.Column(report.Observed, column);
            var (mean, deviation) = Statistics.Moments(values);
            var range = values.Any(double.IsFinite) ? Interval.Of(values) : new Interval(double.NaN, double.NaN);
            double[] numbers = [mean, deviation, range.Low, range.High];
            string[] cells = [report.ObservedNames[column], .. numbers.Select(number => Ticks.Significant(number))];
            return report.Clipped is { } clipped ? [.. cells, Ticks.Fixed(clipped[column], 0)] : cells;
        }));
        if (report.ObservedUnit.Length > 0)
            body.Paragraph($"All in {report.ObservedUnit}.");
        if (count < report.Observed.Columns)
            body.Paragraph($"The first {count} of {report.Observed.Columns} columns.");
    }

    private static void Repeat(HtmlWriter body, RunReport report)
    {
        if (report.CommandLine.Length > 0)
            body.Raw($"<pre>{SvgWriter.Escape(report.CommandLine)}</pre>\n");
        if (report.Options.Count > 0)
            body.Facts(report.Options);
        body.Raw("<h3>To cite</h3>\n<p>I. Khemakhem, D. P. Kingma, R. P. Monti and A. Hyvärinen, "
            + "“Variational autoencoders and nonlinear ICA: a unifying framework”, "
            + "<i>Proceedings of AISTATS</i>, 2020, <a "
            + "href=\"https://arxiv.org/abs/1907.04809\">arXiv:1907.04809</a>.</p>\n");
    }

    private static string Count(int count, string noun) => $"{Ticks.Fixed(count, 0)} {noun}{(count == 1 ? "" : "s")}";

    private static string Duration(double seconds) => seconds switch
    {
        < 100 => $"{Ticks.Fixed(seconds, 1)} s",
        < 6000 => $"{Ticks.Fixed(seconds / 60, 1)} min",
        _ => $"{Ticks.Fixed(seconds / 3600, 1)} h",
    };
}
