using Ivae.Cli;

namespace Ivae.Test.Cli;

/// <summary>One run of the command line inside the test process.</summary>
internal sealed record CliRun(int Code, string Data, string Messages)
{
    public static CliRun Of(params string[] arguments) => Of(new StringWriter(), CancellationToken.None, arguments);

    public static CliRun Of(TextWriter data, CancellationToken cancellation, params string[] arguments)
    {
        var messages = new StringWriter();
        var code = Ivae.Cli.Cli.Run(arguments, new Output(data, messages), cancellation);
        return new CliRun(code, data.ToString()!, messages.ToString());
    }
}
