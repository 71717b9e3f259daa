using System.CommandLine;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Identifiability;
using Ivae.Numerics;
using Ivae.Reporting;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae check DIR|MODEL DATA</c>: whether the latents of a model can be believed.</summary>
internal sealed class CheckCommand : CliCommand
{
    private static readonly CheckOptions Defaults = new();

    private readonly Argument<string> model =
        new("MODEL") { Description = "A model.ivae that fit has written, or its folder." };
    private readonly Argument<string> data = new("DATA") { Description = "The table it was fitted to." };
    private readonly Option<int> seeds = CommonOptions.WholeNumber(
        "--seeds", "R", "Fits from other seeds to compare with, and some of other kinds; 0: none.", 0, Defaults.Seeds,
        Limits.Repeats);
    private readonly Option<int> nulls = CommonOptions.WholeNumber(
        "--nulls", "B", "Controls in which there is nothing to find, at most; 0 for none.", 0, Defaults.Nulls,
        Limits.Repeats);
    private readonly Option<int> nullSteps =
        CommonOptions.WholeNumber("--null-steps", "S", "Steps of each control at most.", 1, Defaults.NullSteps);
    private readonly Option<string?> folder = new("--out")
    {
        HelpName = "DIR",
        Description = "Folder for check.json and check.html; that of the model otherwise.",
    };
    private readonly SharingOptions sharing = new("all are needed for a verdict");
    private readonly Option<int> threads = CommonOptions.Threads();
    private readonly Option<MissingValues?> missing = InputData.Missing();
    private readonly FigureOptions figures = new();
    private readonly Option<bool> json = CommonOptions.Json();
    private readonly Option<bool> quiet = CommonOptions.Quiet();
    private readonly Option<bool> force = CommonOptions.Force();

    public CheckCommand()
        : base("check", "Says whether the latents of a model can be believed, and why.",
            "ivae check runs/eeg data/eeg-eye-state.csv")
    {
        Add(model);
        Add(data);
        Add(seeds);
        Add(nulls);
        Add(nullSteps);
        Add(folder);
        sharing.AddTo(this);
        Add(threads);
        Add(missing);
        figures.AddTo(this);
        Add(json);
        Add(quiet);
        Add(force);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var path = RunPath.Model(arguments.GetRequiredValue(model));
        var target = arguments.GetValue(folder) ?? Path.GetDirectoryName(Path.GetFullPath(path))!;
        var (html, text) = (Path.Combine(target, "check.html"), Path.Combine(target, "check.json"));
        var (overwrite, files) = (arguments.GetValue(force), figures.In(arguments) with { Prefix = "check-" });
        var mode = sharing.Mode(arguments);
        using var results = sharing.Take(arguments, this, target);
        Resumed.NotThere(results, Name, overwrite, [html, text]);
        var fitted = ModelArgument.WithDensity(path, Name);
        var dataset = new InputData(Name, output, arguments.GetValue(quiet)).Read(
            arguments.GetRequiredValue(data), fitted.Description.Recipe, arguments.GetValue(missing));
        var options = new CheckOptions
        {
            Seeds = arguments.GetValue(seeds),
            Nulls = arguments.GetValue(nulls),
            NullSteps = arguments.GetValue(nullSteps),
            Threads = arguments.GetValue(threads),
        };
        var fits = IdentifiabilityCheck.Fits(fitted, dataset, options);
        var counter = new FitCounter(output, $"ivae {Name}", fits, arguments.GetValue(quiet));
        var identity = new JsonObject
        {
            ["model"] = Convert.ToHexStringLower(
                SHA256.HashData(MemoryMarshal.AsBytes(fitted.Parameters.Values.AsSpan()))),
            ["data"] = Resumed.HashOf(dataset),
            ["missing"] = arguments.GetValue(missing)?.ToString(),
            ["seeds"] = options.Seeds,
            ["nulls"] = options.Nulls,
            ["null_steps"] = options.NullSteps,
        };
        var checkpoint = Resumed.Open(results, Name, identity, overwrite, [html, text], output, mode);
        if (sharing.IsSubmission(arguments))
            return sharing.Submit(arguments, this, target, fits - checkpoint.CountDone(), output, cancellation);
        var check = IdentifiabilityCheck.Of(fitted, dataset, options, counter.Add, checkpoint, cancellation);
        if (mode == WorkMode.Shared)
            return sharing.Leave(this, checkpoint, 0, output);

        results.WriteText("check.json", CheckReport.ToJson(check));
        var page = CheckReport.Page(check);
        results.WriteText("check.html", page.Html);
        results.Publish(["check.json", "check.html", .. files.Write(results, page.Figures)]);
        Resumed.Done(results, Name);
        if (arguments.GetValue(json))
        {
            output.Data.Write(CheckReport.ToJson(check));
            return ExitCode.Success;
        }

        var hint = check.DecidedBy switch
        {
            VerdictReason.FitsNotCompared => " (--seeds).",
            VerdictReason.ControlsNotMade or VerdictReason.TooFewControls => " (--nulls).",
            _ => ".",
        };
        output.Answer(check.Headline.TrimEnd('.') + hint);
        foreach (var reason in check.Reasons)
            output.Answer($"- {reason}");
        if (!arguments.GetValue(quiet))
            output.Say($"ivae {Name}: the evidence is in {html}");
        return ExitCode.Success;
    }
}
