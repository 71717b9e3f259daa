using Ivae.Cli;

namespace Ivae.Test.Cli;

public sealed class ProgressDisplayTest
{
    [Fact]
    public void On_a_terminal_one_line_rewrites_itself_and_never_exceeds_the_width()
    {
        foreach (var width in new[] { 1, 10, 40, 80, 200 })
        {
            var writer = new StringWriter();
            using (var display = new ProgressDisplay(
                new Output(TextWriter.Null, writer) { Terminal = true, Width = width }, quiet: false))
                for (var epoch = 0; epoch <= 100; epoch++)
                    display.Show(epoch, 100, -12.3456, -12.3);
            var states = writer.ToString().Split("\r\u001b[2K");
            Assert.DoesNotContain('\n', writer.ToString());
            Assert.All(states, state => Assert.True(state.Length < Math.Max(width, 1) || state.Length == 0, state));
            Assert.Empty(states[^1]);
            if (width >= 80)
                Assert.Contains("epoch 100/100  bound -12.346  best -12.300 nats  0:00:00 left", states[^2]);
        }
    }

    [Fact]
    public void Elsewhere_there_is_a_plain_line_each_tenth()
    {
        var writer = new StringWriter();
        using (var display = new ProgressDisplay(new Output(TextWriter.Null, writer), quiet: false))
            for (var epoch = 1; epoch <= 500; epoch++)
                display.Show(epoch, 500, epoch, epoch);
        var lines = writer.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Assert.Equal(10, lines.Length);
        Assert.Matches("^epoch 50/500  bound 50.000  best 50.000 nats  [0-9]:[0-9]{2}:[0-9]{2} left$", lines[0]);
        Assert.DoesNotContain('\u001b', writer.ToString());
    }

    [Fact]
    public void Quiet_says_nothing()
    {
        var writer = new StringWriter();
        using (var display = new ProgressDisplay(new Output(TextWriter.Null, writer) { Terminal = true }, quiet: true))
            display.Show(1, 1, 0, 0);
        Assert.Empty(writer.ToString());
    }
}
