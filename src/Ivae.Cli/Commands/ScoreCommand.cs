using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae score MODEL DATA</c>: how probable the rows of a table are under a model.</summary>
internal sealed class ScoreCommand : CliCommand
{
    private readonly Argument<string> model = CommonOptions.Model();
    private readonly Argument<string> data = CommonOptions.NewData();
    private readonly Option<int> samples = CommonOptions.WholeNumber(
        "--samples", "K", "Draws from the posterior per row; more bring the bound nearer to the likelihood.", 1, 100,
        Limits.Repeats);
    private readonly Option<int> seed = CommonOptions.Seed();
    private readonly Option<MissingValues?> missing = InputData.Missing();
    private readonly Option<bool> json = CommonOptions.Json();

    public ScoreCommand()
        : base(
            "score",
            "Gives the log-likelihood of every row, exact or a bound, in nats, and their mean.",
            "ivae score runs/eeg/model.ivae data/eeg-eye-state.csv --samples 100")
    {
        Add(model);
        Add(data);
        Add(samples);
        Add(seed);
        Add(missing);
        Add(json);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var fitted = ModelArgument.WithDensity(arguments.GetRequiredValue(model), Name);
        var dataset = new InputData(Name, output).Read(
            arguments.GetRequiredValue(data), fitted.Description.Recipe, arguments.GetValue(missing),
            requireAuxiliary: fitted.Chain is null);
        if (fitted is { ReadsOrder: true, Description.Recipe.Options: { Sequence: not null } or { Time: not null } }
            && dataset.Starts.Count == 1)
            output.Say($"ivae {Name}: note: all rows are taken as one sequence; the model was fitted to several, which "
                + "columns of the table named.");
        var isExact = fitted.Method.HasExactLikelihood; // it draws nothing
        var scores =
            fitted.Score(dataset, isExact ? 1 : arguments.GetValue(samples), (ulong)arguments.GetValue(seed));
        var (elbo, iwae) = (scores.MeanElbo, scores.MeanImportanceWeighted);
        double? truth = dataset.TrueLogLikelihood?.Values.Average(value => (double)value);
        if (arguments.GetValue(json))
        {
            output.WriteJson(new JsonObject
            {
                ["rows"] = dataset.Rows,
                ["scored_rows"] = scores.ScoredRows.Count,
                ["samples"] = scores.Samples,
                ["log_likelihood"] = isExact ? elbo : null,
                ["elbo"] = elbo,
                ["iwae"] = iwae,
                ["true_log_likelihood"] = truth,
            });
            return ExitCode.Success;
        }

        string[] names = isExact ? ["log_likelihood"] : ["elbo", "iwae"];
        var table = new Matrix(scores.ScoredRows.Count, names.Length);
        foreach (var (i, row) in scores.ScoredRows.Index())
            (table[i, 0], table[i, names.Length - 1]) =
                ((float)scores.Elbo[row], (float)scores.ImportanceWeighted[row]);
        TableWriter.WriteCsv(
            output.Data, table, names, [.. scores.ScoredRows.Select(row => dataset.RowNumbers[row])]);
        if (table.Rows < dataset.Rows)
            output.Say($"{dataset.Rows - table.Rows} of {dataset.Rows} rows have no score: they lack the {fitted.Past} "
                + "rows before them that the prior reads");
        var culture = CultureInfo.InvariantCulture;
        output.Say($"mean of {table.Rows} rows: " + (isExact
            ? string.Create(culture, $"exact log-likelihood {elbo:F4} nats per row")
            : string.Create(culture, $"ELBO {elbo:F4}, IWAE {iwae:F4} nats per row ({scores.Samples} samples)")));
        return ExitCode.Success;
    }
}
