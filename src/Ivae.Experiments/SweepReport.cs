using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Evaluation;
using Ivae.Reporting;
using Ivae.Reporting.Causality;
using Ivae.Reporting.Plotting;

namespace Ivae.Experiments;

/// <summary>What there is of a sweep, as a table of runs (CSV, JSON) and one HTML page.</summary>
internal static class SweepReport
{
    /// <summary>The files it writes.</summary>
    public static IReadOnlyList<string> Files { get; } = ["sweep.csv", "sweep.json", "sweep.html"];

    private const int MostShown = 200; // rows of a figure, and runs of the page: more are in the table
    private const string Bound = "bound, nats per row";
    /// <summary>Heads of the columns of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Header(IReadOnlyList<SweepRow> rows) =>
        ["data", .. Keys(rows), "runs", Bound, "MCC", "seconds"];

    /// <summary>A row for each file and each choice of options, means over seeds.</summary>
    public static IEnumerable<string[]> Cells(IReadOnlyList<SweepRow> rows) => Settings(rows).Select(setting =>
    {
        var seconds = Values(setting, row => row.Seconds);
        return (string[])
        [
            setting[0].Data, .. setting[0].Choices.Select(choice => choice.Value),
            string.Create(CultureInfo.InvariantCulture, $"{setting.Count(Has)} of {setting.Length}"),
            MeanInterval.Of(Values(setting, Score)).ToString(),
            MeanInterval.Of(Values(setting, row => row.Mcc)).ToString(),
            seconds.Length > 0 ? seconds.Average().ToString("F1", CultureInfo.InvariantCulture) : "–",
        ];
    });

    /// <summary>What is to be said of it in a sentence.</summary>
    public static string Sentence(IReadOnlyList<SweepRow> rows)
    {
        var (there, diverged) = (rows.Count(Has), rows.Count(row => row.Outcome == "diverged"));
        return string.Create(CultureInfo.InvariantCulture, $"{there} of {rows.Count} runs are there")
            + (diverged > 0 ? string.Create(CultureInfo.InvariantCulture, $", {diverged} of them diverged") : "")
            + (there < rows.Count ? string.Create(CultureInfo.InvariantCulture,
                $"; {rows.Count - there} are missing.") : ".");
    }

    /// <summary>Writes all files, each in one step.</summary>
    public static void Write(string folder, string name, IReadOnlyList<SweepRow> rows)
    {
        Put("sweep.csv", Csv(rows));
        Put("sweep.json", ToJson(rows));
        Put("sweep.html", Render(name, rows));

        void Put(string file, string text) => AtomicFile.WriteText(Path.Combine(folder, file), overwrite: true, text);
    }

