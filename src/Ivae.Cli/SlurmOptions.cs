using System.CommandLine;
using System.CommandLine.Parsing;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ivae.Numerics;

namespace Ivae.Cli;

/// <summary>
/// Lets Slurm do the work of a command whose runs are shared by all processes that are started with the same folder:
/// an array of tasks, each of which is the command itself.
/// </summary>
internal sealed class SlurmOptions
{
    private const string Command = "{command}";
    private const string Directives = "{directives}";
    private const int Warning = 60; // seconds before the limit; Slurm itself may be as much early

    private readonly Option<int> tasks = CommonOptions.WholeNumber("--slurm", "TASKS",
        "Submit as a Slurm job array of so many tasks, which take runs until none is left.", 1, 0, Limits.Repeats);

    private readonly Option<int> cpus = CommonOptions.WholeNumber(
        "--slurm-cpus", "N", "Cores of each task.", 1, 1, Limits.Threads);

    private readonly Option<string?> time = new("--slurm-time")
    {
        HelpName = "TIME",
        Description = "Time limit of a task, as 2:00:00; a task that reaches it keeps its state and is queued again.",
    };

    private readonly Option<string?> memory =
        new("--slurm-memory") { HelpName = "SIZE", Description = "Memory of each task, as 4G." };

    private readonly Option<string?> partition =
        new("--slurm-partition") { HelpName = "NAME", Description = "Partition." };

    private readonly Option<string?> template = new("--slurm-template")
    {
        HelpName = "FILE",
        Description = $"Batch script with {Command} and, unless they are to follow its first line, {Directives}.",
    };

