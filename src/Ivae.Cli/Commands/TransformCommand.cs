using System.CommandLine;
using Ivae.Data;
using Ivae.Methods;
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

    private readonly Option<MissingValues?> missing = InputData.Missing();
    private readonly Option<bool> inverse = new("--inverse")
    {
        Description = "Go back: DATA holds latents (or FILE:KEY an array of them), and the mean of x is given.",
    };

    private readonly Option<bool> force = CommonOptions.Force();
    private readonly Option<bool> json = CommonOptions.Json();

    public TransformCommand()
        : base(
            "transform",
            "Gives the latents of the rows of a table: posterior means, or features, and regimes.",
            "ivae transform runs/eeg/model.ivae data/eeg-eye-state.csv --out latents.csv")
    {
        Add(model);
        Add(data);
        Add(file);
        Add(uncertainty);
        Add(missing);
        Add(inverse);
        Add(force);
        Add(json);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var target = ResultFile.At(arguments.GetValue(file), arguments.GetValue(force));
        var modelPath = arguments.GetRequiredValue(model);
        if (arguments.GetValue(inverse))
            return Decode(arguments, modelPath, target, output);
        var density =
            arguments.GetValue(uncertainty) ? ModelArgument.WithDensity(modelPath, $"{Name} --uncertainty") : null;
        var fitted = density ?? ModelArgument.Load(modelPath);
        var dataset = new InputData(Name, output).Read(
            arguments.GetRequiredValue(data), fitted.Description.Recipe, arguments.GetValue(missing),
            requireAuxiliary: fitted.EncoderReadsAuxiliary);
        var (mean, deviation) = density?.Posterior(dataset) ?? (fitted.Transform(dataset), new Matrix(0, 0));

        var arrays = new List<KeyValuePair<string, NpyArray>> { new("z", NpyArray.Of(mean)) };
        var (table, names) = (mean, RunFolder.LatentNames(mean.Columns));
        if (density is not null)
        {
            arrays.Add(new("sd", NpyArray.Of(deviation)));
            (table, names) = (SideBySide(mean, deviation), [.. names, .. names.Select(name => "sd" + name[1..])]);
        }

        if (fitted is IvaeModel { Chain: not null } hidden)
        {
            var regimes = RunFolder.RegimeColumns(hidden.Regimes(dataset));
            arrays.Add(new("regimes", NpyArray.Of(regimes)));
            (table, names) = (SideBySide(table, regimes), [.. names, .. RunFolder.RegimeNames(hidden)]);
        }

        arrays.Add(new("row", NpyArray.Of(dataset.RowNumbers.ToArray(), dataset.Rows)));
        if (dataset.RowNames is { } rowNames)
            arrays.Add(new("row_names", NpyArray.Of(rowNames)));
        target.Write(output, WrittenContent.Of(table, names, dataset.RowNumbers, arrays), arguments.GetValue(json));
        return ExitCode.Success;
    }

    private int Decode(ParseResult arguments, string modelPath, ResultFile target, Output output)
    {
        if (arguments.GetValue(uncertainty))
            throw new UsageException("--inverse gives x, which has no --uncertainty; leave one of them out.");
        var fitted = ModelArgument.WithDensity(modelPath, $"{Name} --inverse");
        var path = InputFile.Path(arguments.GetRequiredValue(data));
        var (latents, rows) = Latents(path, fitted.Latents);
        var decoded = fitted.Decode(latents);
        target.Write(output, WrittenContent.Of(decoded, fitted.Description.Recipe.ObservedNames, rows,
            [new("x", NpyArray.Of(decoded)), new("row", NpyArray.Of(rows, rows.Length))]), arguments.GetValue(json));
        return ExitCode.Success;
    }

    /// <summary>Latents of a table, whose columns are called z1, z2, … or are as many.</summary>
    private static (Matrix Latents, int[] Rows) Latents(string path, int count)
    {
        var table = TableReader.Read(path, usual: "z");
        var names = RunFolder.LatentNames(count);
        int[] columns = [.. names.Select(name => table.Names.ToList().IndexOf(name))];
        var latents = !columns.Contains(-1) ? table.Values.TakeColumns(columns)
            : table.Values.Columns == count ? table.Values
            : throw new DataException(path, $"has {table.Values.Columns} columns, and the model {count} latents; give "
                + $"{NearestName.List(names)}, as latents.csv of the fit has them.");
        return (latents, [.. table.RowNumbers ?? Enumerable.Range(1, latents.Rows)]);
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
