using System.CommandLine;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae evaluate LATENTS TRUTH</c>: how well latents agree with known sources.</summary>
internal sealed class EvaluateCommand : CliCommand
{
    private readonly Argument<string> latents = new("LATENTS")
    {
        Description = "Table of latents: CSV, NPY, or an array of an NPZ as FILE:KEY.",
    };

    private readonly Argument<string> truth = new("TRUTH") { Description = "Table of the true sources, row by row the same." };
    private readonly Option<bool> json = CommonOptions.Json();

    public EvaluateCommand()
        : base(
            "evaluate",
            "Compares latents with known sources: mean correlation coefficient and the rest.",
            "ivae evaluate runs/a/latents.csv simulated.npz:s --json")
    {
        Add(latents);
        Add(truth);
        Add(json);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation) =>
        throw new NotImplementedException(
            $"evaluate {arguments.GetValue(latents)} {arguments.GetValue(truth)}, JSON {arguments.GetValue(json)}.");
}