    private readonly Option<bool> dryRun =
        new("--slurm-dry-run") { Description = "Print the script and submit nothing." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in Own)
            command.Add(option);
    }

    private IReadOnlyList<Option> Own => [tasks, cpus, time, memory, partition, template, dryRun];

    /// <summary>Whether the command is to be submitted.</summary>
    public bool IsAsked(ParseResult arguments) => arguments.GetValue(tasks) > 0
        || (Own.FirstOrDefault(option => arguments.GetResult(option) is { Implicit: false }) is { } given
            ? throw new UsageException($"{given.Name} says how a Slurm job is made; give --slurm TASKS too.")
            : false);

    /// <summary>Submits the command, or prints the script.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <param name="command">The command.</param>
    /// <param name="folder">Its folder, which holds what tasks print too.</param>
    /// <param name="missing">Runs that are to be made; more tasks are not needed.</param>
    /// <param name="words">What each task is given too.</param>
    /// <param name="output">Where the answer goes.</param>
    /// <param name="cancellation">Ends waiting for Slurm.</param>
    public int Submit(ParseResult arguments, Command command, string folder, int missing,
        string[] words, Output output, CancellationToken cancellation)
    {
        if (missing <= 0)
        {
            output.Say($"ivae {command.Name}: all runs are there; nothing is to be submitted.");
            return ExitCode.Success;
        }

        var script = Script(arguments, command, folder, Math.Min(arguments.GetValue(tasks), missing), words);
        if (arguments.GetValue(dryRun))
        {
            output.Data.Write(script);
            return ExitCode.Success;
        }

        Directory.CreateDirectory(Logs(folder));
        output.Answer(Sbatch(script, cancellation));
        return ExitCode.Success;
    }

    private static string Logs(string folder) => Path.Combine(folder, "slurm");

    private string Script(ParseResult arguments, Command command, string folder, int count, string[] further)
    {
        var lines = new StringBuilder();
        Directive("job-name", $"ivae-{command.Name}");
        Directive("array", string.Create(CultureInfo.InvariantCulture, $"1-{count}"));
        Directive("cpus-per-task", arguments.GetValue(cpus).ToString(CultureInfo.InvariantCulture));
        Directive("time", arguments.GetValue(time));
        Directive("mem", arguments.GetValue(memory));
        Directive("partition", arguments.GetValue(partition));
        Directive("output", Path.Combine(Logs(folder), "%A_%a.log"));
        Directive("open-mode", "append");
        Directive("signal", string.Create(CultureInfo.InvariantCulture, $"B:USR1@{Warning}"));
        lines.Append("#SBATCH --requeue\n");
        var words = string.Join(' ', Program().Concat(Words(arguments, command)).Concat(further).Select(ShellWord.Of));
        var work = $$"""
            # Shortly before its time is over a task is stopped, keeps its state, and is queued again.
            requeue=
            trap 'requeue=yes; kill -TERM "$work" 2>/dev/null' USR1
            trap 'kill -TERM "$work" 2>/dev/null' TERM INT
            {{words}} --threads "${SLURM_CPUS_PER_TASK:-1}" &
            work=$!
            wait "$work"
            code=$?
            while kill -0 "$work" 2>/dev/null; do
                wait "$work"
                code=$?
            done
            if [ -n "$requeue" ] && [ "$code" -ne 0 ]; then
                scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"
            fi
            exit "$code"
            """.ReplaceLineEndings("\n");
        return Fill(arguments.GetValue(template), lines.ToString(), work);

        void Directive(string name, string? value)
        {
            if (value is not null)
                lines.Append(CultureInfo.InvariantCulture, $"#SBATCH --{name}={Plain(name, value)}\n");
        }
    }

    /// <summary>A value as sbatch reads it; nothing in it may begin another line.</summary>
    private static string Plain(string name, string value) => value.Any(char.IsControl)
        ? throw new UsageException($"--slurm: the value of {name} has a sign in it that no batch script may have.")
        : value.Any(char.IsWhiteSpace) ? $"\"{value}\"" : value;

    private static string Fill(string? path, string directives, string work)
    {
        if (path is null)
            return $"#!/bin/bash\n{directives}\n{work}\n";
        if (!File.Exists(path))
            throw new UsageException($"--slurm-template: {path} is not there.");
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        if (!text.Contains(Command, StringComparison.Ordinal))
            throw new UsageException($"--slurm-template: {path} lacks {Command}, where the work is to be.");
        if (!text.Contains(Directives, StringComparison.Ordinal))
        {
            var end = text.IndexOf('\n', StringComparison.Ordinal) + 1;
            text = text.StartsWith("#!", StringComparison.Ordinal)
                ? text[..end] + Directives + text[end..]
                : throw new UsageException(
                    $"--slurm-template: {path} begins with no #!, the program that runs it; as #!/bin/bash.");
        }

        return text.Replace(Directives, directives, StringComparison.Ordinal)
            .Replace(Command, work, StringComparison.Ordinal);
    }

    /// <summary>How this program is started again.</summary>
    private static string[] Program()
    {
        var library = Path.Combine(AppContext.BaseDirectory, "Ivae.Cli.dll");
        var host = Path.GetFileNameWithoutExtension(Environment.ProcessPath);
        return host is null or "dotnet" or "testhost" ? ["dotnet", library] : [Environment.ProcessPath!];
    }

    /// <summary>What was typed, without what is for Slurm and what each task is given otherwise.</summary>
    private IEnumerable<string> Words(ParseResult arguments, Command command)
    {
        string[] leftOut = [.. Own.Select(option => option.Name), "--threads", "--json", "--force"];
        var skipsValue = false;
        foreach (var token in arguments.Tokens)
        {
            if (token.Type == TokenType.Option)
                skipsValue = leftOut.Contains(token.Value);
            if (!skipsValue)
                yield return token.Value;
            else if (token.Type != TokenType.Option
                || command.Options.First(option => option.Name == token.Value) is Option<bool>)
                skipsValue = false;
        }
    }

    /// <summary>Writes all, unless the reader has ended, which then says why.</summary>
    private static void Give(string text, StreamWriter reader)
    {
        try
        {
            reader.Write(text);
            reader.Close();
        }
        catch (IOException)
        {
            // It did not read to the end.
        }
    }

    private static string Sbatch(string script, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("sbatch")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            var words = process.StandardOutput.ReadToEndAsync(cancellation);
            Give(script, process.StandardInput);
            var answer = words.GetAwaiter().GetResult();
            process.WaitForExit();
            return process.ExitCode == 0
                ? answer.TrimEnd()
                : throw new UsageException($"--slurm: sbatch refuses the job: {errors.Result.Trim()}");
        }
        catch (Win32Exception)
        {
            throw new UsageException("--slurm: there is no program sbatch here; on a machine of the cluster there is. "
                + "--slurm-dry-run prints the script.");
        }
    }
}
