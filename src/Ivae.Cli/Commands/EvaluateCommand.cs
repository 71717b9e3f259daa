using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Evaluation;
using Ivae.Evaluation.Disentanglement;
using Ivae.Numerics;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae evaluate LATENTS TRUTH</c>: how well latents agree with known sources.</summary>
internal sealed class EvaluateCommand : CliCommand
{
    private readonly Argument<string> latents = new("LATENTS")
    {
        Description = "Run folder, or table of latents: CSV, NPY, or an array of an NPZ as FILE:KEY.",
    };

    private readonly Argument<string> truth =
        new("TRUTH") { Description = "Table of the true sources, row by row the same; s of an NPZ." };
    private readonly Option<bool> absolute = new("--absolute")
    {
        Description = "Compare with the absolute values of the sources, which is what latents of method tcl estimate.",
    };
    private readonly Option<string> scores = new("--scores")
    {
        HelpName = "WHICH",
        Description =
            "mcc, or all: those of disentanglement too (DCI, MIG, SAP and others), the sources taken as known factors.",
        DefaultValueFactory = _ => "mcc",
    };

    private readonly Option<string?> model = new("--model")
    {
        HelpName = "MODEL",
        Description = "The model.ivae the latents come from, or its folder: adds C_IMA of its decoder to all scores.",
    };

    private readonly Option<string[]> others = new("--others")
    {
        HelpName = "FILES",
        AllowMultipleArgumentsPerToken = true,
        Description = "Latents of the same rows from fits with other seeds: adds UDR to all scores.",
    };

    private readonly Option<MissingValues> missing = new("--missing")
    {
        HelpName = "WHAT",
        Description = "Rows that lack a value: refuse, or drop them in both tables.",
    };
    private readonly Option<bool> json = CommonOptions.Json();

    public EvaluateCommand()
        : base(
            "evaluate",
            "Compares latents with known sources: mean correlation coefficient and the rest.",
            "ivae evaluate runs/a simulated.npz --json")
    {
        Add(latents);
        Add(truth);
        Add(absolute);
        scores.AcceptOnlyFromAmong("mcc", "all");
        Add(scores);
        Add(model);
        Add(others);
        Add(missing);
        Add(json);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var (given, truthAddress) = (arguments.GetRequiredValue(latents), arguments.GetRequiredValue(truth));
        var latentsAddress = Directory.Exists(given) ? Path.Combine(given, "latents.csv") : given;
        var lacking = arguments.GetValue(missing);
        var all = WithoutDeviations(TableReader.Read(latentsAddress, lacking));
        var sources = TableReader.Read(truthAddress, lacking, usual: "s");
        var (z, s) = Aligned(all, latentsAddress, sources, truthAddress);
        if (z.Rows < LatentEvaluation.MinRows(z.Columns, s.Columns))
            throw new DataException(latentsAddress, $"{z.Rows} rows are too few for {z.Columns} latents and "
                + $"{s.Columns} sources: chance alone would match them; give at least "
                + $"{LatentEvaluation.MinRows(z.Columns, s.Columns)}.");
        if (arguments.GetValue(absolute))
            s = s.Absolute();
        var report =
            LatentEvaluation.Compare(z, s) with { LikelihoodGap = Directory.Exists(given) ? GapOf(given) : null };
        if (arguments.GetValue(scores) == "all")
            report = report with
            {
                Disentanglement = DisentanglementReport.Compute(z, s) with
                {
                    ImaContrast = arguments.GetValue(model) is { } path
                        ? ImaContrast.OfDecoder(ModelArgument.WithDensity(path, "C_IMA"), z).Average()
                        : null,
                    Udr =
                        arguments.GetValue(others) is { Length: > 0 } tables ? Udr(all, latentsAddress, tables) : null,
                },
            };
        else if (arguments.GetValue(model) is not null || arguments.GetValue(others) is { Length: > 0 })
            throw new UsageException("--model and --others add to all scores; give --scores all too.");
        if (arguments.GetValue(json))
            output.WriteJson(report);
        else
        {
            output.Answer($"Compared: {NearestName.Shortened(all.Names)} of {latentsAddress} with "
                + $"{NearestName.Shortened(sources.Names)} of {TableReader.Split(truthAddress).Path}, over "
                + $"{report.Rows} rows.");
            Show(report, output);
        }

        return ExitCode.Success;
    }

    private static double? GapOf(string run)
    {
        var summary = Path.Combine(run, "summary.json");
        try
        {
            return File.Exists(summary) && JsonNode.Parse(File.ReadAllText(summary))?["likelihood_gap"] is { } gap
                ? gap.GetValue<double>()
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new DataException(summary,
                $"it is damaged ({error.Message}); fit again, or give the latents.csv of the folder.", cause: error);
        }
    }

    /// <summary>The columns z1, z2, … of what transform --uncertainty writes.</summary>
    private static NamedMatrix WithoutDeviations(NamedMatrix table)
    {
        var count = table.Names.Count / 2;
        var isPair = count > 0 && table.Names.Count % 2 == 0
            && Enumerable.Range(0, count)
                .All(i => table.Names[i] == $"z{i + 1}" && table.Names[count + i] == $"sd{i + 1}");
        int[] kept = [.. Enumerable.Range(0, count)];
        return isPair
            ? table with { Values = table.Values.TakeColumns(kept), Names = [.. table.Names.Take(count)] }
            : table;
    }

