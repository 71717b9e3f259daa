using Ivae.Cli;
using Ivae.Training;

namespace Ivae.Test.Cli;

public sealed class FitProgressTest
{
    [Fact]
    public void Lines_name_the_stage_and_each_stage_has_a_best_of_its_own()
    {
        var lines = Shown(new("flow", 1, null, 2), new("warm start", 2, 3, 2));

        Assert.Equal(
            [
                "stage 1: flow  epoch 1/2  bound 1.000  best 1.000 nats",
                "stage 1: flow  epoch 2/2  bound 0.500  best 1.000 nats",
                "stage 2 of 3: warm start  epoch 1/2  bound -9.000  best -9.000 nats",
                "stage 2 of 3: warm start  epoch 2/2  bound -9.500  best -9.000 nats",
            ],
            lines);
    }

    [Fact]
    public void The_only_stage_needs_no_name() =>
        Assert.Equal("epoch 1/2  bound 1.000  best 1.000 nats", Shown(new TrainingStage("ivae", 1, 1, 2))[0]);

    private static string[] Shown(params TrainingStage[] stages)
    {
        var writer = new StringWriter();
        using (var display = new ProgressDisplay(new Output(TextWriter.Null, writer), quiet: false))
        {
            var progress = new FitProgress(display, new Silent());
            foreach (var stage in stages)
                for (var epoch = 1; epoch <= 2; epoch++)
                {
                    var bound = 11 - 10 * stage.Number - 0.5 * (epoch - 1);
                    progress.Report(new(0, epoch, 2, epoch, bound, bound, 0.1, 1, true) { Stage = stage });
                }
        }

        string[] lines = writer.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Assert.All(lines, line => Assert.EndsWith(" left", line));
        return [.. lines.Select(line => line[..(line.IndexOf("nats", StringComparison.Ordinal) + 4)])];
    }

    private sealed class Silent : IProgress<EpochMetrics>
    {
        public void Report(EpochMetrics value)
        {
        }
    }
}
