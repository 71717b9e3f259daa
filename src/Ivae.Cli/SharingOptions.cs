using System.CommandLine;
using System.Globalization;
using Ivae.Data;
using Ivae.Training;

namespace Ivae.Cli;

/// <summary>How processes share the runs of a command, and who makes its results.</summary>
internal sealed class SharingOptions
{
    private readonly Option<bool> share = new("--share")
    {
        Description = "Make runs together with all that are started so, here or on machines with the same files, until "
            + "none is left; no result is written.",
    };

    private readonly Option<bool> collect;
    private readonly SlurmOptions slurm = new();

    /// <param name="collects">What results are made of.</param>
    public SharingOptions(string collects) => collect =
        new("--collect") { Description = $"Make no run; write the results of the runs that are there: {collects}." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(share);
        command.Add(collect);
        slurm.AddTo(command);
    }

    /// <summary>Whether the command is to be submitted.</summary>
    public bool IsSubmission(ParseResult arguments) => slurm.IsAsked(arguments);

    /// <summary>How this process takes part.</summary>
    public WorkMode Mode(ParseResult arguments)
    {
        var mode = (arguments.GetValue(share), arguments.GetValue(collect), IsSubmission(arguments)) switch
        {
            (false, false, false) => WorkMode.Alone,
            (true, false, false) => WorkMode.Shared,
            (false, true, false) or (false, false, true) => WorkMode.Collecting, // submitting makes no run either
            _ => throw new UsageException("--share, --collect and --slurm are three steps; give one of them."),
        };
        return mode == WorkMode.Alone || arguments.Tokens.All(token => token.Value != "-")
            ? mode
            : throw new UsageException("each process reads the data; give the path of a file in place of -.");
    }

    /// <summary>Takes the folder, alone or with others.</summary>
    public OutputFolder Take(ParseResult arguments, Command command, string? folder) =>
        folder is null ? throw new UsageException("--share, --collect and --slurm need a folder; give it by --out DIR.")
        : Mode(arguments) == WorkMode.Alone ? OutputFolder.Take(folder, $"ivae {command.Name}")
        : OutputFolder.Join(folder, $"ivae {command.Name}");

    /// <summary>Submits the command.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <param name="command">The command.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="missing">Runs that are to be made, at most.</param>
    /// <param name="output">Where the answer goes.</param>
    /// <param name="cancellation">Ends waiting for Slurm.</param>
    public int Submit(ParseResult arguments, Command command, string folder, int missing, Output output,
        CancellationToken cancellation) =>
        slurm.Submit(arguments, command, folder, missing, [share.Name], output, cancellation);

    /// <summary>Says what came of a process that shared the runs.</summary>
    /// <param name="command">The command.</param>
    /// <param name="checkpoint">What was shared.</param>
    /// <param name="missing">Runs that others are at work on.</param>
    /// <param name="output">Where it is said.</param>
    public int Leave(Command command, Checkpoint checkpoint, int missing, Output output)
    {
        output.Say(string.Create(
            CultureInfo.InvariantCulture, $"ivae {command.Name}: runs made here: {checkpoint.Work.Made}; ")
            + (missing == 0 ? "all are there" : string.Create(
                CultureInfo.InvariantCulture, $"others are at work on {missing}"))
            + $"; {collect.Name} in place of {share.Name} writes the results.");
        return ExitCode.Success;
    }
}
