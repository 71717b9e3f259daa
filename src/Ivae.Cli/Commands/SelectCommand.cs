using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Identifiability;
using Ivae.Numerics;
using Ivae.Reporting;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae select DATA</c>: how many latents, and which prior.</summary>
internal sealed class SelectCommand : ConfiguredCommand<FitSettings>
{
    private readonly Argument<string> data =
        new("DATA") { Description = "Table of one row per observation: CSV, TSV, NPY or NPZ." };
    private readonly Option<string> latent = new("--latent")
    {
        HelpName = "N",
        Required = true,
        Description = "Numbers of latents to try: 2:20, or 5,10,15.",
    };
    private readonly Option<string> prior = new("--prior")
    {
        HelpName = "NAMES",
        Description = $"Families of the prior to try: {string.Join(',', FamilyNames)}.",
        DefaultValueFactory = _ => "gaussian",
    };

    private readonly Option<string?> folder =
        new("--out") { HelpName = "DIR", Description = "Folder for select.json and select.html." };
    private readonly SharingOptions sharing = new("all are needed for a choice");
    private readonly Option<int> threads = CommonOptions.Threads();
    private readonly FigureOptions figures = new();
    private readonly Option<bool> json = CommonOptions.Json();
    private readonly Option<bool> quiet = CommonOptions.Quiet();
    private readonly Option<bool> force = CommonOptions.Force();

    public SelectCommand()
        : base("select", "Chooses the number of latents by what explains held-out rows, and the prior by what "
            + "describes these latents.",
            "ivae select data/eeg-eye-state.csv --observed AF3:AF4 --segments 60 --latent 2:9 --out runs/select",
            FitPresets.All)
    {
        Add(data);
        Add(latent);
        Add(prior);
        Add(folder);
        Add(new SettingOption("--observed", "COLS", "Observed columns, as in fit.", "dataset.observed"));
        foreach (var option in CommonOptions.Auxiliary().Concat(CommonOptions.Reading()))
            Add(option);
        Add(new SettingOption("--method", "NAME", "What to fit."));
        Add(new SettingOption("--seed", "S", "Start of the random numbers."));
        AddConfigurationOptions();
        sharing.AddTo(this);
        Add(threads);
        figures.AddTo(this);
        Add(json);
        Add(quiet);
        Add(force);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var (settings, pictures) = (ReadSettings(arguments), figures.In(arguments));
        var (numbers, families) =
            (Numbers(arguments.GetRequiredValue(latent)), Families(arguments.GetRequiredValue(prior)));
        var target = arguments.GetValue(folder);
        if (target is null && pictures.Formats.Count > 0)
            throw new UsageException("--figures: figures need a folder; give it by --out DIR.");
        string[] files = target is null
            ? []
            : [Path.Combine(target, "select.json"), Path.Combine(target, "select.html")];
        var overwrite = arguments.GetValue(force);
        var mode = sharing.Mode(arguments);
        using var results =
            target is null && mode == WorkMode.Alone ? null : sharing.Take(arguments, this, target);
        if (results is not null)
            Resumed.NotThere(results, Name, overwrite, files);
        var dataset = new InputData(Name, output, arguments.GetValue(quiet)).Read(
            arguments.GetRequiredValue(data), settings.Dataset);
        var fits = ModelSelection.Fits(numbers.Distinct().Count(), families.Distinct().Count());
        var counter = new FitCounter(output, $"ivae {Name}", fits, arguments.GetValue(quiet));
        var identity = new JsonObject
        {
            ["data"] = Resumed.HashOf(dataset),
            ["latent"] = string.Join(',', numbers),
            ["prior"] = string.Join(',', families.Select(family => family.Name)),
            ["options"] = JsonText.Node(settings),
        };
        var checkpoint =
            results is null ? null : Resumed.Open(results, Name, identity, overwrite, files, output, mode);
        if (sharing.IsSubmission(arguments))
            return sharing.Submit(arguments, this, target!, fits - checkpoint!.CountDone(), output, cancellation);
        var selection = ModelSelection.Of(settings with { Threads = arguments.GetValue(threads) }, dataset, numbers,
            families, counter.Add, checkpoint, cancellation);
        if (mode == WorkMode.Shared)
            return sharing.Leave(this, checkpoint!, 0, output);

        if (results is not null)
        {
            var page = SelectionReport.Page(selection, dataset.Name);
            results.WriteText("select.json", SelectionReport.ToJson(selection));
            results.WriteText("select.html", page.Html);
            results.Publish(["select.json", "select.html", .. pictures.Write(results, page.Figures)]);
            Resumed.Done(results, Name);
        }

        if (arguments.GetValue(json))
        {
            output.Data.Write(SelectionReport.ToJson(selection));
            return ExitCode.Success;
        }

        output.Answer(selection.Sentence);
        output.WriteTable(SelectionReport.Header, SelectionReport.Cells(selection));
        return ExitCode.Success;
    }

    private static int[] Numbers(string text)
    {
        var numbers = new List<int>();
        foreach (var item in text.Split(','))
        {
            var ends = item.Split(':');
            if (ends.Length > 2 || !ends.All(end =>
                int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                && n is >= 1 and <= Limits.Latents))
                throw new UsageException($"--latent {text}: \"{item}\" is not a number from 1 to {Limits.Latents} or "
                    + "a range such as 2:20.");
            var (low, high) =
                (int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[^1], CultureInfo.InvariantCulture));
            if (high < low)
                throw new UsageException($"--latent {text}: the range {item} ends before it starts.");
            numbers.AddRange(Enumerable.Range(low, high - low + 1));
        }

        return [.. numbers];
    }

    private static string[] FamilyNames => [.. PriorFamily.All.Select(family => family.Name)];

    private static PriorFamily[] Families(string text) => [.. text.Split(',').Select(item =>
        PriorFamily.All.FirstOrDefault(family => family.Name == item.Trim()) ?? throw new UsageException(
            $"--prior {text}: there is no family \"{item}\"{Suggestion.For(item, FamilyNames)}"))];
}
