using System.Diagnostics;

namespace Ivae.Test.Cli;

/// <summary>The program as the shell sees it.</summary>
public sealed class ProcessTest
{
    [Theory]
    [InlineData("--version", 0, "ivae ", "")]
    [InlineData("fit --latnt 5", 2, "", "did you mean \"--latent\"?")]
    [InlineData("info /nowhere/at/all", 3, "", "/nowhere/at/all")]
    public async Task Exit_codes_and_streams(string line, int code, string data, string message)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Ivae.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. line.Split(' ')]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var messages = process.StandardError.ReadToEndAsync();
        Assert.StartsWith(data, await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(code, process.ExitCode);
        Assert.Contains(message, await messages);
    }
}
