using System.CommandLine;
using Ivae.Data;
using Ivae.Numerics;
using Ivae.Reporting;

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
            "Gives the latents of the rows of a table: posterior means, or features.",
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
        var target = ResultFile.At(arguments.GetValue(file), arguments.GetValue(force));
        var modelPath = arguments.GetRequiredValue(model);
        var density =
            arguments.GetValue(uncertainty) ? ModelArgument.WithDensity(modelPath, $"{Name} --uncertainty") : null;
        var fitted = density ?? ModelArgument.Load(modelPath);
        var path = InputFile.Path(arguments.GetRequiredValue(data));
        var dataset =
            DatasetReader.Read(path, fitted.Description.Recipe, requireAuxiliary: fitted.EncoderReadsAuxiliary);
        var (mean, deviation) = density?.Posterior(dataset) ?? (fitted.Transform(dataset), new Matrix(0, 0));

        var arrays = new List<KeyValuePair<string, NpyArray>> { new("z", NpyArray.Of(mean)) };
        var (table, names) = (mean, RunFolder.LatentNames(mean.Columns));
        if (density is not null)
        {
            arrays.Add(new("sd", NpyArray.Of(deviation)));
            (table, names) = (SideBySide(mean, deviation), [.. names, .. names.Select(name => "sd" + name[1..])]);
        }

        arrays.Add(new("row", NpyArray.Of(dataset.RowNumbers.ToArray(), dataset.Rows)));
        if (dataset.RowNames is { } rowNames)
            arrays.Add(new("row_names", NpyArray.Of(rowNames)));
        target.Write(output, WrittenContent.Of(table, names, dataset.RowNumbers, arrays));
        return ExitCode.Success;
    }

    private static Matrix SideBySide(Matrix left, Matrix right)
    {
        var both = new Matrix(left.Rows, left.Columns + right.Columns);
        for (var row = 0; row < both.Rows; row++)
        {
            left.Row(row).CopyTo(both.Row(row));
            right.Row(row).CopyTo(both.Row(row)[left.Columns..]);
        }

        return both;
    }
}
