using System.CommandLine;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae transform MODEL DATA</c>: latents of new rows.</summary>
internal sealed class TransformCommand : CliCommand
{
    private readonly Argument<string> model = CommonOptions.Model();
    private readonly Argument<string> data = CommonOptions.NewData();
    private readonly Option<string?> file = CommonOptions.OutFile("the latents");
    private readonly Option<bool> uncertainty = new("--uncertainty")
    {
        Description = "Add the posterior standard deviation of every latent.",
    };

    private readonly Option<bool> force = CommonOptions.Force();

    public TransformCommand()
        : base(
            "transform",
            "Gives the latents of the rows of a table: the posterior mean.",
            "ivae transform runs/eeg/model.ivae data/eeg-eye-state.csv --out latents.csv")
    {
        Add(model);
        Add(data);
        Add(file);
        Add(uncertainty);
        Add(force);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        if (arguments.GetValue(file) is { } path)
            OutputCheck.NotThere(arguments.GetValue(force), path);
        throw new NotImplementedException(
            $"transform {arguments.GetValue(model)} {arguments.GetValue(data)}, uncertainty {arguments.GetValue(uncertainty)}.");
    }
}
