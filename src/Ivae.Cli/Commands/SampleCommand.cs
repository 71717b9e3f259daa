using System.CommandLine;
using System.Globalization;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae sample MODEL --rows N</c>: new data from a model.</summary>
internal sealed class SampleCommand : CliCommand
{
    private readonly Argument<string> model = CommonOptions.Model();
    private readonly Option<int> rows;
    private readonly Option<string?> given = new("--given")
    {
        HelpName = "VALUE",
        Description = "Value of the auxiliary variable: a level or a number, or name=value,name=value where it has "
            + "several parts. Levels that are not given take equal shares of the rows.",
    };

    private readonly Option<string?> file = CommonOptions.OutFile("the rows");
    private readonly Option<int> seed = CommonOptions.Seed();
    private readonly Option<bool> force = CommonOptions.Force();
    private readonly Option<bool> json = CommonOptions.Json();

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
        Add(json);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var target = ResultFile.At(arguments.GetValue(file), arguments.GetValue(force));
        var fitted = ModelArgument.WithDensity(arguments.GetRequiredValue(model), Name);
        var start = (ulong)arguments.GetValue(seed);
        var auxiliary = GivenAuxiliary.Make(
            fitted.Description, arguments.GetValue(given), arguments.GetValue(rows),
            new RandomStream(start).Split("given"));
        var (observed, latents) = fitted.Sample(auxiliary, start);

        target.Write(output, new WrittenContent(
            Columns(fitted.Description.Recipe, observed, auxiliary),
            observed,
            [new("x", NpyArray.Of(observed)), .. Arrays(auxiliary), new("z", NpyArray.Of(latents))]),
            arguments.GetValue(json));
        return ExitCode.Success;
    }

    /// <summary>
    /// The observed columns and those of u, so that the table can be scored and fitted like the data was.
    /// </summary>
    private static List<TableColumn> Columns(AuxiliaryRecipe recipe, Matrix observed, Auxiliary auxiliary)
    {
        var columns = recipe.ObservedNames.Select((name, j) =>
            Column(name, observed.Column(j), recipe.ObservedOrigins?[j] ?? 0)).ToList();
        double[] origins = [.. recipe.AllNumericOrigins];
        columns.AddRange(auxiliary.Categorical.Select(variable =>
            new TableColumn(variable.Name, Array.ConvertAll(variable.Codes, code => variable.Levels[code]))));
        columns.AddRange(
            auxiliary.NumericNames.Select((name, j) => Column(name, auxiliary.Numeric.Column(j), origins[j])));
        return columns;
    }

    private static TableColumn Column(string name, float[] numbers, double origin) => origin == 0
        ? new TableColumn(name, numbers)
        : new TableColumn(name, Array.ConvertAll(numbers, number => number + origin));

    /// <summary>
    /// One array u where u is one variable, else one array for each part; levels are the numbers they are, or their
    /// position from 0.
    /// </summary>
    private static IEnumerable<KeyValuePair<string, NpyArray>> Arrays(Auxiliary auxiliary)
    {
        var isOne = auxiliary.Categorical.Count + auxiliary.Numeric.Columns == 1;
        foreach (var variable in auxiliary.Categorical)
        {
            var isNumeric = variable.Levels.All(level =>
                int.TryParse(level, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
            var levels = isNumeric
                ? Array.ConvertAll(
                    variable.Codes, code => int.Parse(variable.Levels[code], CultureInfo.InvariantCulture))
                : variable.Codes;
            yield return new(isOne ? "u" : $"u_{variable.Name}", NpyArray.Of(levels, levels.Length));
        }

        if (auxiliary.Numeric.Columns > 0)
            yield return new(isOne ? "u" : "u_numeric", NpyArray.Of(auxiliary.Numeric));
    }
}
