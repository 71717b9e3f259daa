using System.Diagnostics;
using System.Runtime.Intrinsics;
using Ivae.Numerics;

namespace Ivae.Test.Numerics;

/// <summary>
/// Runs the kernel tests once more for every narrower instruction set, each in a process of its own, because the JIT
/// decides at start-up.
/// </summary>
public class InstructionSetTest
{
    private const string ExpectedWidth = "IVAE_TEST_VECTOR_BITS";

    private static int Width => Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public async Task KernelsAreRightWithout(string knob, int width)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("vstest");
        start.ArgumentList.Add(typeof(InstructionSetTest).Assembly.Location);
        start.ArgumentList.Add("--TestCaseFilter:Category=Kernels");
        start.Environment[knob] = "0";
        start.Environment[ExpectedWidth] = $"{Math.Min(width, Width)}";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await errors);
    }

    [Fact]
    [Trait("Category", "Kernels")]
    public void RegistersAreAsWideAsAskedFor()
    {
        if (Environment.GetEnvironmentVariable(ExpectedWidth) is { } expected)
        {
            Assert.Equal(int.Parse(expected), Width);
            Assert.Equal(Math.Max(1, Width / 32), LaneDispatch.Count<float>());
        }
    }
}
