using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ivae.Data;
using Ivae.Methods;
using Ivae.Training;

namespace Ivae.Cli;

/// <summary>A fitted model that a fit goes on from: its options are those of the fit, but for training.</summary>
internal sealed class StartModel
{
    private static readonly string[] Free = ["training.", "seed "];
    private readonly string typed;
    private readonly JsonObject before;

    /// <summary>Reads the model of a run.</summary>
    /// <param name="typed">The folder of the run, or its model.</param>
    public StartModel(string typed)
    {
        this.typed = typed;
        Model = ModelArgument.Load(typed);
        before = JsonText.Object(Model.Description.Options);
        before["dataset"] = JsonText.Node(Model.Description.Recipe.Options);
        Settings = JsonText.Read<FitSettings>(before);
        before = JsonText.Object(Settings);
        using var file = File.OpenRead(RunPath.Model(typed));
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>The model.</summary>
    public LatentModel Model { get; }

    /// <summary>What its run was fitted with, and a fit that goes on from it otherwise is too.</summary>
    public FitSettings Settings { get; }

    /// <summary>SHA-256 of the file of the model.</summary>
    public string Sha256 { get; }

    /// <summary>The options of the fit, without which the model would not be itself.</summary>
    /// <exception cref="UsageException">Others differ than those of training and the seed; the message names
    /// them.</exception>
    public IvaeOptions Options(FitSettings asked)
    {
        var now = JsonText.Object(asked);
        string[] differences = [.. Checkpoint.Differences(before, now)
            .Where(difference => !Free.Any(start => difference.StartsWith(start, StringComparison.Ordinal)))];
        if (differences.Length > 0)
            throw new UsageException($"--from {typed}: {string.Join(", ", differences)}. A fit that goes on from a "
                + "model has its columns, u, latents and options; those of training, and the seed, can be others.");
        return Model.Description.Options with
        {
            Training = asked.Training with { Restarts = 1 },
            Seed = asked.Seed,
        };
    }

    /// <summary>The table, read as that of the model.</summary>
    public Dataset Read(string path, InputData input) => input.Read(path, Model.Description.Recipe, missing: null);
}