    private static double Udr(NamedMatrix latents, string address, string[] tables)
    {
        var models = new List<Matrix> { latents.Values };
        foreach (var table in tables)
            models.Add(
                Aligned(latents, address, WithoutDeviations(TableReader.Read(table)), table) is var (mine, theirs)
                    && mine.Rows == latents.Values.Rows
                    ? theirs
                    : throw new DataException(
                        table, $"lacks some of the rows of {address}; give latents of the same rows."));
        return UnsupervisedDisentanglementRanking.Compute(models)[0];
    }

    /// <summary>
    /// Both tables over the same rows: by their numbers where a table has them, one after the other otherwise.
    /// </summary>
    private static (Matrix Latents, Matrix Truth) Aligned(NamedMatrix z, string zName, NamedMatrix s, string sName)
    {
        if (z.RowNumbers is null && s.RowNumbers is null && z.Values.Rows != s.Values.Rows)
            throw new DataException(
                sName, $"has {s.Values.Rows} rows and {zName} {z.Values.Rows}; they must be the same rows.");
        if (z.RowNumbers is null && s.RowNumbers is null)
            return (z.Values, s.Values);
        var place =
            Numbers(s).Select((number, row) => (number, row)).ToDictionary(pair => pair.number, pair => pair.row);
        var (kept, found) = (new List<int>(), new List<int>());
        foreach (var (number, row) in Numbers(z).Select((number, row) => (number, row)))
        {
            if (place.TryGetValue(number, out var other))
            {
                kept.Add(row);
                found.Add(other);
            }
            else if (s.RowNumbers is null)
            {
                throw new DataException(sName, $"has {s.Values.Rows} rows and no row {number}, which {zName} has.");
            }
        }

        if (kept.Count < 2)
            throw new DataException(sName, $"shares {kept.Count} rows with {zName}; two at least are needed.");
        return (z.Values.TakeRows([.. kept]), s.Values.TakeRows([.. found]));
    }

    private static IEnumerable<int> Numbers(NamedMatrix table) =>
        table.RowNumbers ?? Enumerable.Range(1, table.Values.Rows);

    private static void Show(EvaluationReport report, Output output)
    {
        output.WriteTable(["", ""],
        [
            ["rows", report.Rows.ToString(CultureInfo.InvariantCulture)],
            ["latents, sources", $"{report.Latents}, {report.Sources}"],
            ["MCC", Fixed(report.Mcc)],
            ["MCC, held out", $"{Fixed(report.MccHeldOut)} (95 %: {Fixed(report.MccHeldOutInterval[0])} to "
                + $"{Fixed(report.MccHeldOutInterval[1])})"],
            ["MCC, if nothing was found", $"below {Fixed(report.MccNull95)}"],
            ["MCC of ranks, held out", Fixed(report.MccSpearmanHeldOut)],
            ["weak MCC, held out", Fixed(report.WeakMccHeldOut)],
            ["R² of (s, s²), held out", Fixed(report.StatisticsRSquared)],
            ["active latents", report.ActiveUnits.ToString(CultureInfo.InvariantCulture)],
            .. report.LikelihoodGap is { } gap ? new[] { new[] { "below the truth, nats per row", Fixed(gap) } } : [],
        ]);
        output.Data.WriteLine();
        output.WriteTable(["source", "latent", "correlation", "R²", "linear R²"],
            Enumerable.Range(0, report.Sources).Select(i => new[]
            {
                $"s{i + 1}",
                report.Assignment[i] < 0 ? "none" : $"z{report.Assignment[i] + 1}",
                Fixed(report.PairCorrelations[i]),
                Fixed(report.RSquared[i]),
                Fixed(report.LinearRSquared[i]),
            }));
        if (report.Disentanglement is not { } scored)
            return;
        output.Data.WriteLine();
        output.WriteTable(["disentanglement", ""],
        [
            ["DCI disentanglement", Fixed(scored.Dci.Disentanglement)],
            ["DCI completeness", Fixed(scored.Dci.Completeness)],
            ["DCI informativeness", Fixed(scored.Dci.Informativeness)],
            ["MIG", Fixed(scored.MutualInformationGap)],
            ["SAP", Fixed(scored.Sap)],
            ["modularity", Fixed(scored.Modularity)],
            ["explicitness", Fixed(scored.Explicitness)],
            ["FactorVAE score", Fixed(scored.FactorVae)],
            ["β-VAE score", Fixed(scored.BetaVae)],
            ["interventional robustness", Fixed(scored.InterventionalRobustness)],
            ["Amari distance, 0 is best", scored.AmariDistance is { } distance ? Fixed(distance) : "none"],
            ["Hoyer sparsity", Fixed(scored.HoyerSparsity)],
            .. scored.ImaContrast is { } contrast
                ? new[] { new[] { "C_IMA of the decoder, nats", Fixed(contrast) } }
                : [],
            .. scored.Udr is { } udr ? new[] { new[] { "UDR", Fixed(udr) } } : [],
        ]);
    }

    private static string Fixed(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
