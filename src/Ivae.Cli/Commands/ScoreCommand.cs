using System.CommandLine;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae score MODEL DATA</c>: how probable the rows of a table are under a model.</summary>
internal sealed class ScoreCommand : CliCommand
{
    private readonly Argument<string> model = CommonOptions.Model();
    private readonly Argument<string> data = CommonOptions.NewData();
    private readonly Option<int> samples = CommonOptions.WholeNumber(
        "--samples", "K", "Draws from the posterior per row; more bring the bound nearer to the likelihood.", 1, 100);
    private readonly Option<int> seed = CommonOptions.Seed();
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
        Add(json);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation) =>
        throw new NotImplementedException(
            $"score {arguments.GetValue(data)} under {arguments.GetValue(model)}, K {arguments.GetValue(samples)}, "
            + $"seed {arguments.GetValue(seed)}, JSON {arguments.GetValue(json)}.");
}
