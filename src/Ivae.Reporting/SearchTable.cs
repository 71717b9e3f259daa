using Ivae.Methods;
using static Ivae.Reporting.Sentences;

namespace Ivae.Reporting;

/// <summary>What a search over kinds of models tried, as a table.</summary>
internal static class SearchTable
{
    /// <summary>
    /// Heads of the columns of <see cref="Cells"/>; the pages leave out the last, in which equal fits differ.
    /// </summary>
    public static IReadOnlyList<string> Header { get; } =
        ["kind", "start", "rounds", "log-likelihood, held out", "below chosen", "error", "latents agree", "seconds"];

    /// <summary>A row per model, the chosen one marked.</summary>
    public static IEnumerable<string[]> Cells(SearchOutcome search) => search.Candidates.Select(c => new[]
    {
        c.Name + (c.Chosen ? " ←" : ""), Text($"{c.Start}"), c.Rounds > 0 ? Text($"{c.Rounds}") : "computed",
        Number(c.HeldOut), c.Chosen ? "" : Number(c.Below), c.Chosen ? "" : Number(c.Error),
        c.Chosen || !double.IsFinite(c.Agreement) ? "" : Text($"{c.Agreement:F2}"), Text($"{c.Seconds:F1}"),
    });

    /// <summary>The section of a report.</summary>
    public static void Write(HtmlWriter body, RunReport report)
    {
        foreach (var search in report.Stages.Select(stage => stage.Outcome).OfType<SearchOutcome>())
        {
            body.Paragraph(search.Sentence);
            body.Table([.. Header.SkipLast(1)], Cells(search).Select(row => row[..^1]));
            body.Paragraph("The log-likelihood is of rows that no model was trained on, in nats per row; how far it is "
                + "below that of the chosen model has a standard error over these rows, of which neighbours in time "
                + "count as one. Models are trained in rounds, after each of which the worse ones are dropped: what a "
                + "model of fewer rounds lacks may be training. Latents agree to the mean rank correlation of each "
                + "chosen latent with the one most like it. method.flow.layers, prior.free_shape and prior.family "
                + "leave one kind, or fewer.");
        }
    }

    private static string Number(double value) => double.IsFinite(value) ? Text($"{value:F3}") : "–";
}
