using System.CommandLine;
using System.Globalization;
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
            "Gives a bound on the log-likelihood of every row, in nats, and their mean.",
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
            arguments.GetRequiredValue(data), fitted.Description.Recipe, arguments.GetValue(missing));
        var scores = fitted.Score(dataset, arguments.GetValue(samples), (ulong)arguments.GetValue(seed));
        var (elbo, iwae) = (scores.MeanElbo, scores.MeanImportanceWeighted);
        double? truth = dataset.TrueLogLikelihood?.Values.Average(value => (double)value);
        if (arguments.GetValue(json))
        {
            output.WriteJson(new { dataset.Rows, scores.Samples, Elbo = elbo, Iwae = iwae, TrueLogLikelihood = truth });
            return ExitCode.Success;
        }

        var table = new Matrix(dataset.Rows, 2);
        for (var row = 0; row < table.Rows; row++)
            (table[row, 0], table[row, 1]) = ((float)scores.Elbo[row], (float)scores.ImportanceWeighted[row]);
        TableWriter.WriteCsv(output.Data, table, ["elbo", "iwae"], dataset.RowNumbers);
        output.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"mean of {dataset.Rows} rows: ELBO {elbo:F4}, IWAE {iwae:F4} nats per row ({scores.Samples} samples)"));
        return ExitCode.Success;
    }
}
