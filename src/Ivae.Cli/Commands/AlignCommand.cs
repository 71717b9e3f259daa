using System.CommandLine;
using System.Globalization;
using Ivae.Data;
using Ivae.Identifiability;
using Ivae.Reporting;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae align A B</c>: the latents of two runs brought together.</summary>
internal sealed class AlignCommand : CliCommand
{
    private readonly Argument<string> first = new("A") { Description = "Folder of a run, or a table of latents." };
    private readonly Argument<string> second =
        new("B") { Description = "The same; of the same rows, or of a session with the same levels of u." };
    private readonly Option<string?> file = new("--out")
    {
        HelpName = "FILE",
        Description = "Write B's latents in A's order, sign and scale to FILE "
            + $"({CommonOptions.Or(ResultFile.Endings())}).",
    };

    private readonly Option<bool> json = CommonOptions.Json();
    private readonly Option<bool> force = CommonOptions.Force();

    public AlignCommand()
        : base("align", "Matches the latents of two runs, up to order and a map of each, and says how alike they are.",
            "ivae align runs/a runs/b --out b-as-a.csv")
    {
        Add(first);
        Add(second);
        Add(file);
        Add(json);
        Add(force);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var target = arguments.GetValue(file) is { } path ? ResultFile.At(path, arguments.GetValue(force)) : null;
        var (pathA, pathB) = (arguments.GetRequiredValue(first), arguments.GetRequiredValue(second));
        var (a, b) = (TableReader.Read(Table(pathA)), TableReader.Read(Table(pathB)));
        var sameRows =
            a.Values.Rows == b.Values.Rows && (a.RowNumbers ?? Numbers(a)).SequenceEqual(b.RowNumbers ?? Numbers(b));
        if (!sameRows && !(Directory.Exists(pathA) && Directory.Exists(pathB)))
            throw new DataException(pathB, $"has {b.Values.Rows} rows and {pathA} {a.Values.Rows}, not the same ones; "
                + "give the folders of both runs, to match them by their levels of u.");
        var alignment = sameRows
            ? Alignment.OfRows(a.Values, b.Values)
            : Alignment.OfLevels(ModelArgument.WithDensity(pathA, Name), ModelArgument.WithDensity(pathB, Name));

        if (target is not null)
        {
            var aligned = alignment.Apply(b.Values);
            string[] names = [.. Enumerable.Range(1, aligned.Columns).Select(i => $"z{i}")];
            target.Write(output, WrittenContent.Of(aligned, names, b.RowNumbers, [new("z", NpyArray.Of(aligned))]));
        }

        if (arguments.GetValue(json))
        {
            output.WriteJson(alignment);
            return ExitCode.Success;
        }

        output.Answer(alignment.Sentence);
        output.WriteTable(["A", "B", "correlation", "R² of a curve", "slope", "shift"],
            alignment.Assignment.Select((j, i) => new[]
            {
                $"z{i + 1}", j < 0 ? "none" : $"z{j + 1}", Fixed(alignment.Correlations[i]),
                alignment.CurveRSquared is { } r ? Fixed(r[i]) : "", Fixed(alignment.Slopes[i]),
                Fixed(alignment.Shifts[i]),
            }));
        return ExitCode.Success;
    }

    private static string Table(string path) => Directory.Exists(path) ? Path.Combine(path, "latents.csv") : path;

    private static IEnumerable<int> Numbers(NamedMatrix table) => Enumerable.Range(1, table.Values.Rows);

    private static string Fixed(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