    /// <summary>The content of sweep.json.</summary>
    public static string ToJson(IReadOnlyList<SweepRow> rows) => new JsonObject
    {
        ["schema_version"] = 1,
        ["sentence"] = Sentence(rows),
        ["runs"] = new JsonArray([.. rows.Where(Has).Select(row => (JsonNode)new JsonObject
        {
            ["run"] = row.Name,
            ["data"] = row.Data,
            ["grid"] = new JsonObject(row.Choices.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))),
            ["seed"] = row.Seed,
            ["method"] = row.Method,
            ["outcome"] = row.Outcome,
            ["latents"] = RunJson.Number(row.Latents),
            ["elbo"] = RunJson.Number(row.Elbo),
            ["iwae"] = RunJson.Number(row.Iwae),
            ["mcc"] = RunJson.Number(row.Mcc),
            ["active_units"] = RunJson.Number(row.ActiveUnits),
            ["epochs"] = RunJson.Number(row.Epochs),
            ["seconds"] = RunJson.Number(row.Seconds),
        })]),
        ["missing"] = new JsonArray([.. rows.Where(row => !Has(row)).Select(row => (JsonNode)row.Name)]),
    }.ToJsonString(RunJson.Indented) + "\n";

    private static bool Has(SweepRow row) => row.Summary is not null;

    private static double? Score(SweepRow row) => row.Iwae ?? row.Elbo;

    private static double[] Values(IEnumerable<SweepRow> rows, Func<SweepRow, double?> value) =>
        [.. rows.Select(value).OfType<double>()];

    private static IEnumerable<string> Keys(IReadOnlyList<SweepRow> rows) =>
        rows[0].Choices.Select(choice => choice.Key);

    /// <summary>The runs of each file and each choice of options, which differ by their seeds alone.</summary>
    private static IEnumerable<SweepRow[]> Settings(IEnumerable<SweepRow> rows) => rows
        .GroupBy(row => string.Join('\n', row.Choices.Select(choice => choice.Value).Prepend(row.Data)))
        .Select(group => group.ToArray());

    /// <summary>A line for each run that is there.</summary>
    private static string Csv(IReadOnlyList<SweepRow> rows)
    {
        var csv = new StringBuilder();
        Line(["run", "data", .. Keys(rows), "seed", "method", "outcome", "latents", "elbo", "iwae", "mcc",
            "active_units", "epochs", "seconds"]);
        foreach (var row in rows.Where(Has))
            Line([row.Name, row.Data, .. row.Choices.Select(choice => choice.Value),
                row.Seed.ToString(CultureInfo.InvariantCulture), row.Method, row.Outcome, Text(row.Latents),
                Text(row.Elbo), Text(row.Iwae), Text(row.Mcc), Text(row.ActiveUnits), Text(row.Epochs),
                Text(row.Seconds)]);
        return csv.ToString();

        void Line(IEnumerable<string?> cells) =>
            csv.AppendJoin(',', cells.Select(cell => CausalGraphFiles.Cell(cell ?? ""))).Append('\n');

        static string Text(double? value) => value?.ToString("G7", CultureInfo.InvariantCulture) ?? "";
    }

    private static string Render(string name, IReadOnlyList<SweepRow> rows)
    {
        var body = new HtmlWriter();
        body.Raw("<header>\n");
        body.Paragraph("Sweep", "kicker");
        body.Raw($"<h1>{SvgWriter.Escape(name)}</h1>\n<p class=\"verdict\"><b>{SvgWriter.Escape(Sentence(rows))}</b>"
            + "</p>\n</header>\n");
        body.Section("settings", "Settings", () =>
        {
            foreach (var file in rows.GroupBy(row => row.Data))
                Draw(body, file.Key, [.. file]);
            body.Table(Header(rows), Cells(rows));
            body.Paragraph("Means over seeds; intervals (Student's t, 95 %) say how far the start of training moves a "
                + "score, not what other data would give. Bounds are of held-out rows. Those of one file can be "
                + "compared while all runs read the same columns.");
        });
        body.Section("runs", "Runs", () => body.Table(
            ["run", "method", "outcome", "latents", "bound", "MCC", "active latents", "seconds"],
            rows.Where(Has).Take(MostShown).Select(row => new[]
            {
                row.Name, row.Method ?? "–", row.Outcome ?? "–", Text(row.Latents, "F0"), Text(Score(row), "F3"),
                Text(row.Mcc, "F3"), Text(row.ActiveUnits, "F0"), Text(row.Seconds, "F1"),
            })));
        body.Section("missing", "Missing", () =>
        {
            if (!rows.All(Has))
                body.List(rows.Where(row => !Has(row)).Take(MostShown).Select(row => row.Name));
        });
        if (rows.Count > MostShown)
            body.Paragraph($"No more than {MostShown} runs are shown; sweep.csv and sweep.json have all.");
        return HtmlReport.Page($"Sweep {name}", body).Html;

        static string Text(double? value, string format) =>
            value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
    }

    private static void Draw(HtmlWriter body, string data, SweepRow[] rows)
    {
        ScorePlot.Row[] shown =
        [
            .. from setting in Settings(rows)
               let values = Values(setting, Score)
               where values.Length > 0
               let name = string.Join(
                   ", ", setting[0].Choices.Select(choice => $"{choice.Key.Split('.')[^1]} {choice.Value}"))
               select new ScorePlot.Row(name, MeanInterval.Of(values), values),
        ];
        if (shown.Length is > 1 and <= MostShown)
            body.Figure(ScorePlot.Draw($"Bounds of {data}",
                "Mean over seeds with its interval, and every seed, on rows held out.", Bound, shown));
    }
}
