using Ivae.Cli;

namespace Ivae.Test.Cli;

public sealed class UsageTest
{
    private static readonly string[] Commands =
        ["fit", "transform", "sample", "score", "export", "evaluate", "check", "select", "align", "plan", "compare",
            "reproduce", "simulate", "info", "causal", "bench", "help", "options", "cite", "completion", "man"];

    public static TheoryData<string> AllCommands => new(Commands);

    [Theory]
    [InlineData("fit --latnt 5 a.csv", "ivae fit: there is no option \"--latnt\"; did you mean \"--latent\"?")]
    [InlineData("fit a.csv --out d --held-aut=.3", "did you mean \"--held-out\"?")]
    [InlineData("fit a.csv -o d", "there is no option \"-o\"")]
    [InlineData("simulat", "there is no command \"simulat\"; did you mean \"simulate\"?")]
    [InlineData("help simulat", "ivae help: there is no command \"simulat\"; did you mean \"simulate\"?")]
    [InlineData("completion tcsh", "there is no completion for \"tcsh\"")]
    [InlineData("fit", "'--out' is required")]
    [InlineData("fit --out d", "'DATA' missing")]
    [InlineData("fit a.csv --out", "missing for option: '--out'")]
    [InlineData("fit a.csv --out --force", "--out lacks its value")]
    [InlineData("fit a.csv b.csv --out d", "'b.csv'")]
    [InlineData("fit a.csv --out d --latent x", "--latent: \"x\" is not a whole number.")]
    [InlineData("fit a.csv --out d --seed -1", "--seed: -1 is not a whole number from 0.")]
    [InlineData("fit a.csv --out d --threads many", "--threads: \"many\" is not a whole number from 0 to 4096.")]
    [InlineData("fit a.csv --out d --missing drip", "is not one of refuse, drop, model; did you mean \"drop\"?")]
    [InlineData("fit a.csv --out d --preset papr", "there is no preset \"papr\"; did you mean \"paper\"?")]
    [InlineData("fit a.csv --out d --set seed", "a key and a value are needed")]
    [InlineData("sample m.ivae --rows 0", "--rows: \"0\" is not a whole number from 1 to 1000000000.")]
    [InlineData("bench stp", "\"stp\" is not one of step, kernels, fit; did you mean \"step\"?")]
    [InlineData("bench --posterior round", "--posterior: \"round\" is not one of diagonal, full")]
    [InlineData("bench --batch 50000", "The batch is 50000; it must lie between 1 and 40000")]
    [InlineData("info m.ivae --out x", "there is no option \"--out\"")]
    public void A_mistake_is_named_on_stderr_with_code_2_and_nothing_on_stdout(string line, string message)
    {
        var run = CliRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(message, run.Messages);
        Assert.Empty(run.Data);
    }

    [Theory]
    [MemberData(nameof(AllCommands))]
    public void Help_starts_with_an_example_of_the_command(string command)
    {
        var run = CliRun.Of(command, "--help");
        Assert.Equal(ExitCode.Success, run.Code);
        Assert.StartsWith($"Example:{Environment.NewLine}  ivae {command} ", run.Data);
        Assert.Empty(run.Messages);
        Assert.All(run.Data.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 100, line));
    }

    [Theory]
    [MemberData(nameof(AllCommands))]
    public void The_example_of_a_command_parses(string command)
    {
        var example = CliRun.Of(command, "--help").Data.Split('\n')[1].Trim().Split(' ')[1..];
        var message = CliRun.Of([.. example, "--no-such-option"]).Messages;
        Assert.Single(
            message.Split('\n'), line => line.StartsWith($"ivae {command}: there is no option \"--no-such-option\""));
        Assert.Single(message.Split('\n'), line => line.StartsWith("ivae "));
    }

    [Fact]
    public void Help_of_the_program_lists_every_command()
    {
        var run = CliRun.Of("--help");
        Assert.StartsWith($"Example:{Environment.NewLine}  ivae fit ", run.Data);
        Assert.All(Commands, command => Assert.Contains($"  {command} ", run.Data));
        Assert.Equal(run, CliRun.Of());
        Assert.Equal(run, CliRun.Of("help"));
        Assert.Equal(CliRun.Of("fit", "--help"), CliRun.Of("help", "fit"));
    }

    /// <summary>Those that measure, write a script or show help have no other form.</summary>
    [Fact]
    public void Every_command_that_gives_a_result_gives_it_as_json_too() => Assert.All(
        Commands.Except(["help", "completion", "man"]),
        command => Assert.Contains("  --json ", CliRun.Of(command, "--help").Data.ReplaceLineEndings(" ")));

    [Fact]
    public void The_manual_page_and_the_completions_name_every_command_and_its_options()
    {
        foreach (var text in (string[])[CliRun.Of("man").Data.Replace("\\-", "-", StringComparison.Ordinal),
            .. new[] { "bash", "zsh", "fish" }.Select(shell => CliRun.Of("completion", shell).Data)])
        {
            Assert.All(Commands, command => Assert.Contains(command, text));
            Assert.All(["held-out", "bootstrap", "uncertainty"], option => Assert.Contains(option, text));
        }

        Assert.Contains("weighted-ivae", CliRun.Of("completion", "bash").Data);
    }

    [Theory]
    [InlineData("fit", "--out --observed --auxiliary --segments --lags --latent --method --seed --restarts --epochs "
        + "--batch --held-out --preset --threads --config --set --json --quiet --force")]
    [InlineData("transform", "--out --uncertainty")]
    [InlineData("sample", "--rows --given --out")]
    [InlineData("score", "--samples --json")]
    [InlineData("evaluate", "--json")]
    [InlineData("simulate", "--preset --out")]
    [InlineData("info", "--json")]
    [InlineData("causal", "--variables --auxiliary --segments --method --alpha --knowledge --bootstrap --do --steps "
        + "--out --seed --threads --quiet --force")]
    [InlineData("bench", "--batch --width --posterior --threads --json")]
    public void The_names_that_scripts_rely_on_exist(string command, string options) =>
        Assert.All(options.Split(' '),
            option => Assert.Contains($"  {option} ", CliRun.Of(command, "--help").Data.ReplaceLineEndings(" ")));

    [Fact]
    public void The_version_is_that_of_the_assembly() =>
        Assert.Equal(
            $"ivae {typeof(ExitCode).Assembly.GetName().Version!.ToString(3)}", CliRun.Of("--version").Data.Trim());

    [Fact]
    public void A_file_may_begin_with_an_at_sign_or_follow_two_dashes()
    {
        Assert.Equal(ExitCode.Data, CliRun.Of("info", "@nowhere").Code);
        Assert.Equal(ExitCode.Data, CliRun.Of("info", "--", "--nowhere").Code);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("fit", "--help")]
    public void A_result_that_cannot_be_written_is_a_failure(params string[] arguments)
    {
        var full = new StreamWriter(new FullDisk());
        Assert.Equal(ExitCode.Data, CliRun.Of(full, CancellationToken.None, arguments).Code);
    }

    [Fact]
    public void A_cancelled_command_ends_with_130() =>
        Assert.Equal(130, CliRun.Of(new StringWriter(), new CancellationToken(canceled: true), "info", "a.csv").Code);

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new IOException("No space left on device");
    }
}
