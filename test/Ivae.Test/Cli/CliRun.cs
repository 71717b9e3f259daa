using Ivae.Cli;

namespace Ivae.Test.Cli;

/// <summary>One run of the command line inside the test process.</summary>
internal sealed record CliRun(int Code, string Data, string Messages)
{
    public static CliRun Of(params string[] arguments)
    {
        var (data, messages) = (new StringWriter(), new StringWriter());
        var code = Ivae.Cli.Cli.Run(arguments, new Output(data, messages), CancellationToken.None);
        return new CliRun(code, data.ToString(), messages.ToString());
    }
}
