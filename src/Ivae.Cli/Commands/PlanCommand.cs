using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Distributions;
using Ivae.Identifiability;
using Ivae.Methods;
using Ivae.Numerics;
using Ivae.Reporting;
using Ivae.Simulation;

namespace Ivae.Cli.Commands;

/// <summary><c>ivae plan</c>: whether data of a planned size could be identified.</summary>
internal sealed class PlanCommand : CliCommand
{
    private readonly Option<int> latent =
        CommonOptions.WholeNumber("--latent", "N", "Number of sources expected.", 1, 5, Limits.Latents);
    private readonly Option<int> observed =
        CommonOptions.WholeNumber("--observed", "D", "Number of observed columns; 0 for as many as sources.", 0, 0,
            Limits.Latents);
    private readonly Option<int> segments =
        CommonOptions.WholeNumber("--segments", "M", "Number of segments, or levels of u.", 1, 40, Limits.Levels);
    private readonly Option<int> rows =
        CommonOptions.WholeNumber("--rows", "L", "Rows in each.", 2, 500, Limits.Levels);
    private readonly Option<int> layers =
        CommonOptions.WholeNumber("--mixing-layers", "K", "Layers of the mixing: 1 is linear.", 1, 3, Limits.Layers);
    private readonly Option<string> moves = new("--moves")
    {
        HelpName = "WHAT",
        Description = "What of the sources changes with u: scale, mean or both.",
        DefaultValueFactory = _ => "scale",
    };
    private readonly Option<double> noise = new("--noise")
    {
        HelpName = "V",
        Description = "Variance of the noise of the observations.",
        DefaultValueFactory = _ => 0,
    };
    private readonly Option<int> repeats =
        CommonOptions.WholeNumber("--repeats", "R", "Simulated data sets of each size; 5 or more say something.",
            1, 5, Limits.Repeats);
    private readonly Option<int> steps = CommonOptions.WholeNumber("--steps", "S", "Steps of each fit.", 1, 8000);
    private readonly Option<int> seed = CommonOptions.Seed();
    private readonly SharingOptions sharing = new("all are needed");
    private readonly Option<int> threads = CommonOptions.Threads();
    private readonly Option<string?> folder = new("--out")
    {
        HelpName = "DIR",
        Description = "Folder for plan.json. Started again after it was stopped, the command goes on.",
    };
    private readonly Option<bool> json = CommonOptions.Json();
    private readonly Option<bool> quiet = CommonOptions.Quiet();
    private readonly Option<bool> force = CommonOptions.Force();

    public PlanCommand()
        : base("plan", "Predicts by simulation whether data of a planned size can be identified, and how much more "
            + "would be needed.", "ivae plan --latent 5 --segments 40 --rows 200")
    {
        Option[] all =
        [
            latent, observed, segments, rows, layers, moves, noise, repeats, steps, folder, seed, threads, json, quiet,
            force,
        ];
        foreach (var option in all)
            Add(option);
        sharing.AddTo(this);
    }

    public override int Run(ParseResult arguments, Output output, CancellationToken cancellation)
    {
        var what = arguments.GetValue(moves);
        if (what is not ("scale" or "mean" or "both"))
            throw new UsageException($"--moves {what}: give scale, mean or both.");
        var sources = arguments.GetValue(latent);
        var planned = new SimulationOptions
        {
            Latent = sources,
            Observed = arguments.GetValue(observed) is > 0 and var columns ? columns : sources,
            Segments = arguments.GetValue(segments),
            RowsPerSegment = arguments.GetValue(rows),
            MixingLayers = arguments.GetValue(layers),
            ModulateMean = what != "scale",
            ModulateScale = what != "mean",
            NoiseVariance = arguments.GetValue(noise),
            ConditionDraws = 1000,
        };
        var model = new IvaeOptions
        {
            Seed = (ulong)arguments.GetValue(seed),
            Threads = arguments.GetValue(threads),
            Training = new() { Steps = arguments.GetValue(steps) },
            Prior = new()
            {
                Modulates = what switch
                {
                    "scale" => Modulation.Scale,
                    "mean" => Modulation.Mean,
                    _ => Modulation.MeanAndScale,
                },
            },
        };
        var fits = Plan.Fits(arguments.GetValue(repeats));
        var counter = new FitCounter(output, $"ivae {Name}", fits, arguments.GetValue(quiet));
        var (target, mode) = (arguments.GetValue(folder), sharing.Mode(arguments));
        using var results =
            target is null && mode == WorkMode.Alone ? null : sharing.Take(arguments, this, target);
        var checkpoint = results is null ? null : Resumed.Open(results, Name, new JsonObject
        {
            ["planned"] = JsonText.Node(planned),
            ["model"] = JsonText.Node(model),
            ["repeats"] = arguments.GetValue(repeats),
        }, arguments.GetValue(force), [Path.Combine(results.Path, "plan.json")], output, mode);
        if (sharing.IsSubmission(arguments))
            return sharing.Submit(arguments, this, target!, fits - checkpoint!.CountDone(), output, cancellation);
        var plan = Plan.Of(planned, model, arguments.GetValue(repeats), counter.Add, checkpoint, cancellation);
        if (mode == WorkMode.Shared)
            return sharing.Leave(this, checkpoint!, 0, output);
        if (results is not null)
        {
            results.WriteText("plan.json", JsonText.Of(plan) + "\n");
            results.Publish(["plan.json"]);
            Resumed.Done(results, Name);
        }

        if (arguments.GetValue(json))
        {
            output.WriteJson(plan);
            return ExitCode.Success;
        }

        output.Answer(plan.Sentence);
        string[] header = ["segments", "rows each", "MCC", "least", "after a linear map", "identified in"];
        output.WriteTable(header, plan.Cases.Select(c => new[]
        {
            Text($"{c.Segments}"), Text($"{c.RowsPerSegment}"), Text($"{c.MeanMcc:F3}"), Text($"{c.Mcc.Min():F3}"),
            Text($"{c.LinearMcc.Average():F3}"), Text($"{c.Probability * c.Mcc.Count:F0} of {c.Mcc.Count}"),
        }));
        return ExitCode.Success;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
