using System.Globalization;
using System.Text.Json;
using Ivae.Identifiability;
using Ivae.Reporting.Plotting;

namespace Ivae.Reporting;

/// <summary>A selection of models as one HTML page, as JSON, and as a table.</summary>
public static class SelectionReport
{
    /// <summary>Heads of the columns of <see cref="Cells"/>.</summary>
    internal static IReadOnlyList<string> Header { get; } =
        ["latents", "prior", "log-likelihood, held out", "loss", "error", "between fits", "active", "agreement"];

    /// <summary>A row a candidate.</summary>
    internal static IEnumerable<string[]> Cells(ModelSelection selection) => selection.Candidates.Select(c => new[]
    {
        Text($"{c.Latents}") + (c == selection.Recommended ? " ←" : ""), c.Family.ToString(),
        Text($"{c.HeldOutLogLikelihood:F3}"), Text($"{c.Loss:F3}"), Text($"{c.LossError:F3}"),
        Text($"{c.FitSpread:F3}"),
        Text($"{c.ActiveUnits}"), Text($"{c.Agreement:F3}"),
    });

    /// <summary>The content of select.json.</summary>
    public static string ToJson(ModelSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return JsonSerializer.Serialize(selection, RunJson.Indented.GetTypeInfo<ModelSelection>()) + "\n";
    }

    /// <summary>The page.</summary>
    /// <param name="selection">The selection.</param>
    /// <param name="dataName">Name of the data, usually its path.</param>
    public static string Render(ModelSelection selection, string dataName)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(dataName);
        return Page(selection, dataName).Html;
    }

    /// <summary>The page with its figures.</summary>
    internal static ReportPage Page(ModelSelection selection, string dataName)
    {
        var body = new HtmlWriter();
        body.Raw("<header>\n");
        body.Paragraph("How many latents, and which prior?", "kicker");
        body.Raw($"<h1>{SvgWriter.Escape(Path.GetFileName(dataName))}</h1>\n<p class=\"verdict "
            + $"good\"><b>{SvgWriter.Escape(selection.Sentence)}</b></p>\n</header>\n");
        body.Section("candidates", "What was tried", () =>
        {
            body.Figure(Curve(selection));
            body.Table(Header, Cells(selection));
            body.Paragraph("The log-likelihood is of rows that no fit has seen, in nats per row. The loss is against "
                + "the best, with its standard error row by row; a loss within two errors, or within the difference of "
                + "two fits from different starts, is chance. The family is not chosen by it, but by the latents of "
                + "one fit, each bent as suits a family best.");
        });
        return HtmlReport.Page($"Selection on {Path.GetFileName(dataName)}", body);
    }

    private static Figure? Curve(ModelSelection selection)
    {
        var family = selection.Candidates[0].Family;
        var shown = selection.Candidates.Where(c => c.Family == family).OrderBy(c => c.Latents).ToArray();
        if (shown.Length < 2)
            return null;
        double[] x = [.. shown.Select(c => (double)c.Latents)];
        return new Figure
        {
            Title = "Held-out likelihood by number of latents",
            Description = "The better of two fits for each number of latents. The number to take is where the curve "
                + "stops rising.",
            Plots =
            [
                new Plot
                {
                    X = new Axis { Label = "latents" },
                    Y = new Axis { Label = "nats per row" },
                    Marks =
                    [
                        new LineMark(x, [.. shown.Select(c => c.HeldOutLogLikelihood)]) { Width = 2 },
                        new PointMark(x, [.. shown.Select(c => c.HeldOutLogLikelihood)]) { Size = 6 },
                        new RuleMark(selection.Recommended.Latents, "recommended"),
                    ],
                },
            ],
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
