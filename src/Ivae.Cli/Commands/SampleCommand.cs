using System.CommandLine;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae sample MODEL --rows N</c>: new data from a model.</summary>
internal sealed class SampleCommand : CliCommand
{
    private readonly Argument<string> model = CommonOptions.Model();
    private readonly Option<int> rows;
    private readonly Option<string?> given = new("--given")
    {
        HelpName = "VALUE",
        Description = "Value of the auxiliary variable: a level, or numbers separated by commas; drawn as in the training data otherwise.",
    };

    private readonly Option<string?> file = CommonOptions.OutFile("the rows");
    private readonly Option<int> seed = CommonOptions.Seed();
    private readonly Option<bool> force = CommonOptions.Force();

    public SampleCommand()
        : base(
            "sample",
            "Draws new rows from a model, in the units of its data.",
            "ivae sample runs/eeg/model.ivae --rows 1000 --given 12 --out new.csv")
    {
        rows = CommonOptions.WholeNumber("--rows", "N", "Number of rows.", 1, 1);
        rows.Required = true;
        Add(model);
        Add(rows);
        Add(given);
        Add(file);
        Add(seed);
        Add(force);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        if (arguments.GetValue(file) is { } path)
            OutputCheck.NotThere(arguments.GetValue(force), path);
        throw new NotImplementedException(
            $"sample {arguments.GetValue(rows)} rows of {arguments.GetValue(model)} "
            + $"given {arguments.GetValue(given)}, seed {arguments.GetValue(seed)}.");
    }
}
